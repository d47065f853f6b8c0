"""Decides how the difference between two versions of a text is told: short, a paragraph at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

MAX_ENTRIES = 20
MAX_CHARACTERS = 500
"""A longer paragraph is cut around its first difference."""
_LEAD = 100
"""So much of the common beginning is shown before the first difference."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One paragraph that differs. old: None where it was added. new: None where it was removed."""

    op: Literal["added", "removed", "changed"]
    old: str | None
    new: str | None


def compare_paragraphs(
    old: Sequence[str], new: Sequence[str], *, max_entries: int = MAX_ENTRIES
) -> list[Difference]:
    """Give the differences in the order of the text, at most `max_entries`, long paragraphs cut.

    Paragraphs that stand in place of others are paired in order; a paragraph that moved is told as
    removed and added.
    """
    found: list[Difference] = []
    for op, old_start, old_end, new_start, new_end in SequenceMatcher(
        None, old, new, autojunk=False
    ).get_opcodes():
        if op == "equal":
            continue
        gone, come = old[old_start:old_end], new[new_start:new_end]
        pairs = min(len(gone), len(come))
        found.extend(_pair(before, after) for before, after in zip(gone, come, strict=False))
        found.extend(Difference("removed", _cut(text), None) for text in gone[pairs:])
        found.extend(Difference("added", None, _cut(text)) for text in come[pairs:])
        if len(found) >= max_entries:
            break
    return found[:max_entries]


def _pair(old: str, new: str) -> Difference:
    start = 0
    if max(len(old), len(new)) > MAX_CHARACTERS:
        common = next(
            (place for place, (a, b) in enumerate(zip(old, new, strict=False)) if a != b),
            min(len(old), len(new)),
        )
        start = max(0, common - _LEAD)
    return Difference("changed", _cut(old, start), _cut(new, start))


def _cut(text: str, start: int = 0) -> str:
    head = "…" if start else ""
    tail = "…" if len(text) - start > MAX_CHARACTERS else ""
    return f"{head}{text[start : start + MAX_CHARACTERS]}{tail}"
