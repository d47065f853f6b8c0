"""When a source is polled again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from newscrawl.discovery.candidate import SourceKind
from newscrawl.discovery.poll_interval import (
    BULKY,
    CHEAP,
    DEFAULT_BOUNDS,
    FAILURE_LONGEST,
    choose_bounds,
    plan_interval,
    plan_poll,
)

HOUR = timedelta(hours=1)


def test_first_poll_sets_the_first_interval_whatever_was_new() -> None:
    assert plan_interval(None, 5_000) == DEFAULT_BOUNDS.first


def test_nothing_new_makes_the_interval_grow_to_its_bound() -> None:
    interval = DEFAULT_BOUNDS.first
    for _ in range(20):
        longer = plan_interval(interval, 0)
        assert longer > interval or longer == DEFAULT_BOUNDS.longest
        interval = longer
    assert interval == DEFAULT_BOUNDS.longest


@pytest.mark.parametrize(("new_count", "share"), [(1, 1.0), (2, 0.5), (4, 0.25), (1000, 0.25)])
def test_interval_is_led_to_one_new_page_a_poll_by_a_quarter_at_most(new_count: int, share: float) -> None:
    assert plan_interval(HOUR, new_count) == HOUR * share


def test_busy_source_settles_at_the_shortest_interval() -> None:
    interval = HOUR
    for _ in range(10):
        interval = plan_interval(interval, 50)
    assert interval == DEFAULT_BOUNDS.shortest


def test_steady_rate_settles_where_one_new_page_comes() -> None:
    rate_per_minute, interval, waiting = 1 / 20, timedelta(minutes=10), 0.0
    seen = []
    for _ in range(200):
        waiting += interval.total_seconds() / 60 * rate_per_minute
        interval = plan_interval(interval, int(waiting))
        waiting -= int(waiting)
        seen.append(interval)
    mean = sum((step.total_seconds() for step in seen[50:]), 0.0) / len(seen[50:])
    assert 10 * 60 < mean < 30 * 60


def test_failures_back_off_beyond_the_bounds_to_a_day() -> None:
    interval = DEFAULT_BOUNDS.first
    for _ in range(12):
        interval = plan_interval(interval, 0, has_failed=True)
    assert interval == FAILURE_LONGEST
    assert plan_interval(interval, 0) == DEFAULT_BOUNDS.longest


def test_conditional_source_is_due_at_every_quarter_of_an_hour() -> None:
    bounds = choose_bounds(SourceKind.sitemap, has_validators=True)
    assert bounds is CHEAP
    assert bounds.longest < timedelta(minutes=15)


def test_source_that_comes_whole_may_be_left_alone_longer_the_bulkier_it_is() -> None:
    assert choose_bounds(SourceKind.section_page, has_validators=False) is BULKY
    assert choose_bounds(SourceKind.feed, has_validators=False) is DEFAULT_BOUNDS


def test_plan_gives_time_and_interval() -> None:
    at = datetime(2026, 11, 24, 8, tzinfo=UTC)
    assert plan_poll(at, HOUR, 1) == (at + HOUR, HOUR)
