"""Articles are counted over time: finely while they are few, coarser as the time grows."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from newscrawl.crawl_report.timeline import DAY, HOUR, MAX_COUNTS, MINUTE, MONTH, YEAR, Timeline

START = datetime(2026, 11, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("step", "count", "unit"),
    [
        (timedelta(seconds=20), 600, "minute"),
        (timedelta(minutes=1), 600, "hour"),
        (timedelta(hours=1), 600, "day"),
        (timedelta(days=3), 600, "month"),
        (timedelta(days=100), 1200, "year"),
    ],
)
def test_times_are_told_apart_as_finely_as_they_fit(step: timedelta, count: int, unit: str) -> None:
    timeline = Timeline(MINUTE)
    for number in range(count):
        timeline.add((START + number * step).isoformat())
    assert timeline.unit == unit
    assert len(timeline.counts) <= MAX_COUNTS + 1
    assert sum(timeline.counts.values()) == count


@pytest.mark.parametrize(
    ("length", "counts", "listed"),
    [
        (DAY, {"2026-03-01": 2, "2026-02-27": 1}, [("2026-02-27", 1), ("2026-02-28", 0), ("2026-03-01", 2)]),
        (HOUR, {"2026-03-01T00": 2, "2026-02-28T23": 1}, [("2026-02-28T23", 1), ("2026-03-01T00", 2)]),
        (MONTH, {"2026-01": 2, "2025-11": 1}, [("2025-11", 1), ("2025-12", 0), ("2026-01", 2)]),
        (YEAR, {"2026": 2, "2024": 1}, [("2024", 1), ("2025", 0), ("2026", 2)]),
        (DAY, {"no date at": 3, "2026": 1}, []),
        (DAY, {"9999-99-99": 3}, []),
        (DAY, {}, []),
    ],
)
def test_times_without_any_are_listed_too(length: int, counts: dict[str, int], listed: list[tuple[str, int]]) -> None:
    assert Timeline(length, counts).list_last(60) == listed


def test_list_has_an_end_on_either_side() -> None:
    timeline = Timeline(DAY, {"2026-03-01": 1, "1998-01-01": 1, "2087-01-01": 9})
    listed = timeline.list_last(60, until="2026-03-02T08:00:00Z")
    assert (len(listed), listed[-1]) == (60, ("2026-03-01", 1))


def test_finer_timeline_is_merged_into_a_coarser_one_and_the_other_way_round() -> None:
    for first, second in (
        (Timeline(MINUTE, {"2026-03-01T08:15": 2}), Timeline(DAY, {"2026-03-01": 1})),
        (Timeline(DAY, {"2026-03-01": 1}), Timeline(MINUTE, {"2026-03-01T08:15": 2})),
    ):
        first.merge(second)
        assert (first.length, first.counts) == (DAY, {"2026-03-01": 3})
