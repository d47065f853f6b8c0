"""Decides how markup becomes a tree. Which parts of the tree are text is left to `segmentation.py`."""

from __future__ import annotations

import re

from lxml import etree
from lxml.html import HtmlElement, HTMLParser

HEAD_TAGS = frozenset({"title", "meta", "link", "base", "script", "style", "noscript", "template"})
"""What the head of a page may hold, by the HTML standard."""
_ILLEGAL_CHARACTERS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_NUMERIC_REFERENCE = re.compile(r"&#(?:[xX]0*([0-9a-fA-F]{1,6})|0*(\d{1,7}));?")
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")


def parse_html(text: str) -> HtmlElement | None:
    """Parse a page; None where there is nothing that could be parsed.

    Characters and references that XML forbids are dropped first: libxml2 would stop at them, or
    hand them on to readers that do.
    """
    text = _XML_DECLARATION.sub("", _ILLEGAL_CHARACTERS.sub("", text))
    text = _NUMERIC_REFERENCE.sub(_drop_illegal_reference, text)
    if "<" not in text:
        return None
    parser = HTMLParser(encoding="utf-8", huge_tree=True, remove_pis=True, remove_comments=True)
    # lxml.html's own lookup calls back into Python for every element, which costs a third of a walk.
    parser.set_element_class_lookup(etree.ElementDefaultClassLookup(element=HtmlElement))
    try:
        tree = etree.fromstring(text.encode("utf-8", "ignore"), parser)
    except etree.ParserError:
        return None
    except etree.XMLSyntaxError:
        return None
    if not isinstance(tree, HtmlElement):
        return None
    _empty_head_into_body(tree)
    return tree


def _empty_head_into_body(tree: HtmlElement) -> None:
    """Move what does not belong into the head to the beginning of the body, in place.

    Why: a page may leave `<head>` and `<body>` out, and libxml2, which knows no element of HTML 5, then
    leaves a whole `<article>` in the head.
    """
    head = tree.find("head")
    strays = [child for child in head if child.tag not in HEAD_TAGS] if head is not None else []
    if strays:
        body = tree.find("body")
        (etree.SubElement(tree, "body") if body is None else body)[:0] = strays


def _drop_illegal_reference(match: re.Match[str]) -> str:
    code = int(match[1], 16) if match[1] else int(match[2])
    is_control = code < 0x20 and code not in (0x09, 0x0A, 0x0D)
    is_noncharacter = code in (0xFFFE, 0xFFFF) or 0xD800 <= code <= 0xDFFF or code > 0x10FFFF
    return "" if is_control or is_noncharacter else match[0]
