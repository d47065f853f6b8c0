"""Decides which charset a body is read in.

The order is that of trust: a byte order mark, signs that only one charset has (NUL bytes of UTF-16, escapes of
ISO-2022), strict UTF-8 (text of another charset is next to never valid UTF-8), the declared charset where the bytes
obey it, detection from the bytes, and windows-1252, which reads anything. Parsing is left to `parsing.py`.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass

import cchardet
from w3lib.encoding import html_body_declared_encoding, http_content_type_encoding, resolve_encoding

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
ESCAPES = (
    (re.compile(rb"\x1b\$[@B]"), "iso2022_jp"),
    (re.compile(rb"\x1b\$\)C"), "iso2022_kr"),
)
"""Charsets whose bytes are all ASCII, so that they pass for UTF-8, by the escape with which their text begins."""
ASCII_BASED = re.compile(r"(?!utf[-_]?(?:7|16|32))", re.IGNORECASE)
"""Charsets in which a page can declare its charset: a declaration that can be read refutes the others."""
SINGLE_BYTE_WESTERN = frozenset({"cp1252", "latin-1", "iso8859-1", "iso8859-15", "windows-1252"})
MAX_ACCENTED_SHARE = 0.30
"""Above this share of accented among all letters a Western reading is not believed. Running text of Western
languages stays below 0.15; Cyrillic, Greek or Chinese read as windows-1252 is above 0.6."""
MAX_BROKEN_SHARE = 0.02
"""UTF-8 with so few broken among its wide letters is UTF-8 still: cut in the middle, or joined of parts."""
DETECTION_BYTES = 200_000
"""Detection looks at no more than this, which takes it 10 ms."""
SIGN_BYTES = 100
"""A page begins with so many bytes of markup, all of it ASCII."""

_TAG = re.compile(rb"<(script|style)\b.*?</\1\s*>|<[^>]*>", re.DOTALL | re.IGNORECASE)
_ASCII_LETTERS = bytes([*range(0x41, 0x5B), *range(0x61, 0x7B)])
_ACCENTED_LETTERS = bytes(range(0xC0, 0x100))


@dataclass(frozen=True, slots=True)
class Decoded:
    """A body as text. charset: Python's name of the codec; None where text came in place of bytes. is_mismatch: a
    charset was declared, and was not it.
    """

    text: str
    charset: str | None
    is_mismatch: bool


def decode_body(body: bytes, content_type: str | None = None) -> Decoded:
    """Read the body of a page. Never fails: what no charset explains is read as windows-1252."""
    for mark, codec in BYTE_ORDER_MARKS:
        if body.startswith(mark):
            return Decoded(body.decode(codec, "replace"), codec.removesuffix("-sig"), False)
    declared = tuple(find_declared_charsets(body, content_type))
    signed = find_signed_charset(body)
    if signed is not None:
        return Decoded(body.decode(signed, "replace"), signed, bool(declared) and signed not in declared)
    is_ascii = body.isascii()
    text = _decode_strictly(body, "utf-8")
    if text is None and is_nearly_utf8(body):
        text = body.decode("utf-8", "replace")
    if text is not None:
        return Decoded(text, "utf-8", bool(declared) and "utf-8" not in declared and not is_ascii)
    for charset in declared:
        text = _decode_strictly(body, charset)
        if text is not None and (charset not in SINGLE_BYTE_WESTERN or is_western(body)):
            return Decoded(text, charset, charset != declared[0])
    detected = detect_charset(body)
    return Decoded(body.decode(detected, "replace"), detected, bool(declared) and detected not in declared)


def find_declared_charsets(body: bytes, content_type: str | None) -> Iterator[str]:
    """Give the charsets that header and markup declare, header first, as codec names, each once."""
    header = http_content_type_encoding(content_type) if content_type else None
    markup = html_body_declared_encoding(body[:8192])
    seen = set()
    for name in (header, markup):
        codec = resolve_encoding(name) if name else None
        if codec and codec not in seen and ASCII_BASED.match(codec):
            seen.add(codec)
            yield codec


def find_signed_charset(body: bytes) -> str | None:
    """Give the charset that shows by what no other has: NUL bytes on one side of markup, or escapes; else None."""
    if b"\x1b" in body and b"\x1b$" in body:  # a single byte is found ten times as fast
        return next((codec for escape, codec in ESCAPES if escape.search(body)), None)
    beginning = body[:SIGN_BYTES]
    if b"\x00" in beginning:
        even, odd = beginning[::2].count(0), beginning[1::2].count(0)
        if max(even, odd) > len(beginning) // 4 and min(even, odd) < max(even, odd) // 8:
            return "utf-16-be" if even > odd else "utf-16-le"
    return None


def detect_charset(body: bytes) -> str:
    """Tell the charset from the bytes of the page's text, without its markup; windows-1252 where nothing fits."""
    found = cchardet.detect(_strip_markup(body))["encoding"]
    try:
        return resolve_encoding(found) or codecs.lookup(found).name if found else "cp1252"
    except LookupError:
        return "cp1252"


def is_western(body: bytes) -> bool:
    """Tell whether a single-byte Western reading is believable: accented letters are the minority of all letters."""
    sample = _strip_markup(body)
    plain = len(sample) - len(sample.translate(None, _ASCII_LETTERS))
    accented = len(sample) - len(sample.translate(None, _ACCENTED_LETTERS))
    return accented <= MAX_ACCENTED_SHARE * max(plain + accented, 1)


def is_nearly_utf8(body: bytes) -> bool:
    """Tell whether a few broken bytes are all that keeps the body from being UTF-8."""
    text = body.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    wide = len(text) - len(text.encode("ascii", "ignore")) - broken
    return broken <= max(1, MAX_BROKEN_SHARE * wide) and wide >= 2 * broken


def _strip_markup(body: bytes) -> bytes:
    """Give the text of a page's first part, cut at white space so that no letter is."""
    text = _TAG.sub(b" ", body[: 2 * DETECTION_BYTES])[:DETECTION_BYTES]
    return text[: text.rfind(b" ") + 1] or text


def _decode_strictly(body: bytes, charset: str) -> str | None:
    try:
        return body.decode(charset)
    except (UnicodeDecodeError, LookupError):
        return None
