"""Decides in which order a worker carries out requests that wait in itself, since its spider's own state is behind
them, and that it asks no host which another worker asks.

Such a spider has its frontier elsewhere: the pages of `news` wait in the memory, which gives what a dead worker had
under way to another one.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from itertools import count
from time import monotonic

from scrapy.crawler import Crawler
from scrapy.http import Request

from newscrawl.fleet.frontier import Frontier
from newscrawl.fleet.hosts import Hosts
from newscrawl.scheduling.host_rests import HostRests
from newscrawl.scheduling.progress import Progress

AHEAD = 1
LOOK_SECONDS = 1.0
"""Time between two looks whether other workers wait for hosts."""


class OwnQueue:
    """The requests of one worker, by host. No filter: the spider sees to it that nothing is asked twice."""

    def __init__(self, crawler: Crawler, frontier: Frontier, hosts: Hosts, progress: Progress) -> None:
        self._frontier = frontier
        self._hosts = hosts
        self._progress = progress
        self._rests = HostRests(crawler)
        self._limit = crawler.settings.getint("CONCURRENT_REQUESTS_PER_DOMAIN", 1) + AHEAD
        self._order = count()
        self._waiting: dict[str, list[tuple[int, int, Request]]] = {}
        self._active: defaultdict[str, list[Request]] = defaultdict(list)
        self._owned: dict[str, float] = {}
        """Hosts that are this worker's, and how long each is to be left alone."""
        self._wanted: set[str] = set()
        self._next_try: dict[str, float] = {}
        self._next_look = 0.0

    def open(self) -> None:
        """Begin."""
        self._frontier.join()

    def push(self, request: Request) -> bool:
        """Take a request."""
        entry = (-request.priority, next(self._order), request)
        heapq.heappush(self._waiting.setdefault(self._rests.find_host(request), []), entry)
        return True

    def pop(self) -> Request | float:
        """Give a request whose host is this worker's, or the seconds until there may be one. Hosts take turns."""
        now = monotonic()
        for host in list(self._waiting):
            if len(self._active[host]) >= self._limit or not self._claim(host, now):
                continue
            waiting = self._waiting.pop(host)
            request = heapq.heappop(waiting)[2]
            if waiting:
                self._waiting[host] = waiting
            self._active[host].append(request)
            return request
        tries = [self._next_try[host] - now for host in self._waiting if host in self._next_try]
        return max(min([LOOK_SECONDS, *tries]), 0.02)

    def settle(self) -> bool:
        """Take note of what is done, and leave the hosts with which nothing is left to do."""
        is_changed = False
        for host, requests in list(self._active.items()):
            left = [request for request in requests if self._progress.is_under_way(request)]
            if host in self._owned:
                self._tell_rest(host, requests)
            if len(left) < len(requests):
                is_changed = True
                self._active[host] = left
            if not left:
                del self._active[host]
        self._look_at_wanted()
        for host in [host for host in self._owned if host not in self._active]:
            if host not in self._waiting or host in self._wanted:
                self._release(host)
        return is_changed

    def is_at_work(self) -> bool:
        """Tell whether something waits or is under way."""
        return bool(self._waiting or any(self._active.values()))

    def count_open(self, horizon: float | None) -> int:  # noqa: ARG002 (none of these is due later)
        """Count what waits or is under way, here."""
        return sum(map(len, self._waiting.values())) + sum(map(len, self._active.values()))

    def close(self) -> None:
        """Leave the hosts."""
        self.settle()
        self._frontier.leave(self._owned)

    def _claim(self, host: str, now: float) -> bool:
        if host in self._owned:
            return host not in self._wanted
        if self._next_try.get(host, 0.0) > now:
            return False
        wait = self._hosts.claim(host, self._rests.usual)
        if wait > 0:
            self._next_try[host] = now + wait
            return False
        self._next_try.pop(host, None)
        self._owned[host] = self._rests.usual
        return True

    def _release(self, host: str) -> None:
        self._hosts.release(host, self._owned.pop(host))
        self._wanted.discard(host)

    def _tell_rest(self, host: str, requests: list[Request]) -> None:
        """Keep how long a host is to be left alone, and say so where it is clearly longer than was said before."""
        if not requests:
            return
        self._owned[host] = self._rests.find(requests[-1])
        longer = self._rests.find_longer(requests[-1])
        if longer is not None:
            self._hosts.tell_rest(host, longer)
            self._rests.note_told(host, longer)

    def _look_at_wanted(self) -> None:
        if self._owned and monotonic() >= self._next_look:
            self._next_look = monotonic() + LOOK_SECONDS
            self._wanted = set(self._hosts.list_wanted(self._owned))
