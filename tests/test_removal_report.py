"""What was cut is summed up in a line, most frequent kind first, and listed in the order of the input."""

from __future__ import annotations

import pytest

from newscrawl.blocks import CutKind, Removal
from newscrawl.columns import format_plain
from newscrawl.removal_report import list_removals, summarize_removals

BYLINE = Removal(CutKind.byline, "By Ana Ruiz", "byline-line", "who wrote it")
LINK = Removal(CutKind.related_links, "Ferry\n  late", "tight-link-run", "a run of headlines")


@pytest.mark.parametrize(
    ("removals", "line"),
    [
        ((), "cut nothing"),
        ((BYLINE,), "cut 1 piece, 11 characters: 1 byline"),
        ((BYLINE, LINK, LINK), "cut 3 pieces, 35 characters: 2 related_links, 1 byline"),
    ],
)
def test_summary_counts_pieces_and_characters(removals: tuple[Removal, ...], line: str) -> None:
    assert summarize_removals(removals) == line


def test_every_piece_has_a_row_in_order_with_its_text_on_one_line() -> None:
    assert format_plain(list_removals((BYLINE, LINK))) == [
        "  kind           rule            reason              text",
        "  byline         byline-line     who wrote it        By Ana Ruiz",
        "  related_links  tight-link-run  a run of headlines  Ferry late",
    ]
