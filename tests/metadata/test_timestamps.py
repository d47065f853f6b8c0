"""What moment a machine-made date states."""

from __future__ import annotations

import pytest

from newscrawl.metadata.timestamps import is_same_moment, read_moment


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("2026-03-12T07:30:00+01:00", "2026-03-12T07:30:00+01:00"),
        ("2026-03-12T07:30:00Z", "2026-03-12T07:30:00Z"),
        ("2026-03-12T07:30:00+00:00", "2026-03-12T07:30:00+00:00"),
        ("2026-03-12T07:30:00.614Z", "2026-03-12T07:30:00.614Z"),
        ("2026-03-12T07:30+0100", "2026-03-12T07:30:00+01:00"),
        ("2026-03-12 07:30:00 +0000", "2026-03-12T07:30:00+00:00"),
        ("2026-03-12 07:30:00 UTC", "2026-03-12T07:30:00Z"),
        ("20260312T073000Z", "2026-03-12T07:30:00Z"),
        ("1773300600", "2026-03-12T07:30:00Z"),
        ("1773300600000", "2026-03-12T07:30:00Z"),
        ("Thu, 12 Mar 2026 07:30:00 GMT", "2026-03-12T07:30:00Z"),
        ("March 12, 2026 7:30 am EDT", "2026-03-12T07:30:00-04:00"),
        ("2026-03-12T07:30:00", "2026-03-12"),
        ("2026-03-12", "2026-03-12"),
        ("2026-03-12T00:00:00", "2026-03-12"),
        ("12.03.2026", "2026-03-12"),
        ("2026年3月12日", "2026-03-12"),
        ("March 12, 2026", "2026-03-12"),
        ("31/12/2025", "2025-12-31"),
        ("1970-01-01T00:00:00Z", None),
        ("0001-01-01", None),
        ("2026-02-31", None),
        ("2026-13-12", None),
        ("March 2026", None),
        ("2026", None),
        ("", None),
        ("yesterday", None),
        ("12", None),
        ("9" * 400, None),
    ],
)
def test_moment_is_written_as_far_as_it_is_stated(text: str, written: str | None) -> None:
    moment = read_moment(text)
    assert (moment.write() if moment else None) == written


@pytest.mark.parametrize(
    ("language", "written"),
    [("en-US", "2024-04-05"), ("en-GB", "2024-05-04"), ("de", "2024-05-04"), ("en", None), (None, None)],
)
def test_day_and_month_are_told_apart_by_the_declared_region_only(language: str | None, written: str | None) -> None:
    moment = read_moment("04/05/2024", language)
    assert (moment.write() if moment else None) == written


@pytest.mark.parametrize(
    ("zoned", "bare", "expected"),
    [
        ("2026-03-12T07:30:00+01:00", "2026-03-12T07:30:00", True),
        ("2026-03-12T06:30:00Z", "2026-03-12T07:30:00", True),
        ("2026-03-12T07:30:00+01:00", "2026-03-12", True),
        ("2026-03-12T07:30:00+01:00", "2026-03-12T09:41:00", False),
        ("2026-03-14T07:30:00+01:00", "2026-03-12T07:30:00", False),
        ("2026-03-12T07:30:00", "2026-03-12T07:30:00", False),
    ],
)
def test_zoned_and_bare_times_are_one_moment_where_a_zone_can_part_them(zoned: str, bare: str, expected: bool) -> None:
    one, other = read_moment(zoned), read_moment(bare)
    assert one is not None
    assert other is not None
    assert is_same_moment(one, other) is expected
