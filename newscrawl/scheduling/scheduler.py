"""Decides how Scrapy's engine is served by a frontier that other workers share: when it is asked, when the crawl is at
its end, and what happens when the server is lost.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from time import monotonic
from typing import Protocol, Self, TypeVar

from scrapy import Spider
from scrapy.core.scheduler import BaseScheduler
from scrapy.crawler import Crawler
from scrapy.http import Request
from scrapy.utils.asyncio import CallLaterResult, call_later

from newscrawl.errors import InputError, NewscrawlError
from newscrawl.extensions.fleet import FleetMember, join_fleet
from newscrawl.fleet.frontier import RedisFrontier
from newscrawl.fleet.hosts import RedisHosts
from newscrawl.fleet.sites import RedisSites
from newscrawl.fleet.steps import FrontierSteps
from newscrawl.run_outcome import FLEET_RUN
from newscrawl.scheduling.own_queue import OwnQueue
from newscrawl.scheduling.progress import Progress
from newscrawl.scheduling.shared_queue import SharedQueue
from newscrawl.scheduling.site_claims import SiteClaims

MAX_WAIT = 1.0
COUNT_SECONDS = 0.2
"""What waits with others is counted no oftener."""

T = TypeVar("T")


class RequestQueue(Protocol):
    """Where a worker's requests wait."""

    def open(self) -> None:
        """Begin."""
        ...

    def push(self, request: Request) -> bool:
        """Take a request; give whether it waits now. Raises ValueError where it cannot be kept."""
        ...

    def pop(self) -> Request | float:
        """Give a request to carry out, or the seconds until there may be one."""
        ...

    def settle(self) -> bool:
        """Settle what is done; tell whether anything was."""
        ...

    def is_at_work(self) -> bool:
        """Tell whether something is not settled that this worker began."""
        ...

    def count_open(self, horizon: float | None) -> int:
        """Count what is not settled, of all workers. horizon: what is due in more seconds does not count."""
        ...

    def close(self) -> None:
        """Settle what is done, and give the rest back."""
        ...


