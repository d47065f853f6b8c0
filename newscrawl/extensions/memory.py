"""Decides how a run holds its memory: the lock first, then the file, repairs, batches, and an end that
counts.

Spiders and pipelines get at the memory by `find_memory`; what is delivered by which page is decided in
`pipelines/delivery.py`.
"""

from __future__ import annotations

import atexit
import logging
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any, Self, cast

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from twisted.python.failure import Failure

from newscrawl.clock import Clock, read_clock
from newscrawl.delivery.journal import Entry
from newscrawl.delivery.naming import DeliveryMode, OutputName, check_pattern, read_mode
from newscrawl.delivery.recovery import Repair
from newscrawl.delivery.writer import DeliveryWriter
from newscrawl.downloadermiddlewares.retry import find_pauses
from newscrawl.downloadermiddlewares.robots import RobotsMiddleware
from newscrawl.errors import NewscrawlError
from newscrawl.exit_codes import ExitCode, find_error_code
from newscrawl.extensions.delivery_batches import DeliveryBatches
from newscrawl.extensions.fleet import join_fleet
from newscrawl.extensions.store_guard import StoreGuard
from newscrawl.fleet.redis_memory import RedisMemory
from newscrawl.memory.lock import RunLock
from newscrawl.memory.outcomes import PageResult
from newscrawl.memory.sqlite_memory import SqliteMemory
from newscrawl.memory.store import Store
from newscrawl.run_outcome import FAILURE, FAILURE_CODE, judge_run
from newscrawl.shutdown import OUTPUT_FAILED, stop_crawl
from newscrawl.similarity import Signature

ARTICLES = "articles"
REJECTS = "rejects"
"""The kinds of line that a run delivers."""

SUCCESS_FILE = "last_success"
"""Beside the memory: when a run last ended with 0. Its age tells of runs that never began."""

logger = logging.getLogger(__name__)


