"""The worst pages are chosen by F1, and of each it is told which words differ and which cuts were wrong."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from newscrawl.blocks import CutKind, Removal
from newscrawl.evaluation.benchmark import Benchmark
from newscrawl.evaluation.measurement import Plan, measure_in_turn
from newscrawl.evaluation.worst import Part, Run, choose_worst, diff_words, find_wrong_cuts

ALIKE, LOST, EXTRA = Part.alike, Part.lost, Part.extra


@pytest.mark.parametrize(
    ("gold", "text", "runs"),
    [
        ("a b c", "a b c", [(ALIKE, "a b c")]),
        ("a, b.\n\nc!", "a b c", [(ALIKE, "a, b.\n\nc!")]),
        ("a b c d", "a d", [(ALIKE, "a "), (LOST, "b c "), (ALIKE, "d")]),
        ("a d", "a b c d", [(ALIKE, "a "), (EXTRA, "b c "), (ALIKE, "d")]),
        ("a b c", "a x c", [(ALIKE, "a "), (LOST, "b "), (EXTRA, "x "), (ALIKE, "c")]),
        ("a b.", "a b.\nc", [(ALIKE, "a b."), (EXTRA, "\nc")]),
        ("a B", "a b", [(ALIKE, "a "), (LOST, "B"), (EXTRA, "b")]),
        ("a b", "", [(LOST, "a b")]),
        ("", "a b", [(EXTRA, "a b")]),
        ("“a” b", "a b", [(LOST, "“"), (ALIKE, "a” b")]),
        ("港町の議会。春まで。", "港町の議会。", [(ALIKE, "港町の議会。"), (LOST, "春まで。")]),
    ],
)
def test_difference_is_by_the_words_that_are_scored(
    gold: str, text: str, runs: list[tuple[Part, str]]
) -> None:
    assert diff_words(gold, text) == tuple(Run(part, words) for part, words in runs)


def cut(text: str) -> Removal:
    return Removal(CutKind.other, text, "rule", "reason")


GOLD = "Correction follows.\nThe council of the harbour voted on Tuesday.\nIt put off the dredging to spring."


@pytest.mark.parametrize(
    ("removal", "is_wrong"),
    [
        ("It put off the dredging to spring.", True),
        ("They all knew, says she, it put off the dredging to spring", False),
        ("It put off the dredging to spring. Share", True),
        ("The council of the harbour voted on Tuesday.", False),
        ("Share this story with all your friends now", False),
        ("Correction follows.", True),
        ("to spring", False),
        ("***", False),
    ],
)
def test_cut_is_wrong_where_half_of_it_is_what_was_lost(removal: str, is_wrong: bool) -> None:
    wrong = find_wrong_cuts(GOLD, "The council of the harbour voted on Tuesday.", [cut(removal)])
    assert bool(wrong) is is_wrong


def test_text_that_stands_in_the_output_as_well_is_no_wrong_cut() -> None:
    assert (
        find_wrong_cuts(GOLD, GOLD, [cut("It put off the dredging to spring."), cut("Correction follows.")])
        == ()
    )


def test_worst_pages_come_first_and_exact_ones_not_at_all(
    make_pages: Callable[..., Benchmark], make_extraction: Callable[..., Any]
) -> None:
    texts = {"half": GOLD.rpartition("\n")[0], "exact": GOLD, "none": "", "most": GOLD + "\nShare this story"}
    benchmark = make_pages(**{name: (b"", {"articleBody": GOLD}) for name in texts})
    plan = Plan(
        extract=lambda page, _: make_extraction(texts[page.id], cut="It put off the dredging to spring.")
    )
    pages = list(measure_in_turn(plan, list(enumerate(benchmark))))
    assert [one.measured.page.id for one in choose_worst(pages, 9)] == ["none", "half", "most"]
    first, second = choose_worst(pages, 2)
    assert first.runs == (Run(LOST, GOLD),)
    assert [removal.kind for removal in second.wrong_cuts] == [CutKind.read_more]
