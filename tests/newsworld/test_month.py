"""Days of the news world, lived through by real runs. `python -m tests.newsworld` does it for 30 days."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.newsworld.cron import warm_up
from tests.newsworld.figures import Figures
from tests.newsworld.month import live_through

MAX_REQUESTS_A_LOOK = 1.3
MIN_UNCHANGED = 0.8


@pytest.fixture(scope="module")
def figures(tmp_path_factory: pytest.TempPathFactory) -> Figures:
    """Six sites for a day, a run every half hour."""
    warm_up()
    folder = tmp_path_factory.mktemp("month")
    return live_through(folder, days=1, every=timedelta(minutes=30), houses=6, seed="2", settings={})


def test_every_article_is_found_by_the_next_run_and_written_once(figures: Figures) -> None:
    assert figures.articles >= 25
    assert (figures.on_time, figures.missed) == (figures.articles, [])
    assert (figures.doubled, figures.no_articles) == ([], [])


def test_every_look_is_made_and_finds_what_was_edited(figures: Figures) -> None:
    # How many depends a little on how long a run takes: its clock goes on from where it was set.
    assert figures.edits >= 5
    assert figures.edits_missed == []
    assert figures.looks_due > 100
    assert figures.looks_left_out == []


def test_requests_are_few_and_most_polls_come_back_empty(figures: Figures) -> None:
    assert figures.requests_a_look <= MAX_REQUESTS_A_LOOK
    # A run every half hour finds about twice as much changed as one every quarter of an hour.
    assert 1 - figures.unchanged_share <= 2 * (1 - MIN_UNCHANGED)


def test_all_runs_end_well(figures: Figures) -> None:
    assert dict(figures.codes) == {0: figures.runs}
