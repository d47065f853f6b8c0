"""The paired bootstrap sees a small difference on every page, and none where there is only luck."""

from __future__ import annotations

import random

import pytest

from newscrawl.evaluation.comparison import compare_scores
from newscrawl.evaluation.scores import PageScore


def make_scores(values: list[float]) -> list[PageScore]:
    return [PageScore(value, value, False) for value in values]


def test_small_difference_on_every_page_is_clear_though_pages_differ_much() -> None:
    rng = random.Random(1)
    values = [rng.uniform(0.2, 0.9) for _ in range(80)]
    difference = compare_scores(make_scores([value + 0.01 for value in values]), make_scores(values))
    assert difference.f1 == pytest.approx(0.01)
    assert difference.low == pytest.approx(0.01)
    assert difference.high == pytest.approx(0.01)
    assert difference.share_ahead == 1
    assert difference.is_clear


def test_difference_of_luck_is_not_clear() -> None:
    rng = random.Random(2)
    ours = [rng.uniform(0.2, 0.9) for _ in range(60)]
    difference = compare_scores(make_scores(ours), make_scores(rng.sample(ours, len(ours))))
    assert difference.low < 0 < difference.high
    assert not difference.is_clear


def test_same_scores_do_not_differ() -> None:
    scores = make_scores([0.1, 0.5, 0.9])
    difference = compare_scores(scores, scores)
    assert (difference.f1, difference.low, difference.high, difference.share_ahead) == (0, 0, 0, 0)


@pytest.mark.parametrize(("ours", "theirs"), [([0.1], [0.1, 0.2]), ([], [])])
def test_unpaired_scores_are_refused(ours: list[float], theirs: list[float]) -> None:
    with pytest.raises(ValueError, match="paired"):
        compare_scores(make_scores(ours), make_scores(theirs))
