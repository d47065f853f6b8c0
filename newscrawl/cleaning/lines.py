"""Decides how plain text is cut into lines, so that nothing of it is lost."""

from __future__ import annotations

import re
from dataclasses import dataclass

_BREAKS = "\n\r\v\f\x1c-\x1e\x85\u2028\u2029"
_INVISIBLE = "\x80-\x84\x86-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
_LINE = re.compile(f"([\\s{_INVISIBLE}]*)([^{_BREAKS}]*[^\\s{_INVISIBLE}])?")
_BREAK = re.compile(f"\r\n|[{_BREAKS}]")


@dataclass(frozen=True, slots=True)
class Line:
    """One line with text. before: the white space ahead of it, line breaks included, exactly as it stands."""

    before: str
    text: str

    @property
    def is_tight(self) -> bool:
        """Whether it follows the line before without a blank line between them."""
        return len(_BREAK.findall(self.before)) <= 1 and "\u2029" not in self.before


def split_lines(text: str) -> tuple[list[Line], str]:
    """Cut text into its non-blank lines, and the white space behind the last; joined they are the text.

    Characters that cannot be seen (byte order marks, marks of direction, soft hyphens) count as white space.
    """
    lines: list[Line] = []
    position = 0
    while position < len(text):
        match = _LINE.match(text, position)
        if match is None or not match[2]:
            break
        lines.append(Line(match[1], match[2]))
        position = match.end()
    return lines, text[position:]
