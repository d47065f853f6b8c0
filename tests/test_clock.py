"""A run's clock is the system's, or stands where the setting says and goes on from there."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta

import pytest

from newscrawl.clock import read_clock
from newscrawl.errors import InputError


@pytest.mark.parametrize("setting", [None, ""])
def test_clock_is_the_systems_where_nothing_is_set(setting: str | None) -> None:
    assert abs(read_clock(setting)() - datetime.now(UTC)) < timedelta(seconds=1)


@pytest.mark.parametrize("setting", ["2031-02-03T04:05:06Z", "2031-02-03T05:05:06+01:00"])
def test_clock_that_is_set_goes_on_and_is_in_utc(setting: str) -> None:
    clock = read_clock(setting)
    first = clock()
    time.sleep(0.001)
    second = clock()
    assert timedelta(0) <= first - datetime(2031, 2, 3, 4, 5, 6, tzinfo=UTC) < timedelta(seconds=1)
    assert first < second
    assert first.utcoffset() == timedelta(0)


@pytest.mark.parametrize("setting", ["yesterday", "2031-02-03T04:05:06", "2031-02-03"])
def test_time_without_an_offset_is_refused(setting: str) -> None:
    with pytest.raises(InputError, match="NEWSCRAWL_NOW"):
        read_clock(setting)
