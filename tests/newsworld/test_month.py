"""Days of the news world, lived through by real runs. `python -m tests.newsworld` does it for 30 days."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from newscrawl.discovery.poll_interval import PROVEN_FAILURE_LONGEST
from tests.newsworld.bars import MAX_REQUESTS_A_LOOK, MIN_UNCHANGED
from tests.newsworld.cron import warm_up
from tests.newsworld.figures import Figures
from tests.newsworld.houses import open_world
from tests.newsworld.month import START, live_through

DAY = timedelta(days=1)


@pytest.fixture(scope="module")
def figures(tmp_path_factory: pytest.TempPathFactory) -> Figures:
    """Six sites for a day, a run every half hour."""
    warm_up()
    folder = tmp_path_factory.mktemp("month")
    return live_through(folder, days=1, every=timedelta(minutes=30), houses=open_world("2", START, START + DAY, 6))


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


def test_site_that_was_down_is_read_within_the_hour_after_and_nothing_is_lost(tmp_path: Path) -> None:
    warm_up()
    every = timedelta(minutes=30)
    (gazette,) = open_world("4", START, START + DAY, 1)
    gazette.outage = (START + timedelta(hours=8), START + timedelta(hours=14))
    figures = live_through(tmp_path, days=1, every=every, houses=[gazette])
    down = [life for life in gazette.lives.values() if gazette.is_down(life.first_listed)]
    assert len(down) >= 2
    assert (figures.missed, figures.doubled) == ([], [])
    assert max(figures.runs_late) <= (timedelta(hours=6) + PROVEN_FAILURE_LONGEST) / every
    assert figures.codes[2] >= 3
    assert figures.codes[0] + figures.codes[2] == figures.runs
