"""Decides which sites of a list one worker of a fleet watches: it asks for one after another, and goes on until each
of them is done, by whomever.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from random import shuffle
from typing import Protocol

from newscrawl.fleet.sites import Claim
from newscrawl.site import Site
from newscrawl.spiders.site_run import SiteRun

TICK_SECONDS = 0.1
MOST_ASKED = 50
"""Sites that are asked for in one tick."""
PACE = 4
"""In one tick a worker takes one site more for every so many that it has: workers that begin together share the list,
and one that is alone has a thousand within seconds."""

ROUND_SECONDS = 60.0
"""Where a crawl stays, so long it rests between two rounds. When a source or a page is due, the memory says."""


class SiteFleet(Protocol):
    """What a spider asks of the fleet that it is part of. No method raises: where the fleet is lost, the crawl ends.

    is_staying: whether the crawl goes on when all sites are done.
    """

    is_staying: bool

    def begin_round(self, recent: float) -> None:
        """Begin to go through the sites. recent: what was done within so many seconds counts as done."""
        ...

    def claim(self, site: str) -> Claim:
        """Ask for a site."""
        ...

    def release(self, site: str) -> None:
        """Leave a site with which all is done."""
        ...

    def is_at_work(self, run: object) -> bool:
        """Tell whether a request with this `run` in its arguments is under way, or its items are."""
        ...

    def is_ending(self) -> bool:
        """Tell whether the crawl is at its end."""
        ...


async def walk_sites(
    sites: Iterable[Site], fleet: SiteFleet, begin: Callable[[Site], SiteRun], *, most: int
) -> AsyncIterator[SiteRun]:
    """Give the runs of sites as they begin; end when all sites are done, unless the crawl stays: then what is due later
    is done in further rounds. most: runs at once.
    """
    listed = list(sites)
    recent = 0.0
    while not fleet.is_ending():
        fleet.begin_round(recent)
        async for run in _walk_once(listed, fleet, begin, most):
            yield run
        if not fleet.is_staying:
            return
        recent = ROUND_SECONDS / 2
        for _ in range(int(ROUND_SECONDS / TICK_SECONDS)):
            if fleet.is_ending():
                return
            await asyncio.sleep(TICK_SECONDS)


async def _walk_once(
    sites: Sequence[Site], fleet: SiteFleet, begin: Callable[[Site], SiteRun], most: int
) -> AsyncIterator[SiteRun]:
    left = deque(sites)
    shuffle(left)
    runs: list[SiteRun] = []
    while (left or runs) and not fleet.is_ending():
        for run in [run for run in runs if run.queue.is_done and not fleet.is_at_work(run)]:
            fleet.release(run.site.name)
            runs.remove(run)
        room = min(most - len(runs), 1 + len(runs) // PACE)
        for _ in range(min(len(left), MOST_ASKED)):
            if room <= 0:
                break
            site = left.popleft()
            claim = fleet.claim(site.name)
            if claim is Claim.taken:
                left.append(site)
            elif claim is Claim.ours:
                room -= 1
                runs.append(begin(site))
                yield runs[-1]
        await asyncio.sleep(TICK_SECONDS)
