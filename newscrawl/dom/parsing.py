"""Decides how markup becomes a tree. Which parts of the tree are text is left to `segmentation.py`."""

from __future__ import annotations

from typing import cast

from lxml import etree
from lxml.html import HtmlElement, HTMLParser

from newscrawl.dom.characters import encode_page
from newscrawl.dom.elements import SILENT_TAGS
from newscrawl.dom.repair import prepare_markup, repair_markup

MAX_REPAIRS = 4
"""A page with more faults is taken as it is by then: each repair costs another parse."""

_find_long_anchors = etree.XPath("//a[descendant::p[6]]")
"""The cards of lists, which are links as a whole, hold three paragraphs at most."""


def parse_html(text: str) -> HtmlElement | None:
    """Parse a page; None where there is nothing that could be parsed.

    Elements may be nested 2,000 deep; where they are nested deeper, the parser stops, and `is_truncated` says so.
    """
    markup = prepare_markup(encode_page(text))
    tree = _parse(markup)
    for _ in range(MAX_REPAIRS):
        repaired = repair_markup(markup, tree) if tree is not None else None
        if repaired is None:
            break
        markup = repaired
        tree = _parse(markup)
    if tree is not None:
        _empty_head(tree)
        _unlink_stories(tree)
    return tree


def _empty_head(tree: HtmlElement) -> None:
    """Move what shows text out of the head, in place.

    Head and body need no tags in HTML, but libxml2 knows the elements of HTML 4 only, and leaves the others in a head
    whose end is not said.
    """
    head = tree.find("head")
    shown = [] if head is None else [child for child in head if child.tag not in SILENT_TAGS]
    if head is None or not shown:
        return
    body = tree.find("body")
    if body is None:
        body = etree.SubElement(tree, "body")
    for place, child in enumerate(shown):
        body.insert(place, child)


def _unlink_stories(tree: HtmlElement) -> None:
    """Take links that hold a story for anchors that were never closed, in place: what is in them is no link text."""
    for anchor in cast("list[HtmlElement]", _find_long_anchors(tree)):
        anchor.tag = "span"


def is_truncated(tree: HtmlElement) -> bool:
    """Tell whether the parser stopped before the end of the page, so that text of it is missing in the tree."""
    parser = tree.getroottree().parser
    return parser is not None and any(error.level == etree.ErrorLevels.FATAL for error in parser.error_log)


def _parse(markup: bytes) -> HtmlElement | None:
    parser = HTMLParser(encoding="utf-8", huge_tree=True, remove_pis=True, remove_comments=True, collect_ids=False)
    # lxml.html's own lookup calls back into Python for every element, which costs a third of a walk.
    parser.set_element_class_lookup(etree.ElementDefaultClassLookup(element=HtmlElement))
    if b"<" not in markup:
        return None
    try:
        tree = etree.fromstring(markup, parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        return None
    return tree if isinstance(tree, HtmlElement) else None
