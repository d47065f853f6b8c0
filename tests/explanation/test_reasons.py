"""What decided is told, and apart from it the kind that a cut block was taken for."""

from __future__ import annotations

from dataclasses import replace

import pytest

from newscrawl.blocks import BlockType, Cut, CutKind, Keep, Piece
from newscrawl.explanation.case import Case
from newscrawl.explanation.reasons import CHOSEN_BY, tell_doubts, tell_reason, tell_strategy
from newscrawl.extraction.selection import FOREST, TRAFILATURA
from newscrawl.input_kind import InputKind
from tests.samples import EXTRACTION, PAGE

LONG = "The council had not read the report by the engineers, two of its members told reporters on Sunday."
GUESS = Cut(CutKind.related_links, "company", "stands in one box with links to other stories")
PIECES = (Piece("", LONG, GUESS, 0), Piece("", LONG, Keep(BlockType.paragraph), 1), Piece("", "Menu", GUESS, 2))


def make_case(strategy: str, scores: tuple[float, ...], ruled_out: frozenset[int] = frozenset()) -> Case:
    extraction = replace(EXTRACTION, pieces=PIECES, strategy=strategy)
    return Case(PAGE, InputKind.html, extraction, None, scores=scores, ruled_out=ruled_out)


@pytest.mark.parametrize(
    ("strategy", "score", "ruled_out", "is_trafilatura"),
    [(TRAFILATURA, 0.5, False, True), (TRAFILATURA, 0.5, True, False), (TRAFILATURA, 0.05, False, False),
     (FOREST, 0.4, False, False)],
    ids=["left out by trafilatura", "taken out by a rule", "sure to be none", "left out by the classifier"],
)  # fmt: skip
def test_cut_by_trafilatura_is_told_apart_from_the_kind(
    strategy: str, score: float, ruled_out: bool, is_trafilatura: bool
) -> None:
    case = make_case(strategy, (score, 0.4, 0.0), frozenset({0} if ruled_out else ()))
    rule, reason = tell_reason(case, PIECES[0])
    assert rule == "company"
    assert ("trafilatura" in reason) is is_trafilatura
    assert reason.endswith(GUESS.reason)


@pytest.mark.parametrize("strategy", CHOSEN_BY)
def test_each_strategy_is_explained(strategy: str) -> None:
    case = make_case(strategy, (0.6, 0.4, 0.0))
    told = tell_strategy(case)
    assert told.startswith(f"{strategy} ({CHOSEN_BY[strategy]}")
    assert ("alone would have chosen 98 characters" in told) is (strategy == TRAFILATURA)
    assert tell_reason(case, PIECES[1])[0] == strategy


@pytest.mark.parametrize(("score", "told"), [(0.29, False), (0.3, True)])
def test_long_cuts_with_a_high_score_are_doubtful(score: float, told: bool) -> None:
    doubts = tell_doubts(make_case(FOREST, (score, 0.9, 0.9)))
    assert (doubts is not None) is told
    if doubts is not None:
        assert doubts.startswith("1 cut block of 98 characters")
        assert "“The council had not read" in doubts
