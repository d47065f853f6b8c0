"""Decides how markup becomes a tree. Which parts of the tree are text is left to `segmentation.py`."""

from __future__ import annotations

from lxml import etree
from lxml.html import HtmlElement, HTMLParser

from newscrawl.dom.characters import encode_page
from newscrawl.dom.repair import prepare_markup, repair_markup

MAX_REPAIRS = 4
"""A page with more faults is taken as it is by then: each repair costs another parse."""


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
    return tree


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
