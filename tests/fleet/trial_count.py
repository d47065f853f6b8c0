"""Decides what a trial of a fleet is measured by: what it delivered, and how its workers asked the sites."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise

from tests.newsworld.server import Visit

SLACK = 0.05
"""Seconds by which two requests of one worker may come closer than the delay: so uneven is the way through two
processes and a thread of a quiet machine."""
CROWD = 12
CROWD_SLACK = 0.5
"""So many gaps in a row last as long as their delays, but for so many seconds, also where the machine is busy: what one
request loses on its way, the next ones do not."""
FAULTS = ("lost", "doubled", "torn", "codes", "too_fast", "hurried", "crowded", "at_once")
"""Those fields of a count that are empty where all is well."""


@dataclass(slots=True)
class TrialCount:
    """What a trial found."""

    articles: int = 0
    lines: int = 0
    requests: int = 0
    kills: int = 0
    restarts: int = 0
    handovers: int = 0
    """Requests to a host that another worker had asked just before."""
    shortest_gap: float = float("inf")
    """Between two requests to one host, in seconds; `shortest_handover`: of them, by two workers."""
    shortest_handover: float = float("inf")
    lines_by_worker: dict[str, int] = field(default_factory=dict)
    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    torn: list[str] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)
    """Ends of workers that were not killed, but by 0."""
    too_fast: list[str] = field(default_factory=list)
    """Requests of one worker; depends on how busy the machine is. `hurried`: a host's first request by another worker.
    """
    hurried: list[str] = field(default_factory=list)
    crowded: list[str] = field(default_factory=list)
    """Requests in a row that came at a higher rate than the delay allows."""
    at_once: list[str] = field(default_factory=list)
    """Requests of two workers to one host that overlap."""

    @property
    def is_clean(self) -> bool:
        """Whether all is well."""
        return not any(getattr(self, name) for name in FAULTS)


def check_visits(count: TrialCount, visits: Iterable[Visit], delay: float) -> None:
    """Hold the sites' logs against the delay. In place."""
    by_house: defaultdict[str, list[Visit]] = defaultdict(list)
    for visit in visits:
        by_house[visit.house].append(visit)
    count.requests = sum(map(len, by_house.values()))
    count.handovers = 0
    count.too_fast, count.hurried, count.crowded, count.at_once = [], [], [], []
    for house, own in by_house.items():
        own.sort(key=lambda visit: visit.began)
        for before, after in pairwise(own):
            gap = after.began - before.began
            count.shortest_gap = min(count.shortest_gap, gap)
            told = f"{house}: {gap:.3f} s between {before.path} and {after.path}"
            if before.agent == after.agent:
                count.too_fast += [told] if gap < delay - SLACK else []
                continue
            count.handovers += 1
            count.shortest_handover = min(count.shortest_handover, gap)
            count.hurried += [told] if gap < delay else []
            count.at_once += [told] if after.began < before.ended else []
        for first, last in zip(own, own[CROWD:], strict=False):
            took = last.began - first.began
            if took < CROWD * delay - CROWD_SLACK:
                count.crowded.append(f"{house}: {CROWD} gaps in {took:.3f} s after {first.path}")


def render_count(count: TrialCount, delay: float) -> list[str]:
    """Give the report of a trial."""
    lines = [
        f"killed, server restarted   {count.kills}, {count.restarts}",
        f"articles, lines            {count.articles}, {count.lines} ({count.lines_by_worker})",
        f"requests, handovers        {count.requests}, {count.handovers}",
        f"delay                      {delay:g} s; the shortest gap {count.shortest_gap:.3f} s,"
        f" between two workers {count.shortest_handover:.3f} s",
    ]
    for name in FAULTS:
        found = getattr(count, name)
        lines.append(f"{name:<26} {len(found)}" + "".join(f"\n  {what}" for what in found[:20]))
    return lines
