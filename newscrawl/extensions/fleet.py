"""Decides how a run is one of a fleet's workers: it joins before anything else, gives signs of life, and leaves last.

`join_fleet` gives the membership to whatever is built for a crawl, in whichever order; there is none where
`NEWSCRAWL_REDIS_URL` is not set.
"""

from __future__ import annotations

import atexit
import logging
import signal
from contextlib import suppress
from pathlib import Path
from typing import Self

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from twisted.internet.task import LoopingCall

from newscrawl.clock import read_clock, tell_now
from newscrawl.errors import NewscrawlError
from newscrawl.exit_codes import find_error_code
from newscrawl.fleet.connection import FleetConnection
from newscrawl.fleet.heartbeat import Heartbeat
from newscrawl.fleet.server_check import check_server
from newscrawl.fleet.settings import FleetSettings, read_fleet_settings
from newscrawl.fleet.upkeep import CLOCK_TOLERANCE
from newscrawl.memory.lock import RunLock
from newscrawl.run_outcome import FAILURE, FAILURE_CODE
from newscrawl.shutdown import stop_crawl

FLEET_FAILED = "fleet_failed"
"""The reason of a crawl's end when the server is lost for good, or has given this worker up."""
LOCK_NAME = "worker"
"""Beside the output: `worker.lock`, held by the one process that may be the worker of this folder."""

_PLACE = "newscrawl_fleet"

logger = logging.getLogger(__name__)


class FleetMember:
    """One run's membership: the connection, the number of the run, and its signs of life.

    Settings: `NEWSCRAWL_REDIS_URL`, `NEWSCRAWL_REDIS_OPTIONS`, `NEWSCRAWL_REDIS_PREFIX`,
    `NEWSCRAWL_REDIS_WAIT_SECONDS`, `NEWSCRAWL_LEASE_SECONDS`, `NEWSCRAWL_FLEET_WORKER`; the add-on sets
    `NEWSCRAWL_FLEET_FOLDER`, where the output folder's name stays the same from run to run.
    """

    def __init__(self, crawler: Crawler, settings: FleetSettings) -> None:
        """Join. Raises LockedError, FleetError, InputError and OutputError: then this run did nothing."""
        self.crawler = crawler
        self.connection = FleetConnection(settings, is_stop_asked)
        self._lock: RunLock | None = None
        crawl_id = crawler.settings["NEWSCRAWL_CRAWL_ID"]
        folder = crawler.settings["NEWSCRAWL_FLEET_FOLDER"]
        if folder:
            now = read_clock(crawler.settings["NEWSCRAWL_NOW"])()
            self._lock = RunLock(Path(folder, LOCK_NAME), crawl_id, now)
        self.heartbeat = Heartbeat(self.connection, self._lock.path if self._lock is not None else None)
        try:
            warning = check_server(self.connection)
            self.heartbeat.join(crawl_id)
        except NewscrawlError:
            if self._lock is not None:
                self._lock.release()
            raise
        if warning is not None:
            logger.warning("%s %s", self.connection.address, warning)
        self._beating: LoopingCall | None = None
        atexit.register(self._leave)  # where the crawl does not even begin, no signal tells of its end
        if not crawler.settings["NEWSCRAWL_NOW"]:
            self._compare_clocks()
        crawler.signals.connect(self.engine_started, signals.engine_started)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Join, unless another part of the crawl has done so. An archive is read without the fleet, unless there is a
        memory to be shared.
        """
        if getattr(crawler.spider, "is_offline", False) and not crawler.settings["NEWSCRAWL_MEMORY"]:
            raise NotConfigured
        member = join_fleet(crawler)
        if member is None:
            raise NotConfigured
        assert isinstance(member, cls)
        return member

    def fail(self, error: NewscrawlError) -> None:
        """End the run: the server is lost, full, or has given this worker up. The first failure is the one told."""
        stats = self.crawler.stats
        if stats.get_value(FAILURE) is not None:
            return
        stats.set_value(FAILURE, str(error))
        stats.set_value(FAILURE_CODE, int(find_error_code(error)))
        logger.error("%s. The crawl ends.", error)
        stop_crawl(self.crawler, FLEET_FAILED)

    def engine_started(self) -> None:
        """Give signs of life from now on, and leave when everybody else has ended."""
        self._beating = LoopingCall(self._beat)  # which asks for the reactor
        self._beating.start(self.heartbeat.seconds)
        # Connected as late as this, it hears of the end after those that write to the server at the end.
        self.crawler.signals.connect(self.engine_stopped, signals.engine_stopped)

    def engine_stopped(self) -> None:
        """Leave."""
        self._leave()
        atexit.unregister(self._leave)

    def _compare_clocks(self) -> None:
        ahead = tell_now().timestamp() - self.heartbeat.read_clock()
        if abs(ahead) > CLOCK_TOLERANCE:
            logger.warning(
                "The clock of this machine is %.0f seconds %s that of %s: what is due will be asked for at wrong times",
                abs(ahead),
                "ahead of" if ahead > 0 else "behind",
                self.connection.address,
            )

    def _beat(self) -> None:
        try:
            self.heartbeat.beat()
        except NewscrawlError as error:
            self._stop_beating()
            self.fail(error)

    def _stop_beating(self) -> None:
        if self._beating is not None and self._beating.running:
            self._beating.stop()

    def _leave(self) -> None:
        self._stop_beating()
        with suppress(NewscrawlError):  # it counts as dead after a lease, then
            self.connection.is_stopping = lambda: True
            self.heartbeat.leave()
        self.connection.close()
        if self._lock is not None:
            self._lock.release()


def join_fleet(crawler: Crawler) -> FleetMember | None:
    """Give the membership of a crawl, which joins at the first call; None where it is of no fleet."""
    member: FleetMember | None = getattr(crawler, _PLACE, None)
    if member is None:
        settings = read_fleet_settings(crawler.settings)
        if settings is None:
            return None
        member = FleetMember(crawler, settings)
        setattr(crawler, _PLACE, member)
    return member


def is_stop_asked() -> bool:
    """Tell whether a signal asked for the end: Scrapy's handler of the first one puts that of a second in its place,
    at once, even while the reactor waits for something.
    """
    return getattr(signal.getsignal(signal.SIGTERM), "__name__", "") == "_signal_kill"
