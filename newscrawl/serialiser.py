"""Decides how values become JSON: whatever they hold, valid UTF-8, no character that does harm, one line a record.

Everything that newscrawl writes for readers (records, rejections, `run.json`) goes this way. Strings come out in NFC,
without control characters (C0 but tab and line feed, C1, delete), marks that turn the direction of text, lone
surrogates and noncharacters; line separators that readers may split lines at (U+2028, U+2029) are escaped.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable
from typing import Any, TypeVar

import msgspec

Record = TypeVar("Record")

_LAST_OF_PLANES = [chr(plane + last) for plane in range(0, 0x11_0000, 0x1_0000) for last in (0xFFFE, 0xFFFF)]
_BIDI_CONTROLS = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_NONCHARACTERS = "\ufdd0-\ufdef" + "".join(_LAST_OF_PLANES)
_LINE_BREAK = re.compile("\r\n?")
_SPACE = re.compile("[\x0b\x0c\x1c-\x1f\x85]")
"""Controls that part words, and would glue them together if they were dropped."""
_HARMFUL = re.compile(f"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f{_BIDI_CONTROLS}\ufeff{_NONCHARACTERS}]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_SUSPECT = re.compile(
    f"[\x00-\x08\x0b-\x1f\x7f-\x9f{_BIDI_CONTROLS}\ufdd0-\ufdef\ufeff\ufffe\uffff\ud800-\udfff\U00010000-\U0010ffff]"
)
"""What one of the four above changes, or a character of another plane: searching for the noncharacters among those
takes five times as long, and few texts have any."""
_SEPARATORS = (("\u2028", "\\u2028"), ("\u2029", "\\u2029"))


def encode_line(value: Any) -> bytes:
    """Give one line of JSON with its line feed. value: a record, or plain values."""
    return encode_json(value, separators=(",", ":")) + b"\n"


def encode_json(
    value: Any,
    *,
    indent: int | None = None,
    separators: tuple[str, str] | None = None,
    convert: Callable[[Any], Any] | None = None,
) -> bytes:
    """Give JSON in UTF-8. convert: makes plain what JSON knows not. Raises TypeError for what cannot be made plain."""
    plain = clean_value(msgspec.to_builtins(value, enc_hook=convert, str_keys=True))
    text = json.dumps(plain, ensure_ascii=False, indent=indent, separators=separators)
    for separator, escaped in _SEPARATORS:
        text = text.replace(separator, escaped)
    return text.encode("utf-8")


def clean_record(record: Record) -> Record:
    """Give a record as a reader of its line will see it, so that its hashes and later comparisons are of that."""
    plain = msgspec.to_builtins(record)
    cleaned = clean_value(plain)
    return record if cleaned == plain else msgspec.convert(cleaned, type(record))


def clean_value(value: Any) -> Any:
    """Clean every string in plain values, the keys of mappings too."""
    if isinstance(value, str):
        return clean_string(value)
    if isinstance(value, dict):
        return {clean_value(key): clean_value(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(clean_value(one) for one in value)
    return value


def clean_string(text: str) -> str:
    """Clean one string. A string that is clean comes back as it is."""
    if _SUSPECT.search(text) is None and (text.isascii() or unicodedata.is_normalized("NFC", text)):
        return text
    if _SURROGATE.search(text) is not None:
        # Halves that stand together are one character; one that stands alone is none.
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    text = _LINE_BREAK.sub("\n", text)
    text = _HARMFUL.sub("", _SPACE.sub(" ", text))
    return unicodedata.normalize("NFC", text)
