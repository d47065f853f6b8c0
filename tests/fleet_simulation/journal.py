"""Decides what is noted of a simulated run, and what is read off it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import NamedTuple

ROUNDING = 1e-6
"""Seconds that sums of floating-point times may be off."""


class Request(NamedTuple):
    """One request as its host saw it. Times in seconds since the start."""

    worker: int
    start: float
    end: float


class Politeness(NamedTuple):
    """shortest: seconds between the starts of two requests to one host. fast: pairs that were nearer than the delay.
    overlaps: hosts asked by two workers at once, counted by pairs."""

    shortest: float = float("inf")
    fast: int = 0
    overlaps: int = 0


@dataclass(slots=True)
class Journal:
    """What happened.

    found: when a list first named an article. waiting: requests that are due and not under way, now. lags: seconds
    from an article's publication to its record. look_waits: seconds by which a look came late. busy: seconds of cores.
    """

    end: float = 0.0
    waiting: int = 0
    waiting_by_hour: list[int] = field(default_factory=list)
    planned_by_hour: list[int] = field(default_factory=list)
    requests: int = 0
    last_requests: dict[int, Request] = field(default_factory=dict)
    politeness: Politeness = field(default_factory=Politeness)
    found: dict[tuple[int, int], float] = field(default_factory=dict)
    records: Counter[tuple[int, int]] = field(default_factory=Counter)
    lags: list[float] = field(default_factory=list)
    look_waits: list[float] = field(default_factory=list)
    busy: float = 0.0
    polls: int = 0
    unchanged_polls: int = 0
    pages: int = 0
    looks: int = 0
    unchanged_looks: int = 0
    deaths: int = 0

    def note_record(self, site: int, article: int) -> None:
        """Note a first record. In place."""
        self.records[site, article] += 1

    def note_hour(self, planned: int) -> None:
        """Note what waits at a full hour. In place."""
        self.waiting_by_hour.append(self.waiting)
        self.planned_by_hour.append(planned)

    def note_request(self, host: int, request: Request, delay: float) -> None:
        """Note what a host saw, and how it was towards the request before. In order of time. In place."""
        self.requests += 1
        before = self.last_requests.get(host)
        self.last_requests[host] = request
        if before is not None:
            gap = request.start - before.start
            shortest, fast, overlaps = self.politeness
            self.politeness = Politeness(
                min(shortest, gap),
                fast + (gap < delay - ROUNDING),
                overlaps + (request.worker != before.worker and request.start < before.end),
            )


def read_quantile(values: list[float], share: float) -> float:
    """Give a quantile; 0 where there is nothing."""
    if not values:
        return 0.0
    ranked = sorted(values)
    return ranked[min(int(len(ranked) * share), len(ranked) - 1)]
