"""Which candidates the wanted dates let through before any download, and in which order."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from newscrawl.discovery.candidate import Candidate, SourceKind
from newscrawl.discovery.window import (
    Timeliness,
    Window,
    judge_candidate,
    order_newest_first,
    read_since,
    read_until,
)
from newscrawl.errors import InputError

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
JANUARY = Window(datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 2, 1, tzinfo=UTC))
SINCE_JUNE = Window(datetime(2026, 6, 1, tzinfo=UTC))


def candidate(path: str = "/a", published: str | None = None, lastmod: str | None = None) -> Candidate:
    return Candidate(
        url=f"https://n.example{path}", source_url="https://n.example/s", source_kind=SourceKind.sitemap,
        published=published, lastmod=lastmod,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("found", "timeliness"),
    [
        (candidate(published="2026-01-15T10:00:00Z"), Timeliness.inside),
        (candidate(published="2025-12-31T23:59:59Z"), Timeliness.outside),
        (candidate(published="2026-02-01T00:00:00Z"), Timeliness.outside),
        (candidate(published="2026-01-31"), Timeliness.inside),
        # A day without a zone may have begun or ended inside the window somewhere on Earth.
        (candidate(published="2025-12-31"), Timeliness.inside),
        (candidate(published="2025-12-30"), Timeliness.outside),
        (candidate(published="2026-01"), Timeliness.inside),
        (candidate(published="2026"), Timeliness.inside),
        (candidate("/2026/01/15/a"), Timeliness.inside),
        (candidate("/2025/11/15/a"), Timeliness.outside),
        # An old story changed inside the window is old.
        (candidate("/2019/05/05/a", lastmod="2026-01-15"), Timeliness.outside),
        (candidate(published="2026-01-15", lastmod="2026-09-01"), Timeliness.inside),
        (candidate(lastmod="2025-11-01"), Timeliness.outside),
        (candidate(lastmod="2026-01-15"), Timeliness.inside),
        # What was changed after the window may have been published in it.
        (candidate(lastmod="2026-09-01"), Timeliness.inside),
        (candidate(), Timeliness.undated),
    ],
)
def test_candidate_is_judged_by_what_is_known_of_its_dates(found: Candidate, timeliness: Timeliness) -> None:
    assert judge_candidate(found, JANUARY) is timeliness


def test_window_without_bounds_lets_all_dated_ones_through() -> None:
    assert judge_candidate(candidate(published="2001-01-01"), Window()) is Timeliness.inside


def test_newest_come_first_and_undated_last() -> None:
    old, new = candidate("/old", published="2026-01-01"), candidate("/new", lastmod="2026-11-24T08:00:00Z")
    by_url, bare = candidate("/2026/11/23/a"), candidate("/bare")
    assert order_newest_first([bare, old, by_url, new]) == [by_url, new, old, bare]


@pytest.mark.parametrize(
    ("text", "since", "until"),
    [
        ("2026-01-31", datetime(2026, 1, 31), datetime(2026, 2, 1)),
        ("2026-01", datetime(2026, 1, 1), datetime(2026, 2, 1)),
        ("2026", datetime(2026, 1, 1), datetime(2027, 1, 1)),
        ("2026-01-31T12:00:00+02:00", datetime(2026, 1, 31, 10), datetime(2026, 1, 31, 10)),
        ("7d", datetime(2026, 11, 17, 12), datetime(2026, 11, 17, 12)),
        ("36h", datetime(2026, 11, 23), datetime(2026, 11, 23)),
    ],
)
def test_bounds_are_read_the_day_of_until_included(text: str, since: datetime, until: datetime) -> None:
    assert read_since(text, NOW) == since.replace(tzinfo=UTC)
    assert read_until(text, NOW) == until.replace(tzinfo=UTC)


@pytest.mark.parametrize("text", ["", "soon", "31.01", "2026-02-30", "7 days", "-3d"])
def test_what_is_no_date_is_refused_in_one_line(text: str) -> None:
    with pytest.raises(InputError, match=r"^-a since=.*: no date") as caught:
        read_since(text, NOW)
    assert "\n" not in str(caught.value)


def test_a_day_of_the_window_ends_where_the_next_begins() -> None:
    assert read_until("2026-01-31", NOW) - read_since("2026-01-31", NOW) == timedelta(days=1)
