"""Decides what a crawl asks of the place where its requests wait, whoever keeps it: Redis here (`RedisFrontier`), and
another one, such as URLFrontier, behind the same methods later.

A request is waiting, then leased to one worker, and gone once it is settled; only then it counts as seen. What a worker
that died had leased waits again. One worker owns a host at a time.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

import msgspec

from newscrawl.fleet.steps import FrontierSteps, to_milliseconds


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingRequest:
    """A request on its way into the frontier.

    key: what it is told from others by. host: what is asked by one worker at a time. request: JSON, of which the
    frontier knows nothing. priority: the higher goes first. delay: seconds until it is due. marks: the key that counts
    as seen once it is settled; empty for none. is_filtered: it is left out where its key is seen.
    """

    key: str
    host: str
    request: bytes
    priority: int = 0
    delay: float = 0.0
    marks: str = ""
    is_filtered: bool = True


@dataclass(frozen=True, slots=True)
class Lease:
    """A request that this worker is to carry out, and nobody else. marks: as in `WaitingRequest`."""

    key: str
    host: str
    marks: str
    request: bytes


@dataclass(frozen=True, slots=True)
class Nothing:
    """No request may go now. seconds: when to ask again, at the latest."""

    seconds: float


class Frontier(Protocol):
    """What the scheduler asks. Every method raises FleetError, and RunFencedError once the worker counts as dead."""

    def join(self) -> None:
        """Begin; once, before anything else."""
        ...

    def enqueue(self, request: WaitingRequest, former: str = "", rest: float = 0.0) -> bool:
        """Take a request in; give whether it waits now: not where it is seen, waits, or is leased already.

        former: the key of a leased request that ends with this step, since this one comes in its place. rest: seconds
        that the former one's host is to be left alone.
        """
        ...

    def take(self, limit: int, rest: float) -> Lease | Nothing:
        """Lease a request. limit: how many of one host a worker leases at once. rest: seconds that its host is to be
        left alone should this worker die before it says otherwise.
        """
        ...

    def settle(self, key: str, rest: float) -> bool:
        """End a lease: all is done, and its key is seen. rest: seconds that its host is to be left alone. Gives False
        where the lease was lost.
        """
        ...

    def give_back(self, key: str, rest: float, delay: float = 0.0) -> bool:
        """End a lease: the request waits again. delay: seconds until it is due."""
        ...

    def count_open(self, horizon: float | None) -> int:
        """Count the requests that wait or are leased, by whomever. horizon: those due in more seconds do not count;
        None: all count.
        """
        ...

    def leave(self, rests: Mapping[str, float]) -> None:
        """End: what is leased waits again. rests: seconds that hosts are to be left alone."""
        ...


class _Entry(msgspec.Struct):
    """What the server has to know of a request. It lies in Redis as a line of JSON, the request itself in another."""

    host: str
    priority: int
    marks: str


class RedisFrontier:
    """The frontier in Redis: implements `Frontier`. What lies where is told in `lua/frontier.lua`."""

    def __init__(self, steps: FrontierSteps) -> None:
        self._steps = steps

    def join(self) -> None:
        """Begin."""
        self._steps.run("open_session")

    def enqueue(self, request: WaitingRequest, former: str = "", rest: float = 0.0) -> bool:
        """Take a request in."""
        entry = msgspec.json.encode(_Entry(request.host, request.priority, request.marks))
        answer = self._steps.run(
            "enqueue",
            request.key,
            entry + b"\n" + request.request,
            to_milliseconds(request.delay),
            int(request.is_filtered),
            former,
            to_milliseconds(rest),
        )
        return bool(answer[0] == 1)

    def take(self, limit: int, rest: float) -> Lease | Nothing:
        """Lease a request."""
        answer = self._steps.run("take", limit, to_milliseconds(rest))
        if answer[0] == 0:
            return Nothing(answer[1] / 1000)
        first, _, request = answer[2].partition(b"\n")
        entry = msgspec.json.decode(first, type=_Entry)
        return Lease(answer[1].decode(), entry.host, entry.marks, request)

    def settle(self, key: str, rest: float) -> bool:
        """End a lease: all is done."""
        return bool(self._steps.run("settle", key, "done", to_milliseconds(rest), 0)[0])

    def give_back(self, key: str, rest: float, delay: float = 0.0) -> bool:
        """End a lease: the request waits again."""
        return bool(self._steps.run("settle", key, "back", to_milliseconds(rest), to_milliseconds(delay))[0])

    def count_open(self, horizon: float | None) -> int:
        """Count the requests that wait or are leased."""
        return int(self._steps.run("count", -1 if horizon is None else to_milliseconds(horizon))[1])

    def leave(self, rests: Mapping[str, float]) -> None:
        """End: what is leased waits again."""
        parts = [part for host, rest in rests.items() for part in (host, to_milliseconds(rest))]
        self._steps.run("close_session", *parts)
