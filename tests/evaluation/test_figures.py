"""Figures of a set come from all its pages, failed ones included."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from newscrawl.blocks import CutKind
from newscrawl.evaluation.benchmark import Benchmark
from newscrawl.evaluation.figures import Figures, compute_figures, count_fields
from newscrawl.evaluation.measurement import Plan, measure_in_turn
from newscrawl.evaluation.metadata_scores import Verdict
from newscrawl.evaluation.scores import score_page, summarize_scores
from newscrawl.metadata.facts import Metadata

GOLD = (
    "The council of the harbour town voted on Tuesday.\nIt put off the dredging of the basin to next spring."
)
UNWANTED = ["Share this story", "All rights reserved."]
Make = Callable[..., Any]


@pytest.fixture
def figures(make_pages: Callable[..., Benchmark], make_extraction: Make, make_peer: Make) -> Figures:
    """Three pages: newscrawl gives the gold, then a part, then fails; the peer gives all but metadata."""
    truth = {"articleBody": GOLD, "unwanted": UNWANTED, "title": "Council"}
    benchmark = make_pages(one=(b"1", truth), two=(b"2", truth), three=(b"3", {**truth, "unwanted": []}))
    given = {
        "one": make_extraction(GOLD, score=0.9, title="Council", strategy="blocks"),
        "two": make_extraction(GOLD.splitlines()[0], 0.4, "Share this story", "second_opinion", title="Else"),
    }
    text = f"{GOLD}\nShare this story\nAll rights reserved."
    plan = Plan(
        extract=lambda page, _: given[page.id],
        peers=(make_peer("trafilatura", lambda _: text, Metadata()), make_peer("silent", lambda _: "")),
        with_metadata=True,
    )
    return compute_figures(list(measure_in_turn(plan, list(enumerate(benchmark)))), plan)


def test_quality_is_that_of_all_pages(figures: Figures) -> None:
    first = GOLD.splitlines()[0]
    expected = summarize_scores([score_page(GOLD, GOLD), score_page(GOLD, first), score_page(GOLD, "")])
    assert figures.pages == 3
    assert figures.own.score == expected
    assert (figures.own.lost, figures.own.lines) == (3, 6)
    assert [one.name for one in figures.systems] == ["newscrawl", "trafilatura", "silent"]


def test_peer_is_compared_on_the_same_pages(figures: Figures) -> None:
    own, peer, silent = figures.systems
    assert own.behind is None
    assert peer.behind is not None
    assert peer.behind.f1 == pytest.approx(own.score.f1 - peer.score.f1)
    assert silent.behind is not None
    assert silent.behind.f1 == own.score.f1
    assert silent.score.precision == 0


def test_speed_is_told_as_a_multiple_of_trafilaturas(figures: Figures) -> None:
    own, peer, _ = figures.systems
    assert peer.speed == 1
    assert own.speed == pytest.approx(peer.cpu_seconds / own.cpu_seconds)
    assert own.pages_per_second == pytest.approx(3 / own.cpu_seconds)


def test_leftovers_are_counted_by_page_and_kind(figures: Figures) -> None:
    own, peer, silent = figures.systems
    assert own.left == silent.left == {"unwanted": (0, 2)}
    assert peer.left == {"unwanted": (2, 2)}
    assert own.left_by_kind == {}
    # What newscrawl cut as read_more on one page is known there; on the other page only the line rule tells.
    assert peer.left_by_kind[CutKind.source_line] == 2
    assert sum(peer.left_by_kind.values()) == 4


def test_metadata_counts_failed_pages_as_missing(figures: Figures) -> None:
    own, peer, silent = figures.systems
    title = own.fields["title"]
    assert (title.exact, title.wrong, title.missing, title.pages) == (1, 1, 1, 3)
    assert title.rate == pytest.approx(1 / 3)
    assert peer.fields["title"].missing == 3
    assert silent.fields == {}


def test_faults_strategies_and_scores_are_those_of_newscrawl(figures: Figures) -> None:
    assert figures.own.faults == {"three": "KeyError: 'three'"}
    assert figures.strategies == {"blocks": 1, "second_opinion": 1}
    assert [point.pages for point in figures.curve] == [2] * 6
    assert [one.mean_score for one in figures.bins] == [0.4, 0.9]


def test_fields_that_no_gold_has_are_left_out() -> None:
    verdicts = [{"title": Verdict.exact}, {"title": Verdict.wrong, "day": Verdict.missing}, {}]
    counted = count_fields(verdicts)
    assert list(counted) == ["title", "day"]
    assert (counted["title"].exact, counted["title"].wrong) == (1, 1)
