"""Decides how plain text is cut into lines, so that nothing of it is lost."""

from __future__ import annotations

import re
from dataclasses import dataclass

_LINE = re.compile(r"(\s*)([^\r\n\v\f\x1c-\x1e\x85\u2028\u2029]*[^\s])?")


@dataclass(frozen=True, slots=True)
class Line:
    """One line with text. before: the white space ahead of it, line breaks included, exactly as it stands."""

    before: str
    text: str

    @property
    def is_tight(self) -> bool:
        """Whether it follows the line before without a blank line between them."""
        return len(self.before.replace("\r\n", "\n").splitlines()) <= 1 and self.before.count("\n") <= 1


def split_lines(text: str) -> tuple[list[Line], str]:
    """Cut text into its non-blank lines, and the white space behind the last; joined they are the text."""
    lines: list[Line] = []
    position = 0
    while position < len(text):
        match = _LINE.match(text, position)
        if match is None or not match[2]:
            break
        lines.append(Line(match[1], match[2]))
        position = match.end()
    return lines, text[position:]
