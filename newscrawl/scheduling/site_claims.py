"""Decides how a spider that watches sites is told which of them are its own in a fleet."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, TypeVar

from scrapy.http import Request

from newscrawl.errors import NewscrawlError
from newscrawl.extensions.fleet import FleetMember
from newscrawl.fleet.sites import Claim, Sites
from newscrawl.scheduling.progress import Progress

T = TypeVar("T")

RUN = "run"
"""The argument of a callback that says of which site's run its request is."""


class ClaimsSites(Protocol):
    """A spider whose state is behind its requests: they wait in it, not in Redis, and its sites are claimed whole."""

    def join_fleet(self, fleet: SiteClaims) -> None:
        """Take note that the sites are shared."""
        ...


class SiteClaims:
    """The sites of a crawl's worker: `SiteFleet` for the spider. Where the server is lost, the crawl ends.

    is_staying: whether the crawl goes on when all sites are done.
    """

    def __init__(self, sites: Sites, member: FleetMember, progress: Progress, *, is_staying: bool) -> None:
        self.is_staying = is_staying
        self._sites = sites
        self._member = member
        self._progress = progress
        self._has_failed = False

    def begin_round(self, recent: float) -> None:
        """Begin to go through the sites."""
        self._guard(lambda: self._sites.begin_round(recent), None)

    def claim(self, site: str) -> Claim:
        """Ask for a site."""
        return self._guard(lambda: self._sites.claim(site), Claim.taken)

    def release(self, site: str) -> None:
        """Leave a site with which all is done."""
        self._guard(lambda: self._sites.release(site), None)

    def is_at_work(self, run: object) -> bool:
        """Tell whether a request of a run is under way, or its items are."""
        return any(_find_run(request) is run for request in self._progress.list_under_way())

    def is_ending(self) -> bool:
        """Tell whether the crawl is at its end."""
        return self._has_failed or self._progress.is_ending()

    def _guard(self, step: Callable[[], T], otherwise: T) -> T:
        try:
            return step()
        except NewscrawlError as error:
            self._has_failed = True
            self._member.fail(error)
            return otherwise


def _find_run(request: Request) -> object:
    arguments = request.cb_kwargs
    return arguments.get(RUN) or arguments.get("arguments", {}).get(RUN)
