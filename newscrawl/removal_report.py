"""Decides how what was cut from one input is told: a line that sums it up, and a row for every piece."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from newscrawl.blocks import Removal
from newscrawl.columns import Columns

HEADER = ("kind", "rule", "reason", "text")


def summarize_removals(removals: Sequence[Removal]) -> str:
    """Sum up what was cut, most first: `cut 3 pieces, 41 characters: 2 related_links, 1 byline`."""
    if not removals:
        return "cut nothing"
    kinds = Counter(removal.kind.value for removal in removals)
    characters = sum(len(removal.text) for removal in removals)
    pieces = "1 piece" if len(removals) == 1 else f"{len(removals):,} pieces"
    listed = ", ".join(f"{count} {kind}" for kind, count in kinds.most_common())
    return f"cut {pieces}, {characters:,} characters: {listed}"


def list_removals(removals: Sequence[Removal]) -> Columns:
    """Give a row for every piece in the order of the input; its text on one line."""
    rows = (
        (removal.kind.value, removal.rule, removal.reason, " ".join(removal.text.split()))
        for removal in removals
    )
    return Columns("", tuple(rows), header=HEADER)
