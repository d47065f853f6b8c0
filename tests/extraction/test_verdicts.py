"""Every block is kept as something or removed with a kind, a rule and a reason."""

from __future__ import annotations

import pytest

from newscrawl.blocks import BlockType, Cut, CutKind, Keep
from newscrawl.extraction.selection import Selection
from newscrawl.extraction.verdicts import find_left_out_types, judge_blocks
from newscrawl.options import Options

from .conftest import See

PAGE = (
    "<h1>A lock</h1><p>The deck.</p><article><h2>Part</h2><p>One.</p><figure><figcaption>A view</figcaption></figure>"
    "<table><tr><td>a<td>b</tr><tr><td>c<td>d</tr></table></article><p>Advertisement</p><p>Nothing known</p>"
)
DECK, HEADING, CAPTION, ROWS = 1, 2, 4, (5, 6)


def judge(see: See, options: Options) -> list[Keep | Cut]:
    view = see(PAGE, title="A lock")
    ad = Cut(CutKind.advertisement, "excluded", "an advertisement")
    return judge_blocks(view, Selection([0.2] * 9, (2, 3, 4, 5, 6), "forest", {7: ad}), DECK, options)


def test_blocks_are_kept_by_type_and_removed_with_reasons(see: See) -> None:
    verdicts = judge(see, Options(captions=True))
    assert [one.type if isinstance(one, Keep) else one.rule for one in verdicts] == [
        "repeats-title", BlockType.deck, BlockType.heading, BlockType.paragraph, BlockType.caption, BlockType.table,
        BlockType.table, "excluded", "classifier",
    ]  # fmt: skip
    assert all(one.reason for one in verdicts if isinstance(one, Cut))


@pytest.mark.parametrize(
    ("options", "places", "kind"),
    [
        (Options(subtitle=False), (DECK,), CutKind.deck),
        (Options(headings=False), (HEADING,), CutKind.heading),
        (Options(captions=False), (CAPTION,), CutKind.caption),
        (Options(tables=False), ROWS, CutKind.table),
    ],
)
def test_what_an_option_leaves_out_is_removed_with_its_kind(
    see: See, options: Options, places: tuple[int, ...], kind: CutKind
) -> None:
    verdicts = judge(see, options)
    assert {verdict.kind for place in places if isinstance(verdict := verdicts[place], Cut)} == {kind}


def test_all_options_on_leave_nothing_out() -> None:
    assert find_left_out_types(Options(captions=True)) == frozenset()
