"""Decides which characters of a text are seen: white space is collapsed, what takes no room is dropped."""

from __future__ import annotations

import re

_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff\u200e\u200f\u202a-\u202e\u2066-\u2069\x80-\x9f]")


def collapse_space(text: str) -> str:
    """Collapse white space to single spaces (runs with a tab to one tab) and drop what cannot be seen."""
    text = drop_invisible(text)
    if "\t" not in text:
        return " ".join(text.split())
    cells = [" ".join(cell.split()) for cell in text.split("\t")]
    return "\t".join(cell for cell in cells if cell)


def collapse_line(text: str) -> str:
    """The same for a text whose tabs part no cells: they are white space like any other."""
    return " ".join(drop_invisible(text).split())


def drop_invisible(text: str) -> str:
    """Drop soft hyphens, zero-width characters, marks of direction and control characters."""
    return text if text.isascii() else _INVISIBLE.sub("", text)
