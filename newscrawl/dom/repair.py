"""Decides what broken markup was meant to be, where the parser by itself would lose the page's text.

What the parser would stumble over is changed before it reads the page; what it lost shows in its tree, and only then
a repair is looked for, so that sound pages pay nothing. A repair is made where what was lost looks like a page.
Browsers lose the text in most of these cases, too; whoever reads the source does not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from lxml.html import HtmlElement

RAW_TEXT_TAGS = frozenset({"script", "style", "title", "textarea", "iframe", "noembed", "xmp", "plaintext"})
"""Elements in which the parser reads no tags; unclosed, they swallow the rest of the page."""
MIN_LOST_PARAGRAPHS = 3
MAX_ATTRIBUTES = 256
"""libxml2 compares each attribute of a tag with all others: 200,000 of them take it a minute. Real tags have 30."""
MIN_CROWDED_BYTES = 20_000
"""Smaller pages cannot hold attributes enough to cost a second, and are not searched for such tags."""
_HEAD_BYTES = 4_096

_XHTML_PREFIX = re.compile(rb"""xmlns:([\w-]+)\s*=\s*["']http://www\.w3\.org/1999/xhtml["']""")
_CDATA_TOKEN = re.compile(rb"<(/?)(?:script|style)\b|<!\[CDATA\[", re.IGNORECASE)
_NOFRAMES_TAG = re.compile(rb"(</?)noframes\b", re.IGNORECASE)
_PAGE_END = re.compile(rb"</(?:body|html)\b[^>]*>", re.IGNORECASE)
_PARAGRAPH = re.compile(rb"<p[\s>]", re.IGNORECASE)
_OPEN_QUOTE = re.compile(rb'(\s[\w:.-]+="[^"<>]*+)(?=>[^"<]*+<[^"]*+(?:(?<==)"|\Z))')
"""An attribute whose value runs on over tags to the opening quote of another, or to the end of the page."""
_QUOTED_END = re.compile(rb'="[^"<>]*+>')
"""What every match of it holds: looked for first, in a tenth of the time."""
_ATTRIBUTE = rb"""(?>\s++[^\s<>=]++(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s<>]*+))?)"""
_CROWDED_TAG = re.compile(rb"(<[a-zA-Z][^\s<>]*+%b{%d})%b+" % (_ATTRIBUTE, MAX_ATTRIBUTES, _ATTRIBUTE))


def prepare_markup(markup: bytes) -> bytes:
    """Change what the parser would stumble over. Linear in the size of the page."""
    prefix = _XHTML_PREFIX.search(markup, 0, _HEAD_BYTES)
    if prefix is not None:
        markup = re.sub(rb"(</?)%b:" % re.escape(prefix[1]), rb"\1", markup)
    if b"<![CDATA[" in markup:
        markup = b"".join(_read_cdata(markup))
    if len(markup) >= MIN_CROWDED_BYTES:
        markup = _CROWDED_TAG.sub(rb"\1", markup)
    return markup


def repair_markup(markup: bytes, tree: HtmlElement) -> bytes | None:
    """Mend the first fault by which the parser lost text of the page; None where the tree shows none."""
    for repair in (_join_trees, _open_raw_text, _show_frames, _open_comment, _close_quotes):
        repaired = repair(markup, tree)
        if repaired is not None:
            return repaired
    return None


def _join_trees(markup: bytes, tree: HtmlElement) -> bytes | None:
    """Drop the end tags of body and page, behind which the parser opens another tree; browsers read on, too."""
    if tree.getnext() is None:
        return None
    repaired, ends = _PAGE_END.subn(b"", markup)
    return repaired if ends else None


def _open_raw_text(markup: bytes, tree: HtmlElement) -> bytes | None:
    """Drop the start tag of an element that never ends, with the code behind it up to the next tag; end a title."""
    last = tree
    while len(last):
        last = last[-1]
    if last.tag not in RAW_TEXT_TAGS or last.tail or not _looks_like_page((last.text or "").encode("utf-8")):
        return None
    tag = last.tag.encode("ascii")
    closed = max((match.end() for match in re.finditer(rb"(?i)</%b\b" % tag, markup)), default=0)
    start = re.compile(rb"(?i)<%b\b[^>]*>[^<]*+(?:<(?![a-z/!])[^<]*+)*" % tag).search(markup, closed)
    if start is None:
        return None
    head = start[0] + b"</title>" if tag == b"title" else b""
    return markup[: start.start()] + head + markup[start.end() :]


def _show_frames(markup: bytes, tree: HtmlElement) -> bytes | None:
    """Have the text for browsers without frames parsed, which is all that a page of frames holds."""
    if tree.find("frameset") is None:
        return None
    repaired, tags = _NOFRAMES_TAG.subn(rb"\1noscript", markup)
    return repaired if tags else None


def _open_comment(markup: bytes, tree: HtmlElement) -> bytes | None:  # noqa: ARG001  # called as its like
    """Drop the marks of comments that never end."""
    start = markup.find(b"<!--", markup.rfind(b"-->") + 1)
    if start < 0 or not _looks_like_page(markup[start:]):
        return None
    return markup[:start] + markup[start:].replace(b"<!--", b"")


def _close_quotes(markup: bytes, tree: HtmlElement) -> bytes | None:
    """Close the quotes of attributes that run on over tags, if paragraphs are missing in the tree."""
    if markup.count(b"</p>") <= sum(1 for _ in tree.iter("p")) or _QUOTED_END.search(markup) is None:
        return None
    repaired, quotes = _OPEN_QUOTE.subn(rb'\1"', markup)
    return repaired if quotes else None


def _looks_like_page(markup: bytes) -> bool:
    if _PAGE_END.search(markup) is not None:
        return True
    return sum(1 for _ in islice(_PARAGRAPH.finditer(markup), MIN_LOST_PARAGRAPHS)) == MIN_LOST_PARAGRAPHS


def _read_cdata(markup: bytes) -> Iterator[bytes]:
    """Give the markup with CDATA sections as escaped text, as XHTML shows them; those of scripts are left alone."""
    place, is_code = 0, False
    for token in _CDATA_TOKEN.finditer(markup):
        if token[1] is not None:
            is_code = not token[1]
        elif not is_code and token.start() >= place:
            end = markup.find(b"]]>", token.end())
            if end < 0:
                break
            yield markup[place : token.start()]
            yield markup[token.end() : end].replace(b"&", b"&amp;").replace(b"<", b"&lt;")
            place = end + len(b"]]>")
    yield markup[place:]