class FleetScheduler(BaseScheduler):
    """Scrapy scheduler. Setting: `SCHEDULER`, which the add-on sets where `NEWSCRAWL_REDIS_URL` is set.

    Settings: `NEWSCRAWL_FLEET_CRAWL` (what crawls the same has the same name; `name_crawl` unless set),
    `NEWSCRAWL_FLEET_STAY` (True: the crawl goes on waiting for requests until it is stopped; a number: it waits for
    those that are due within so many seconds; False: it ends when no request is due now). Stats: `fleet/run`,
    `fleet/leased`, `fleet/settled`, `fleet/given_back`, `fleet/lost_leases`, and `scheduler/enqueued` and
    `scheduler/dequeued` as Scrapy's own.
    """

    member: FleetMember
    _queue: RequestQueue
    _steps: FrontierSteps

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self._horizon: float | None = 0.0
        assert crawler.spider is not None
        self._spider_name = crawler.spider.name
        self._crawl_name = str(crawler.settings["NEWSCRAWL_FLEET_CRAWL"] or name_crawl(crawler.spider))
        self._progress = Progress(crawler)
        self._is_open = False
        self._has_failed = False
        self._next_look = 0.0
        self._count = 0
        self._counted_at = 0.0
        self._wake: CallLaterResult | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build the scheduler."""
        return cls(crawler)

    def open(self, spider: Spider) -> None:
        """Begin. Raises FleetError, and InputError where no server is named or a setting is not of its kind."""
        self._horizon = read_stay(self.crawler.settings["NEWSCRAWL_FLEET_STAY"])
        member = join_fleet(self.crawler)
        if member is None:
            raise InputError("setting SCHEDULER", f"{type(self).__name__} needs NEWSCRAWL_REDIS_URL")
        self.member = member
        self._steps = FrontierSteps(member.connection, self._crawl_name, member.heartbeat.run_id)
        self._queue = self._build_queue(spider)
        self._queue.open()
        self.crawler.stats.set_value(FLEET_RUN, member.heartbeat.run_id)
        self._is_open = True
        if hasattr(spider, "join_fleet"):
            sites, is_staying = RedisSites(self._steps), self._horizon is None
            spider.join_fleet(SiteClaims(sites, member, self._progress, is_staying=is_staying))

    def close(self, reason: str) -> None:  # noqa: ARG002 (Scrapy's own form)
        """Settle what is done, and give the rest back."""
        if self._wake is not None:
            self._wake.cancel()
        if self._is_open:
            self._guard(self._queue.close, None)

    def has_pending_requests(self) -> bool:
        """Tell whether the crawl is to go on: something is not settled, with whomever."""
        if self._has_failed:
            return False
        return self._horizon is None or self._queue.is_at_work() or self._guard(self._count_open, 0) > 0

    def enqueue_request(self, request: Request) -> bool:
        """Take a request; give whether it will be carried out by somebody on its own account."""
        if self._has_failed:
            return False
        is_taken = self._guard(lambda: self._queue.push(request), False)
        if is_taken:
            self._next_look = self._counted_at = 0.0
            self.crawler.stats.inc_value("scheduler/enqueued")
        return is_taken

    def next_request(self) -> Request | None:
        """Give a request whose host this worker may ask now."""
        if self._has_failed:
            return None
        if self._guard(self._queue.settle, False):
            self._next_look = 0.0
        if monotonic() < self._next_look:
            return None
        nothing: Request | float = MAX_WAIT
        taken = self._guard(self._queue.pop, nothing)
        if isinstance(taken, float):
            self._wait(min(taken, MAX_WAIT))
            return None
        self.crawler.stats.inc_value("scheduler/dequeued")
        self.crawler.stats.inc_value("fleet/leased")
        return taken

    def _build_queue(self, spider: Spider) -> RequestQueue:
        frontier, hosts = RedisFrontier(self._steps), RedisHosts(self._steps)
        if hasattr(spider, "join_fleet"):
            return OwnQueue(self.crawler, frontier, hosts, self._progress)
        return SharedQueue(self.crawler, spider, frontier, hosts, self._progress)

    def _count_open(self) -> int:
        if monotonic() - self._counted_at >= COUNT_SECONDS:
            self._count = self._queue.count_open(self._horizon)
            self._counted_at = monotonic()
        return self._count

    def _wait(self, seconds: float) -> None:
        """Have the engine ask again after so many seconds; by itself it does so after an event, or five seconds."""
        if self._wake is not None:
            self._wake.cancel()
        self._next_look = monotonic() + seconds
        self._wake = call_later(seconds, self._ask_engine)

    def _ask_engine(self) -> None:
        self._wake = None
        self._progress.ask_again()

    def _guard(self, step: Callable[[], T], otherwise: T) -> T:
        """Take a step; where it fails, the crawl ends, and `otherwise` is given."""
        try:
            return step()
        except NewscrawlError as error:
            self._fail(error)
        except ValueError as error:
            self._fail(InputError(f"spider {self._spider_name}", str(error)))
        return otherwise

    def _fail(self, error: NewscrawlError) -> None:
        self._has_failed = True
        self.member.fail(error)


def name_crawl(spider: Spider) -> str:
    """Name a crawl by its spider, and by the arguments of a newscrawl spider: `site-5d41402a`. Other spiders do not
    tell theirs.
    """
    arguments = getattr(spider, "arguments", None)
    if not isinstance(arguments, dict) or not arguments:
        return spider.name
    told = json.dumps(arguments, sort_keys=True, default=str)
    return f"{spider.name}-{hashlib.sha1(told.encode()).hexdigest()[:8]}"


def read_stay(value: object) -> float | None:
    """Read `NEWSCRAWL_FLEET_STAY`: the seconds that are looked ahead; None for ever. Raises InputError."""
    text = str(value or "false").strip().lower()
    if text in ("true", "yes"):
        return None
    if text in ("false", "no"):
        return 0.0
    try:
        seconds = float(text)
    except ValueError:
        seconds = -1.0
    if not 0 <= seconds < float("inf"):
        raise InputError(f"setting NEWSCRAWL_FLEET_STAY={value}", "must be True, False or a number of seconds")
    return seconds
