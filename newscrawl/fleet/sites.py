"""Decides which worker watches which site, where each site's run lies in one worker's hands."""

from __future__ import annotations

from enum import IntEnum
from typing import Protocol

from newscrawl.fleet.steps import FrontierSteps, to_milliseconds


class Claim(IntEnum):
    """What came of asking for a site."""

    taken = 0
    """Another worker has it, or is to have it since it has fewer."""
    ours = 1
    done = 2
    """A worker was done with it since this one's round began, or shortly before."""


class Sites(Protocol):
    """Who watches which site. Every method raises FleetError, and RunFencedError once the worker counts as dead."""

    def begin_round(self, recent: float) -> None:
        """Begin to go through the sites; before anything else. recent: so many seconds ago counts as now."""
        ...

    def claim(self, site: str) -> Claim:
        """Ask for a site. What a worker had that died is given to the next that asks."""
        ...

    def release(self, site: str) -> None:
        """Leave a site with which all is done."""
        ...


class RedisSites:
    """The sites in Redis: implements `Sites`."""

    def __init__(self, steps: FrontierSteps) -> None:
        self._steps = steps
        self._since = 0

    def begin_round(self, recent: float) -> None:
        """Begin to go through the sites."""
        self._since = self._steps.run("open_session")[1] - to_milliseconds(recent)

    def claim(self, site: str) -> Claim:
        """Ask for a site."""
        return Claim(self._steps.run("claim_site", site, self._since)[0])

    def release(self, site: str) -> None:
        """Leave a site with which all is done."""
        self._steps.run("release_site", site)
