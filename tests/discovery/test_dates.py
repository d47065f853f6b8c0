"""What a source's date states, and which day a URL holds."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newscrawl.discovery.dates import find_span, find_url_date, read_date


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2026-11-24T06:00:00+01:00", "2026-11-24T06:00:00+01:00"),
        ("2026-11-24T06:00Z", "2026-11-24T06:00:00Z"),
        ("Tue, 24 Nov 2026 06:00:00 GMT", "2026-11-24T06:00:00Z"),
        ("Tue, 24 Nov 2026 06:00:00 EST", "2026-11-24T06:00:00-05:00"),
        (" 2026-11-24 ", "2026-11-24"),
        ("2026-11-24T06:00:00", "2026-11-24"),
        ("2026-11", "2026-11"),
        ("2026", "2026"),
        ("2026-13", None),
        ("1970-01-01", None),
        ("0000-00-00", None),
        ("yesterday", None),
        ("", None),
        (None, None),
    ],
)
def test_date_is_read_as_far_as_it_goes(text: str | None, date: str | None) -> None:
    assert read_date(text) == date


@pytest.mark.parametrize(
    ("date", "start", "end"),
    [
        ("2026-11-24T06:00:00+01:00", datetime(2026, 11, 24, 5), datetime(2026, 11, 24, 5, 0, 1)),
        ("2026-11-24", datetime(2026, 11, 23, 10), datetime(2026, 11, 25, 12)),
        ("2026-12", datetime(2026, 11, 30, 10), datetime(2027, 1, 1, 12)),
        ("2026", datetime(2025, 12, 31, 10), datetime(2027, 1, 1, 12)),
    ],
)
def test_half_known_date_spans_all_that_it_may_mean_in_any_zone(
    date: str, start: datetime, end: datetime
) -> None:
    span = find_span(date)
    assert span is not None
    assert (span.start, span.end) == (start.replace(tzinfo=UTC), end.replace(tzinfo=UTC))


@pytest.mark.parametrize("date", [None, "", "soon", "2026-02-30", "2026-13", "9999", "2026-11-24T99:00:00Z"])
def test_what_is_no_date_has_no_span(date: str | None) -> None:
    assert find_span(date) is None


@pytest.mark.parametrize(
    ("path", "date"),
    [
        ("/2026/11/24/harbour-vote", "2026-11-24"),
        ("/politics/2026/11/harbour-vote.html", "2026-11"),
        ("/2026/nov/24/harbour-vote", "2026-11-24"),
        ("/politics/harbour-vote-20261124", "2026-11-24"),
        ("/20261124/harbour-vote", "2026-11-24"),
        ("/politics/harbour-vote-2026-11-24.html", "2026-11-24"),
        ("/zh/c/2026-11/24/shuichan.htm", "2026-11-24"),
        ("/2026/1/4/harbour-vote", "2026-01-04"),
        ("/budget-2025-26", None),
        ("/best-of-2026", None),
        ("/2026/13/24/x", None),
        ("/story/202611249", None),
        ("/a20261124", None),
        ("/story?date=2026/11/24", None),
    ],
)
def test_day_or_month_of_a_path_is_found(path: str, date: str | None) -> None:
    assert find_url_date(f"https://news.example{path}") == date


@settings(deadline=None)
@given(st.text(max_size=40))
def test_no_text_breaks_the_readers(text: str) -> None:
    find_span(text)
    date = read_date(text)
    assert date is None or find_span(date) is not None
    found = find_url_date(f"https://news.example/{text}")
    assert found is None or find_span(found) is not None
