"""Decides what the simulated fleet is: its workers, what they can do at once, and what a request costs them."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field

from tests.fleet_simulation.sites import SimulatedSite


@dataclass(frozen=True, slots=True, kw_only=True)
class FleetModel:
    """The fleet and what things cost it; `README.md` tells where the costs were measured.

    concurrency: requests at once of one worker. page_seconds, poll_seconds, unchanged_seconds: of a core, for a page
    (fetching and extraction), a list with content, and an answer 304. delay: seconds between two requests to a host.
    lease: seconds until what a dead worker held is free. deaths: of workers, a day in the whole fleet.
    keeps_hosts: whether a host is asked by one worker at a time; False is a queue without ownership, in which each
    worker keeps the delay for itself.
    """

    workers: int = 1
    cores: int = 2
    concurrency: int = 16
    page_seconds: float = 0.026
    poll_seconds: float = 0.016
    unchanged_seconds: float = 0.004
    unchanged_share: float = 0.3
    """Of looks at pages, those answered 304."""
    change_share: float = 0.1
    """Of looks at pages, those that find a change: as `newscrawl.revisits.EXPECTED_CHANGES`."""
    delay: float = 1.0
    lease: float = 60.0
    deaths: float = 0.0
    keeps_hosts: bool = True


@dataclass(slots=True)
class Task:
    """A request that waits or is under way. article: place in the site's articles; None for a poll of a source."""

    host: Host
    source: int = 0
    article: int | None = None
    step: int = -1
    repeats: int = 0
    since: float = 0.0


@dataclass(slots=True)
class Host:
    """One site's host: what waits for it, who may ask it, and from when on."""

    site: SimulatedSite
    waiting: deque[Task] = field(default_factory=deque)
    owner: int | None = None
    free_at: float = 0.0
    free_for: dict[int, float] = field(default_factory=dict)
    """Without ownership: from when on each worker may ask by its own clock."""
    under_way: int = 0
    is_lined_up: bool = False
    """Whether it waits for its delay, or for a worker."""
    turn: int = 0
    """Which of the waits for its delay counts: the last one."""
    known: set[int] = field(default_factory=set)
    last_poll: list[float] = field(default_factory=list)
    intervals: list[float] = field(default_factory=list)


@dataclass(slots=True)
class Worker:
    """One worker: its free places, and when each of its cores is free."""

    number: int
    places: int
    core_free: list[float]
    life: int = 0
    is_alive: bool = True
    lined_up: deque[Host] = field(default_factory=deque)
    """Hosts that only this worker may ask."""
