"""Decides which charset a body is read in.

The order is that of trust: a byte order mark, strict UTF-8 (text of another charset is next to never valid UTF-8),
the declared charset where the bytes obey it, detection from the bytes, and windows-1252, which reads anything.
Parsing is left to `parsing.py`.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass

from charset_normalizer import from_bytes
from w3lib.encoding import html_body_declared_encoding, http_content_type_encoding, resolve_encoding

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
ESCAPED_CHARSETS = frozenset({"iso2022_jp", "iso-2022-jp", "hz", "iso2022_kr", "iso-2022-kr", "utf-7"})
"""Charsets whose bytes are ASCII, so that they pass for UTF-8: here the declaration goes first."""
SINGLE_BYTE_WESTERN = frozenset({"cp1252", "latin-1", "iso8859-1", "iso8859-15", "windows-1252"})
MAX_ACCENTED_SHARE = 0.30
"""Above this share of accented among all letters a Western reading is not believed. Running text of Western
languages stays below 0.15; Cyrillic, Greek or Chinese read as windows-1252 is above 0.6."""
DETECTION_BYTES = 200_000
"""Detection looks at no more than this: longer samples did not change a verdict and cost seconds."""

_TAG = re.compile(rb"<(script|style)\b.*?</\1\s*>|<[^>]*>", re.DOTALL | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Decoded:
    """A body as text. charset: Python's name of the codec, None for what came as text. is_mismatch: a charset was
    declared, and was not it.
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
    for charset in declared:
        if charset in ESCAPED_CHARSETS and b"\x1b" in body:
            return Decoded(body.decode(charset, "replace"), charset, False)
    text = _decode_strictly(body, "utf-8")
    if text is not None:
        return Decoded(text, "utf-8", bool(declared) and "utf-8" not in declared and not body.isascii())
    for charset in declared:
        text = _decode_strictly(body, charset)
        if text is not None and not (charset in SINGLE_BYTE_WESTERN and not is_western(text)):
            return Decoded(text, charset, charset != declared[0])
    if "utf-8" in declared and is_nearly_utf8(body):
        return Decoded(body.decode("utf-8", "replace"), "utf-8", False)
    detected = detect_charset(body)
    return Decoded(body.decode(detected, "replace"), detected, bool(declared))


def find_declared_charsets(body: bytes, content_type: str | None) -> Iterator[str]:
    """Give the charsets that header and markup declare, header first, as codec names, each once."""
    header = http_content_type_encoding(content_type) if content_type else None
    markup = html_body_declared_encoding(body[:8192])
    seen = set()
    for name in (header, markup):
        codec = resolve_encoding(name) if name else None
        if codec and codec not in seen:
            seen.add(codec)
            yield codec


def detect_charset(body: bytes) -> str:
    """Tell the charset from the bytes of the page's text, without its markup; windows-1252 where nothing fits.

    charset-normalizer mixes up neighbours of one alphabet now and then (windows-1251 with koi8-r in short texts).
    """
    sample = _TAG.sub(b" ", body[: 2 * DETECTION_BYTES])[:DETECTION_BYTES]
    best = from_bytes(sample).best()
    return resolve_encoding(best.encoding) or best.encoding if best is not None else "cp1252"


def is_western(text: str) -> bool:
    """Tell whether a single-byte Western reading is believable: accented letters are the minority of all letters."""
    sample = _TAG.sub(b" ", text[:DETECTION_BYTES].encode("utf-8")).decode("utf-8", "replace")
    letters = sum(char.isalpha() for char in sample)
    accented = sum(char.isalpha() and char > "\x7f" for char in sample)
    return accented <= MAX_ACCENTED_SHARE * max(letters, 1)


def is_nearly_utf8(body: bytes) -> bool:
    """Tell whether a few broken bytes are all that keeps the body from being UTF-8 (a cut multi-byte letter)."""
    text = body.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    wide = sum(1 for char in text[:DETECTION_BYTES] if char > "\x7f") - broken
    return broken <= max(3, wide // 50)


def _decode_strictly(body: bytes, charset: str) -> str | None:
    try:
        return body.decode(charset)
    except (UnicodeDecodeError, LookupError):
        return None
