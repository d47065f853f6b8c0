"""Decides which characters of a page mean something, and gives the page as the bytes that the parser reads.

What XML forbids is dropped, written out or as a reference: libxml2 would stop at it, or hand it on to readers that
do. Control characters of the C1 block are never meant: they come from text that was decoded wrongly before.
"""

from __future__ import annotations

import re

_LEADING = "\ufeff \t\r\n"
"""What may stand ahead of a page: byte order marks are no text, and would begin its body."""
_CONTROLS = bytes([*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20), 0x7F])
_NONCHARACTER = re.compile(rb"\xef\xbf[\xbe\xbf]")
"""U+FFFE and U+FFFF in UTF-8."""
_SUSPECT_REFERENCE = re.compile(
    rb"&#(?:[xX]0*(?:1?[0-9a-fA-F]|7[fF]|[dD][89a-fA-F][0-9a-fA-F]{2}|[fF]{3}[eEfF]|[0-9a-fA-F]{6,})(?![0-9a-fA-F])"
    rb"|0*(?:[12]?\d|3[01]|127|5[5-7]\d{3}|6553[45]|\d{7,})(?!\d));?"
)
"""Numeric references in whose range some are illegal; all others need no look."""
_C1_CONTROL = re.compile(rb"\xc2[\x80-\x9f]")
_TWICE_ENCODED = re.compile("[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_C1_LETTERS = {code: bytes([code]).decode("cp1252", "ignore") for code in range(0x80, 0xA0)}


def encode_page(text: str) -> bytes:
    """Give a decoded page in UTF-8, its characters mended; lone surrogates are dropped with what XML forbids."""
    markup = text.lstrip(_LEADING).encode("utf-8", "ignore").translate(None, _CONTROLS)
    if b"\xef" in markup:
        markup = _NONCHARACTER.sub(b"", markup)
    if _C1_CONTROL.search(markup) is not None:
        markup = mend_c1_controls(markup.decode("utf-8")).encode("utf-8")
    return _SUSPECT_REFERENCE.sub(_drop_illegal_reference, markup)


def mend_c1_controls(text: str) -> str:
    """Read C1 controls as what they were: bytes of letters that were encoded twice, or letters of windows-1252.

    Two letters in a row that could be such bytes (`Ã©`) are read as one, too, where the page shows its fault.
    """
    return _TWICE_ENCODED.sub(_decode_again, text).translate(_C1_LETTERS)


def _decode_again(match: re.Match[str]) -> str:
    try:
        return match[0].encode("latin-1").decode("utf-8")
    except UnicodeDecodeError:
        return match[0]


def _drop_illegal_reference(match: re.Match[bytes]) -> bytes:
    digits = match[0][2:].rstrip(b";")
    number = digits[1:] if digits[:1] in b"xX" else digits
    code = int(number, 16 if number is not digits else 10) if len(number.lstrip(b"0")) < 8 else -1
    is_control = code in _CONTROLS if 0 <= code < 0x100 else code < 0
    is_noncharacter = code in (0xFFFE, 0xFFFF) or 0xD800 <= code <= 0xDFFF or code > 0x10FFFF
    return b"" if is_control or is_noncharacter else match[0]
