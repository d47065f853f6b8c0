"""Decides whether input of which nobody says what it is, is a page of HTML or already-extracted plain text.

Binary input is told apart before, in `media_type.py`.
"""

from __future__ import annotations

import re
from enum import StrEnum


class InputKind(StrEnum):
    """What some bytes are."""

    html = "html"
    text = "text"


LOOKED_AT_BYTES = 200_000
"""How far the input is looked at. Saved pages may begin with long scripts, but with tags before them."""

WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")
"""Byte order marks of UTF-16 and UTF-32, in which NUL bytes are text."""

PAGE_START = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
"""A document that says at its beginning that it is HTML."""

MARKUP_TAG = re.compile(
    rb"</?(?:html|head|body|title|meta|link|script|style|div|span|p|br|a|ul|ol|li|table|tr|td|h[1-6]|article"
    rb"|section|main|header|footer|nav|aside|figure|img|blockquote|em|strong|b|i)(?:\s[^<>]*)?/?>",
    re.I,
)
"""A tag of HTML written out as such; a `<` in prose (`x < y`, `<name@example>`) is none."""

MARKUP_TAGS_OF_A_FRAGMENT = 2
"""Tags from which on input without a document's beginning counts as HTML: the smallest fragment of a page,
`<p>One paragraph.</p>`, has two. Wrong for plain text that prints tags, a story about web pages for instance:
the user says `--text` then."""


HTML_SUFFIXES = (".html", ".htm", ".xhtml", ".shtml")
HTML_CONTENT_TYPES = ("text/html", "application/xhtml")


def decide_input_kind(data: bytes, *, content_type: str = "", name: str = "") -> InputKind:
    """Decide what `data` is, which is no binary. Empty data is text.

    content_type: of the response, name: of the file, where there is one. Either may say that it is HTML; that
    it is text is believed of neither, since pages are often saved or served as such.
    """
    if content_type.strip().lower().startswith(HTML_CONTENT_TYPES) or name.lower().endswith(HTML_SUFFIXES):
        return InputKind.html
    looked_at = data[:LOOKED_AT_BYTES]
    if looked_at.startswith(WIDE_MARKS):
        looked_at = looked_at.replace(b"\x00", b"")[2:]
    looked_at = looked_at.removeprefix(b"\xef\xbb\xbf")
    if PAGE_START.match(looked_at):
        return InputKind.html
    tags = MARKUP_TAG.findall(looked_at)
    return InputKind.html if len(tags) >= MARKUP_TAGS_OF_A_FRAGMENT else InputKind.text
