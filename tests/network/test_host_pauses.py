"""A host is left alone for as long as it asks, and for longer than a run waits not asked again in it."""

from __future__ import annotations

import pytest

from newscrawl.network.host_pauses import HostPauses

HOST = "news.example"


def build(now: list[float], longest: float = 3600.0) -> HostPauses:
    return HostPauses(longest, lambda: now[0])


def test_longer_pause_stands_and_passes() -> None:
    now = [0.0]
    pauses = build(now)
    pauses.pause(HOST, 60)
    pauses.pause(HOST, 5)
    assert pauses.read_rest(HOST) == 60
    assert pauses.read_rest("other.example") == 0
    now[0] = 61
    assert pauses.read_rest(HOST) == 0


@pytest.mark.parametrize(("seconds", "is_deferred"), [(3600, False), (3601, True)])
def test_host_that_asks_for_more_than_the_run_waits_is_deferred(seconds: float, is_deferred: bool) -> None:
    pauses = build([0.0])
    pauses.pause(HOST, seconds)
    assert pauses.is_deferred(HOST) is is_deferred


def test_pause_that_the_next_run_meets_is_told() -> None:
    told: list[tuple[str, float]] = []
    pauses = HostPauses(now=lambda: 0.0, tell=lambda host, seconds: told.append((host, seconds)))
    pauses.pause(HOST, 4)
    pauses.pause(HOST, 90)
    assert told == [(HOST, 90)]
