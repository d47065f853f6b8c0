"""When a source is polled again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from newscrawl.discovery.candidate import SourceKind
from newscrawl.discovery.poll_interval import (
    BULKY,
    FAILURE_LONGEST,
    LARGE_LIST,
    PROMPT,
    PROVEN_FAILURE_LONGEST,
    SLOW,
    PollBounds,
    choose_bounds,
    plan_interval,
    plan_poll,
)

HOUR = timedelta(hours=1)


def test_first_poll_sets_the_first_interval_whatever_was_new() -> None:
    assert plan_interval(None, 5_000) == SLOW.first


def test_nothing_new_makes_the_interval_grow_to_its_bound() -> None:
    interval = SLOW.first
    for _ in range(20):
        longer = plan_interval(interval, 0)
        assert longer > interval or longer == SLOW.longest
        interval = longer
    assert interval == SLOW.longest


@pytest.mark.parametrize(("new_count", "share"), [(1, 1.0), (2, 0.5), (4, 0.25), (1000, 0.25)])
def test_interval_is_led_to_one_new_page_a_poll_by_a_quarter_at_most(new_count: int, share: float) -> None:
    assert plan_interval(HOUR, new_count) == HOUR * share


def test_busy_source_settles_at_the_shortest_interval() -> None:
    interval = HOUR
    for _ in range(10):
        interval = plan_interval(interval, 50)
    assert interval == SLOW.shortest


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
    interval = SLOW.first
    for _ in range(12):
        interval = plan_interval(interval, 0, has_failed=True)
    assert interval == FAILURE_LONGEST
    for _ in range(3):
        interval = plan_interval(interval, 0, has_failed=True, is_proven=True)
    assert interval == PROVEN_FAILURE_LONGEST
    assert plan_interval(interval, 0) == SLOW.longest


def test_prompt_source_is_due_at_every_quarter_of_an_hour() -> None:
    assert PROMPT.longest < timedelta(minutes=15)


@pytest.mark.parametrize(
    ("kind", "listed", "has_validators", "is_first", "bounds"),
    [
        (SourceKind.sitemap, 50_000, True, False, PROMPT),
        (SourceKind.section_page, 40, True, False, PROMPT),
        (SourceKind.feed, 20, False, False, PROMPT),
        (SourceKind.front_page, 200, False, False, PROMPT),
        (SourceKind.sitemap, LARGE_LIST, False, False, PROMPT),
        (SourceKind.sitemap, LARGE_LIST + 1, False, True, SLOW),
        (SourceKind.sitemap, LARGE_LIST + 1, False, False, BULKY),
        (SourceKind.section_page, 40, False, True, PROMPT),
        (SourceKind.section_page, 40, False, False, SLOW),
    ],
)
def test_source_is_left_alone_longer_only_where_it_comes_whole_and_is_bulky(
    kind: SourceKind, listed: int, has_validators: bool, is_first: bool, bounds: PollBounds
) -> None:
    chosen = choose_bounds(kind, has_validators=has_validators, listed=listed, is_first_with_news=is_first)
    assert chosen == bounds


def test_plan_gives_time_and_interval() -> None:
    at = datetime(2026, 11, 24, 8, tzinfo=UTC)
    assert plan_poll(at, HOUR, 1) == (at + HOUR, HOUR)
