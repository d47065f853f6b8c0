"""Decides how Scrapy's requests go into the frontier and come out of it, and when one is settled.

A request is settled when the engine is done with it (its callback is through, what it asked for is in the frontier,
its items have passed the pipelines) and what it led to is delivered. A worker that dies before settles nothing.
"""

from __future__ import annotations

from asyncio import Future
from dataclasses import dataclass

from scrapy import Spider, signals
from scrapy.crawler import Crawler
from scrapy.http import Request, Response

from newscrawl.extensions.store_guard import MemoryFailed
from newscrawl.fleet.frontier import Frontier, Lease, Nothing, WaitingRequest
from newscrawl.fleet.hosts import Hosts
from newscrawl.pipelines.delivery import NotDelivered
from newscrawl.pipelines.limit import OverLimit
from newscrawl.run_outcome import FAILURE
from newscrawl.scheduling.deliveries import deliver_now, find_delivery
from newscrawl.scheduling.host_rests import HostRests
from newscrawl.scheduling.progress import Progress
from newscrawl.scheduling.request_json import DELAY, LEASE, make_key, read_request, write_request

AHEAD = 1
"""So many requests of a host more than may be under way at once are leased, so that the next one is there in time."""


@dataclass(slots=True, eq=False)
class _Task:
    """A leased request at work. request: as the engine has it. is_refused: something of it was not delivered. again:
    what its callback asks for in its place, once it is settled.
    """

    lease: Lease
    request: Request
    is_refused: bool = False
    again: WaitingRequest | None = None


class SharedQueue:
    """The requests that all workers share."""

    def __init__(
        self,
        crawler: Crawler,
        spider: Spider,
        frontier: Frontier,
        hosts: Hosts,
        progress: Progress,
    ) -> None:
        self.crawler = crawler
        self.spider = spider
        self._frontier = frontier
        self._hosts = hosts
        self._progress = progress
        self._rests = HostRests(crawler)
        self._limit = crawler.settings.getint("CONCURRENT_REQUESTS_PER_DOMAIN", 1) + AHEAD
        self._tasks: dict[str, _Task] = {}
        self._undelivered: list[tuple[_Task, Future[None]]] = []
        crawler.signals.connect(self._note_drop, signals.item_dropped)

    def open(self) -> None:
        """Begin."""
        self._frontier.join()

    def push(self, request: Request) -> bool:
        """Share a request. Raises NotKeptError where JSON cannot hold it."""
        former = self._find_former(request)
        waiting = self._describe(request, former)
        if former is None:
            return self._frontier.enqueue(waiting)
        if self._progress.is_in_callback(former.request):
            former.again = waiting
            return True
        is_taken = self._frontier.enqueue(waiting, former.lease.key, self._rests.find(former.request))
        if is_taken:
            del self._tasks[former.lease.key]
        return is_taken

    def pop(self) -> Request | float:
        """Give a request to carry out, or the seconds until there may be one. Raises ValueError where the spider is not
        the one that asked for it.
        """
        taken = self._frontier.take(self._limit, self._rests.usual)
        if isinstance(taken, Nothing):
            return taken.seconds
        request = read_request(taken.request, self.spider)
        request.meta[LEASE] = taken.key
        self._tasks[taken.key] = _Task(taken, request)
        return request

    def settle(self) -> bool:
        """Settle what is done; tell whether anything was."""
        done = [task for task in self._tasks.values() if not self._progress.is_under_way(task.request)]
        for task in done:
            del self._tasks[task.lease.key]
            delivery = find_delivery(self.crawler)
            if delivery is None:
                self._end(task)
            else:
                self._undelivered.append((task, delivery))
        for task, delivery in self._undelivered:
            if delivery.done():
                task.is_refused |= delivery.cancelled() or delivery.exception() is not None
                self._end(task)
        left = [(task, delivery) for task, delivery in self._undelivered if not delivery.done()]
        is_changed = bool(done) or len(left) < len(self._undelivered)
        self._undelivered = left
        self._tell_rests()
        return is_changed

    def is_at_work(self) -> bool:
        """Tell whether this worker holds leases."""
        return bool(self._tasks or self._undelivered)

    def count_open(self, horizon: float | None) -> int:
        """Count what waits, or is leased to anybody."""
        return self._frontier.count_open(horizon)

    def close(self) -> None:
        """Settle what is done, and give the rest back."""
        deliver_now(self.crawler)
        self.settle()
        requests = [task.request for task in self._tasks.values()]
        self._frontier.leave({self._rests.find_host(request): self._rests.find(request) for request in requests})

    def _describe(self, request: Request, former: _Task | None) -> WaitingRequest:
        fingerprint = self.crawler.request_fingerprinter.fingerprint(request)
        key = make_key(fingerprint)
        if former is not None:
            marks = former.lease.marks
            if request.meta.get("redirect_times"):
                # It may lead to a page that is asked for on its own account as well; both have to end.
                key = make_key(fingerprint, (marks or former.lease.key).encode())
            is_filtered = False
        else:
            # Every worker begins with the start requests, and asks for them without a filter.
            is_filtered = not request.dont_filter or bool(request.meta.get("is_start_request"))
            marks = key if is_filtered else ""
        delay = request.meta.get(DELAY) or 0.0
        request.meta.pop(LEASE, None)
        return WaitingRequest(
            key=key,
            host=self._rests.find_host(request),
            request=write_request(request, self.spider),
            priority=request.priority,
            delay=float(delay),
            marks=marks,
            is_filtered=is_filtered,
        )

    def _find_former(self, request: Request) -> _Task | None:
        """Give the task that a request comes in place of: as its retry, or as its redirect. Not every request with its
        lease in `meta` does so: callbacks hand `meta` on.
        """
        former = self._tasks.get(request.meta.get(LEASE, ""))
        if former is None:
            return None
        is_redirect = request.meta.get("redirect_times", 0) > former.request.meta.get("redirect_times", 0)
        fingerprint = self.crawler.request_fingerprinter.fingerprint
        is_same = fingerprint(request) == fingerprint(former.request)
        return former if is_redirect or is_same else None

    def _end(self, task: _Task) -> None:
        stats = self.crawler.stats
        rest = self._rests.find(task.request)
        self._rests.note_told(task.lease.host, rest)
        if task.is_refused or stats.get_value(FAILURE) is not None:
            is_held = self._frontier.give_back(task.lease.key, rest)
            stats.inc_value("fleet/given_back")
        else:
            if task.again is None:
                is_held = self._frontier.settle(task.lease.key, rest)
            else:
                is_held = self._frontier.enqueue(task.again, task.lease.key, rest)
            stats.inc_value("fleet/settled")
        if not is_held:
            stats.inc_value("fleet/lost_leases")

    def _tell_rests(self) -> None:
        for task in self._tasks.values():
            rest = self._rests.find_longer(task.request)
            if rest is not None:
                self._hosts.tell_rest(task.lease.host, rest)
                self._rests.note_told(task.lease.host, rest)

    def _note_drop(self, response: Response | None, exception: BaseException) -> None:
        """Note that a record was not delivered, for whatever reason: its page is asked for again."""
        request = getattr(response, "request", None)
        task = self._tasks.get(request.meta.get(LEASE, "")) if request is not None else None
        if task is not None and isinstance(exception, (MemoryFailed, NotDelivered, OverLimit)):
            task.is_refused = True
