"""The curve tells what dropping the least sure pages buys, the bins what a score means."""

from __future__ import annotations

import pytest

from newscrawl.evaluation.calibration import bin_scores, draw_curve, measure_calibration_error
from newscrawl.evaluation.scores import PageScore


def page(value: float) -> PageScore:
    return PageScore(value, value, value == 1)


def test_pages_of_the_lowest_score_are_dropped_first() -> None:
    scored = [(0.9, page(1.0)), (0.2, page(0.0)), (0.5, page(0.5)), (0.8, page(0.7))]
    points = draw_curve(scored, (0.0, 0.25, 0.5))
    assert [(point.pages, point.threshold) for point in points] == [(4, 0.2), (3, 0.5), (2, 0.8)]
    assert [point.f1 for point in points] == pytest.approx([0.55, 2.2 / 3, 0.85])
    assert [point.accuracy for point in points] == pytest.approx([1 / 4, 1 / 3, 1 / 2])
    assert [point.best_f1 for point in points] == pytest.approx([0.55, 2.2 / 3, 0.85])


def test_score_that_knows_nothing_buys_nothing_where_the_best_would() -> None:
    scored = [(0.1, page(1.0)), (0.2, page(1.0)), (0.3, page(0.0)), (0.4, page(1.0))]
    _, point = draw_curve(scored, (0.0, 0.25))
    assert point.f1 == pytest.approx(2 / 3)
    assert point.best_f1 == 1


def test_too_few_pages_to_drop_leaves_all() -> None:
    assert [point.pages for point in draw_curve([(0.5, page(1.0))] * 19, (0.05, 0.06))] == [19, 18]


def test_bins_hold_like_scores_and_about_as_many_pages() -> None:
    scored = [(number / 10, page(number / 20)) for number in range(10)]
    bins = bin_scores(scored, 3)
    assert [(one.pages, one.low, one.high) for one in bins] == [(3, 0.0, 0.2), (4, 0.3, 0.6), (3, 0.7, 0.9)]
    assert [one.mean_score for one in bins] == pytest.approx([0.1, 0.45, 0.8])
    assert [one.mean_f1 for one in bins] == pytest.approx([0.05, 0.225, 0.4])
    assert measure_calibration_error(bins) == pytest.approx((3 * 0.05 + 4 * 0.225 + 3 * 0.4) / 10)


def test_fewer_pages_than_bins_give_a_bin_a_page() -> None:
    assert [one.pages for one in bin_scores([(0.5, page(0.5)), (0.6, page(0.6))], 10)] == [1, 1]
