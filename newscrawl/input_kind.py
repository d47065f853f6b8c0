"""Decides whether input is a page of HTML, already-extracted plain text, or neither, by looking at it.

A page that a server calls HTML is judged in `extraction/page_type.py`; this file serves input of which nobody
says what it is.
"""

from __future__ import annotations

import re
from enum import StrEnum


class InputKind(StrEnum):
    """What some bytes are."""

    html = "html"
    text = "text"
    binary = "binary"


LOOKED_AT_BYTES = 200_000
"""How far the input is looked at. Saved pages may begin with long scripts, but with tags before them."""

MAGIC_NUMBERS: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "a PDF"),
    (b"\x89PNG\r\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"PK\x03\x04", "a ZIP archive (or an office document)"),
    (b"\x1f\x8b", "gzip data"),
    (b"\x28\xb5\x2f\xfd", "Zstandard data"),
    (b"BZh", "bzip2 data"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"\x7fELF", "a program"),
)
"""First bytes of what users most likely name by mistake, with the name to tell them."""

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


def name_binary(data: bytes) -> str | None:
    """Name what binary `data` is, for a message; None where it may be text."""
    for magic, name in MAGIC_NUMBERS:
        if data.startswith(magic):
            return name
    looked_at = data[:LOOKED_AT_BYTES]
    if b"\x00" in looked_at and not data.startswith(WIDE_MARKS):
        return "binary data"
    return None


def decide_input_kind(data: bytes) -> InputKind:
    """Decide what `data` is. Empty data is text."""
    if name_binary(data) is not None:
        return InputKind.binary
    looked_at = data[:LOOKED_AT_BYTES]
    if looked_at.startswith(WIDE_MARKS):
        looked_at = looked_at.replace(b"\x00", b"")[2:]
    looked_at = looked_at.removeprefix(b"\xef\xbb\xbf")
    if PAGE_START.match(looked_at):
        return InputKind.html
    tags = MARKUP_TAG.findall(looked_at)
    return InputKind.html if len(tags) >= MARKUP_TAGS_OF_A_FRAGMENT else InputKind.text
