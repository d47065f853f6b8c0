"""Decides what is noted of a simulated run, and what is read off it."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple


class Request(NamedTuple):
    """One request as its host saw it. Times in seconds since the start."""

    host: int
    worker: int
    start: float
    end: float


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
    requests: list[Request] = field(default_factory=list)
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

    def read_politeness(self, delay: float) -> Politeness:
        """Give what the hosts saw, from their own log."""
        by_host: dict[int, list[Request]] = defaultdict(list)
        for request in self.requests:
            by_host[request.host].append(request)
        overlaps = fast = 0
        shortest = float("inf")
        for seen in by_host.values():
            seen.sort(key=lambda request: request.start)
            for before, after in pairwise(seen):
                gap = after.start - before.start
                shortest = min(shortest, gap)
                fast += gap < delay - 1e-6
                overlaps += after.worker != before.worker and after.start < before.end
        return Politeness(shortest, fast, overlaps)


class Politeness(NamedTuple):
    """shortest: seconds between the starts of two requests to one host. fast: pairs that were nearer than the delay.
    overlaps: hosts asked by two workers at once, counted by pairs."""

    shortest: float
    fast: int
    overlaps: int


def read_quantile(values: list[float], share: float) -> float:
    """Give a quantile; 0 where there is nothing."""
    if not values:
        return 0.0
    ranked = sorted(values)
    return ranked[min(int(len(ranked) * share), len(ranked) - 1)]