class RunMemory:
    """Opens the memory of `NEWSCRAWL_MEMORY` for one run, and closes it. In a fleet (`extensions/fleet.py`) it lies in
    the server that the workers share, not in that file.

    Settings: `NEWSCRAWL_MEMORY` (the file; empty: no memory), `NEWSCRAWL_DELIVERY` (append or whole),
    `NEWSCRAWL_OUTPUT` and `NEWSCRAWL_REJECTS` (names of the files in `NEWSCRAWL_OUT`),
    `NEWSCRAWL_ACCEPT_LOST` (go on where delivered bytes are missing), `NEWSCRAWL_SAME_STORY_DAYS`.
    store: for the spider and the pipelines (`store_guard.py`). signatures: those of articles on their way from
    `pipelines/stories.py` to `pipelines/delivery.py`.
    """

    def __init__(self, crawler: Crawler, lock: RunLock | None, store: Store, clock: Clock) -> None:
        """Begin the run. lock: of a memory in a file; a worker of a fleet has one of its own."""
        self.crawler = crawler
        self.store = cast("Store", StoreGuard(store, self.fail))
        self.clock = clock
        self.repairs: list[Repair] = []
        self.signatures: dict[str, Signature | None] = {}
        settings = crawler.settings
        self._lock = lock
        self._store = store
        if lock is not None:
            atexit.register(lock.release)  # where the crawl does not even begin, no signal tells of its end
        self._writer: DeliveryWriter[PageResult] = DeliveryWriter(
            read_output_names(crawler), store, lambda: clock().timestamp()
        )
        self.batches = DeliveryBatches(self._writer, self.fail)
        days = settings.getfloat("NEWSCRAWL_SAME_STORY_DAYS", 30.0)
        left = store.begin_run(settings["NEWSCRAWL_CRAWL_ID"], clock(), keep_signatures=timedelta(days=days))
        if lock is not None and lock.left is not None:
            tell_left(left, f" (process {lock.left.get('pid')}, since {lock.left.get('since')})")
        elif lock is None and left:
            tell_left(left, "")
        self.repairs = self._writer.open(accept_lost=settings.getbool("NEWSCRAWL_ACCEPT_LOST"))
        for repair in self.repairs:
            logger.warning("%s: %s", repair.path, repair.what)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Take the lock, open the file, repair what a dead run left, and listen.

        Raises LockedError, MemoryFileError, OutputError, InputError and FleetError: then nothing was changed by this
        run.
        """
        settings = crawler.settings
        if not settings["NEWSCRAWL_MEMORY"] or not settings["NEWSCRAWL_OUT"]:
            raise NotConfigured
        path = Path(settings["NEWSCRAWL_MEMORY"])
        clock = read_clock(settings["NEWSCRAWL_NOW"])
        read_output_names(crawler)
        member = join_fleet(crawler)
        if member is not None:
            memory = cls(crawler, None, RedisMemory(member.heartbeat, Path(settings["NEWSCRAWL_FLEET_FOLDER"])), clock)
        else:
            lock = RunLock(path, settings["NEWSCRAWL_CRAWL_ID"], clock())
            memory = cls(crawler, lock, SqliteMemory(path), clock)
        spider: Any = crawler.spider
        if hasattr(spider, "memory"):
            spider.memory, spider.clock = memory.store, clock
        crawler.signals.connect(memory.spider_opened, signals.spider_opened)
        crawler.signals.connect(memory.spider_error, signals.spider_error)
        crawler.signals.connect(memory.spider_closed, signals.spider_closed)
        crawler.signals.connect(memory.engine_stopped, signals.engine_stopped)
        return memory

    @property
    def files(self) -> list[Path]:
        """The files that this run delivered into."""
        return self._writer.paths

    def note(self, result: PageResult) -> None:
        """Remember what became of a page that gives no line."""
        self.batches.submit(Entry("", b"", result))

    def fail(self, error: Exception) -> None:
        """End the run: the disk or the memory refuses. The first failure is the one that is told."""
        if self._note_failure(error):
            stop_crawl(self.crawler, OUTPUT_FAILED)

    def spider_opened(self) -> None:
        """Leave hosts alone that asked earlier runs for it, and remember those that ask this one, and their
        robots.txt."""
        robots = self.crawler.get_downloader_middleware(RobotsMiddleware)
        if robots is not None:
            robots.recall = self._recall_robots
            robots.keep = lambda host, body: self._guard(lambda: self._store.note_robots(host, self.clock(), body))
        pauses = find_pauses(self.crawler)
        if pauses is None:
            return
        try:
            for host, rest in self._store.read_pauses(self.clock()).items():
                pauses.pause(host, rest.total_seconds())
        except NewscrawlError as error:
            self.fail(error)
        pauses.tell = lambda host, seconds: self._guard(
            lambda: self._store.note_pause(host, self.clock(), timedelta(seconds=seconds))
        )

    def spider_error(self, failure: Failure) -> None:
        """End the run where the spider met a fault of the memory's."""
        if isinstance(failure.value, NewscrawlError):
            self.fail(failure.value)

    def spider_closed(self) -> None:
        """Deliver the rest, and close the files."""
        self.batches.flush()
        self._guard(self._writer.close)

    def engine_stopped(self) -> None:
        """End the run in the memory, and let the next one in."""
        stats = self.crawler.stats.get_stats()
        code = judge_run(stats, stats.get("finish_reason")).code
        self._guard(lambda: self._store.end_run(self.clock(), code))
        if code is ExitCode.ok:
            self._stamp_success()
        self._store.close()
        if self._lock is not None:
            self._lock.release()
            atexit.unregister(self._lock.release)

    def _recall_robots(self, host: str) -> tuple[bytes, timedelta] | None:
        try:
            return self._store.find_robots(host, self.clock())
        except NewscrawlError as error:
            self.fail(error)
            return None

    def _guard(self, step: Callable[[], object]) -> None:
        try:
            step()
        except NewscrawlError as error:
            self._note_failure(error)

    def _note_failure(self, error: Exception) -> bool:
        """Tell of a failure, if it is the first one; tell whether it is."""
        stats = self.crawler.stats
        if stats.get_value(FAILURE) is not None:
            return False
        is_fault = not isinstance(error, NewscrawlError)
        stats.set_value(FAILURE, f"{type(error).__name__}: {error}" if is_fault else str(error))
        stats.set_value(FAILURE_CODE, int(find_error_code(error)))
        logger.error("%s. The crawl ends.", error, exc_info=is_fault)
        return True

    def _stamp_success(self) -> None:
        stamp = Path(self.crawler.settings["NEWSCRAWL_MEMORY"]).with_name(SUCCESS_FILE)
        with suppress(OSError):  # the stamp stays old then, which is what it is for
            stamp.write_text(f"{self.clock():%Y-%m-%dT%H:%M:%SZ}\n", encoding="utf-8")


def tell_left(pages: int, whose: str) -> None:
    """Tell that an earlier run died. pages: those that it had in flight."""
    logger.warning("The run before died%s; the %d pages it had in flight are fetched again", whose, pages)


def find_memory(crawler: Crawler) -> RunMemory | None:
    """Give the memory of a run, for pipelines and at its end; None where it has none.

    Not for `from_crawler` of other extensions: Scrapy shows none before all of them are built.
    """
    return crawler.get_extension(RunMemory) if crawler._extensions is not None else None


def read_output_names(crawler: Crawler) -> dict[str, OutputName]:
    """Read which files a run delivers into. Raises InputError."""
    settings = crawler.settings
    folder = Path(settings["NEWSCRAWL_OUT"])
    names = {}
    for kind, setting, mode in (
        (ARTICLES, "NEWSCRAWL_OUTPUT", read_mode(settings["NEWSCRAWL_DELIVERY"])),
        (REJECTS, "NEWSCRAWL_REJECTS", DeliveryMode.append),
    ):
        pattern = str(settings[setting])
        check_pattern(setting, pattern)
        names[kind] = OutputName(folder=folder, pattern=pattern, mode=mode)
    return names
