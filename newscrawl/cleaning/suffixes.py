"""Decides what is glued to the ends of a text's paragraphs: promos that a rule knows, and headlines in capitals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from newscrawl.blocks import Cut
from newscrawl.cleaning.glued_headline import find_glued_headline
from newscrawl.cleaning.lines import Line
from newscrawl.cleaning.rules import find_suffix

Suffixes = Mapping[int, tuple[int, Cut]]
"""By index of the line: where its suffix starts, and the verdict on it."""


def find_suffixes(lines: Sequence[Line], known: Sequence[Cut | None]) -> Suffixes:
    """Find the suffixes of all lines that no rule knows as a whole."""
    found = (
        (index, find_suffix(line.text) or find_glued_headline(line.text))
        for index, line in enumerate(lines)
        if known[index] is None
    )
    return {index: suffix for index, suffix in found if suffix is not None}


def drop_suffixes(lines: Sequence[Line], suffixes: Suffixes) -> list[Line]:
    """Give the lines without their suffixes, as the story has them: what is glued on does not describe a line."""
    return [
        Line(line.before, line.text[: suffixes[index][0]].rstrip()) if index in suffixes else line
        for index, line in enumerate(lines)
    ]
