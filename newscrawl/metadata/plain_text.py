"""Decides how a piece of metadata or markup becomes plain text. What the text means is left to each field."""

from __future__ import annotations

import html
import re

from lxml import etree
from lxml.html import HtmlElement
from lxml.html import fromstring as parse_fragment

MAX_FIELD_CHARACTERS = 2_000
"""A title, name or caption longer than this is no title, name or caption: it is cut before any pattern
sees it."""

MAX_STEPS = 4_000
"""Starts and ends of elements that are looked at for one line: empty elements can nest without end."""

_WHITE_SPACE = re.compile(r"\s+")
_INVISIBLE = re.compile("[\u00ad\u200b\u200e\u200f\u2060\ufeff\u202a-\u202e\u2066-\u2069]")
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,500}>")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_NO_LETTER = re.compile(r"[\W_]+")
_ENDS = frozenset(".!?:;,»”\"')]")
_STARTS = frozenset("„“\"'«‘(–—")
_SKIPPED_TAGS = frozenset({"script", "style", "svg", "noscript", "template", "button", "select", "textarea"})
_INLINE_TAGS = frozenset({"a", "abbr", "b", "bdi", "bdo", "cite", "em", "font", "i", "mark", "q", "strong",
                          "sub",
                          "sup", "u", "wbr", "ruby", "rb", "shy"})  # fmt: skip
_PARAGRAPH_TAGS = frozenset({"p", "div", "br", "li", "h1", "h2", "h3", "h4", "blockquote", "section", "tr"})


def clean_line(text: object) -> str | None:
    """Give one line of plain text: entities (also doubly escaped) resolved, tags and invisible characters
    dropped, white space collapsed. None where nothing is left, or where the value is no string."""
    if not isinstance(text, str):
        return None
    text = text[:MAX_FIELD_CHARACTERS]
    if "&" in text:
        text = html.unescape(html.unescape(text))
    if "<" in text:
        text = _TAG.sub(" ", text)
    text = " ".join(text.split())
    if not text.isprintable():
        text = " ".join(_CONTROL.sub("", _INVISIBLE.sub("", text)).split())
    return text or None


def strip_markup(text: str) -> str | None:
    """Give a long text without markup, a paragraph a line. For `articleBody`, which may hold escaped HTML."""
    if "&lt;" in text or "&amp;" in text:
        text = html.unescape(text)
    if "<" in text and _TAG.search(text):
        try:
            text = read_paragraphs(parse_fragment(f"<div>{_CONTROL.sub('', text)}</div>"))
        except (etree.ParserError, etree.XMLSyntaxError, ValueError):
            text = _TAG.sub(" ", text)
    text = html.unescape(_CONTROL.sub("", _INVISIBLE.sub("", text)))
    lines = (_WHITE_SPACE.sub(" ", line).strip() for line in text.splitlines())
    return "\n".join(line for line in lines if line) or None


def read_paragraphs(element: HtmlElement) -> str:
    """Give an element's text with line breaks where paragraphs end; scripts and styles left out."""
    parts: list[str] = []
    for event, node in etree.iterwalk(element, events=("start", "end", "comment")):
        if event == "comment":
            continue
        is_silent = node.tag in _SKIPPED_TAGS
        if event == "start" and node.text and not is_silent:
            parts.append(_WHITE_SPACE.sub(" ", node.text))
        if event == "end":
            if node.tag in _PARAGRAPH_TAGS:
                parts.append("\n")
            if node.tail and node is not element:
                parts.append(_WHITE_SPACE.sub(" ", node.tail))
    return "".join(parts)


def read_text(element: HtmlElement) -> str | None:
    """Give an element's text as one line. Words of neighbouring elements that no white space parts are
    parted, unless the elements only set type (`b`, `em`, `a`): themes put a kicker and the headline
    into two spans."""
    if not len(element):
        return clean_line(element.text) if element.tag not in _SKIPPED_TAGS else None
    parts: list[str] = []
    size = 0
    stack: list[tuple[HtmlElement, bool]] = [(element, False)]
    steps = 0
    while stack and size < MAX_FIELD_CHARACTERS and steps < MAX_STEPS:
        steps += 1
        node, is_end = stack.pop()
        if is_end or not isinstance(node.tag, str) or node.tag in _SKIPPED_TAGS:
            if is_end and node.tag not in _INLINE_TAGS:
                parts.append("\x1f")
            text = node.tail if node is not element else None
        else:
            if node.tag not in _INLINE_TAGS:
                parts.append("\x1f")
            stack.append((node, True))
            stack.extend((child, False) for child in reversed(node))
            text = node.text
        if text:
            parts.append(text)
            size += len(text)
    return clean_line(_join("".join(parts)))


def _join(text: str) -> str:
    parts: list[str] = []
    last = ""
    for run in text.split("\x1f"):
        if not run:
            continue
        if last and (last.isalnum() or last in _ENDS) and (run[0].isalnum() or run[0] in _STARTS):
            parts.append(" ")
        parts.append(run)
        last = run[-1]
    return "".join(parts)


def fold(text: str) -> str:
    """Give the form in which two writings of one line are compared: lower case, letters and digits only."""
    return _NO_LETTER.sub("", text.casefold())
