"""Decides what a crawl asks whose requests wait with the worker itself: for the hosts alone, so that each of them is
asked by one worker at a time.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Protocol

from newscrawl.fleet.steps import FrontierSteps, to_milliseconds


class Hosts(Protocol):
    """Who owns which host. Every method raises FleetError, and RunFencedError once the worker counts as dead."""

    def claim(self, host: str, rest: float) -> float:
        """Make a host this worker's, and give 0; or give the seconds until the next try. rest: seconds that it is to be
        left alone should this worker die before it says otherwise.
        """
        ...

    def release(self, host: str, rest: float) -> None:
        """Leave a host. rest: seconds that it is to be left alone."""
        ...

    def tell_rest(self, host: str, rest: float) -> None:
        """Say for how many seconds a host is to be left alone should this worker die."""
        ...

    def list_wanted(self, hosts: Collection[str]) -> list[str]:
        """Give those of the hosts that another worker waits for."""
        ...


class RedisHosts:
    """The hosts in Redis: implements `Hosts`."""

    def __init__(self, steps: FrontierSteps) -> None:
        self._steps = steps

    def claim(self, host: str, rest: float) -> float:
        """Make a host this worker's."""
        answer = self._steps.run("claim_host", host, to_milliseconds(rest))
        return 0.0 if answer[0] == 1 else answer[1] / 1000

    def release(self, host: str, rest: float) -> None:
        """Leave a host."""
        self._steps.run("release_host", host, to_milliseconds(rest))

    def tell_rest(self, host: str, rest: float) -> None:
        """Say for how many seconds a host is to be left alone."""
        self._steps.run("tell_rest", host, to_milliseconds(rest))

    def list_wanted(self, hosts: Collection[str]) -> list[str]:
        """Give those of the hosts that another worker waits for."""
        answer = self._steps.run("list_wanted", *hosts)
        return [host.decode() for host in answer[1:]]
