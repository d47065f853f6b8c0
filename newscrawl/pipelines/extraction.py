"""Decides how a raw page becomes an extracted page: in a worker process, or in this one where none are wanted."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass
from time import thread_time
from typing import Any, Self

from pebble import ProcessPool
from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.settings import BaseSettings

from newscrawl.cores import count_cores
from newscrawl.errors import InputError
from newscrawl.extraction.result import Extraction
from newscrawl.options import Options, read_options
from newscrawl.page import RawPage
from newscrawl.publishers import add_folder
from newscrawl.workers.faults import Fault, try_extraction
from newscrawl.workers.limits import Limits
from newscrawl.workers.pool import WorkerPool

MIN_MEMORY = 256
"""MiB. Under that even common pages would be refused."""

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtractedPage:
    """A page on its way to a record.

    extraction: None where the fetch or the extraction failed. fault: why the extraction failed, if it did.
    """

    page: RawPage
    extraction: Extraction | None = None
    fault: Fault | None = None


class ExtractionPipeline:
    """RawPage → ExtractedPage.

    Settings: `NEWSCRAWL_OPTIONS` (a dict, for the core), `NEWSCRAWL_PUBLISHERS` (a folder), `NEWSCRAWL_WORKERS`
    (processes; 0: none, extraction holds up the crawl and knows no limit), `NEWSCRAWL_WORKER_TIMEOUT` (seconds a
    page), `NEWSCRAWL_WORKER_MEMORY` (MiB a worker). Pages wait for a worker inside Scrapy's scraper, which
    lets no more than `SCRAPER_SLOT_MAX_ACTIVE_SIZE` bytes of responses in: the downloads wait then.

    Stats: `newscrawl/urls` (every page that comes here, failed fetches too), `newscrawl/pages` (those that
    were fetched), `newscrawl/extraction_seconds` (of the processor's time), `newscrawl/workers` (how many there are),
    `newscrawl/workers/deaths` (how many a page killed, or was killed over).
    """

    def __init__(self, crawler: Crawler, options: Options, pool: WorkerPool | None = None) -> None:
        self.crawler = crawler
        self.options = options
        self.pool = pool
        self._start: asyncio.Future[ProcessPool] | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build the pipeline. Raises InputError where a setting is not of its kind, PublisherFileError where a
        publisher file is unfit.
        """
        settings = crawler.settings
        options = read_extraction_options(settings)
        size, limits = read_size(settings), read_limits(settings)
        crawler.stats.set_value("newscrawl/workers", size)
        pipeline = cls(crawler, options, WorkerPool(size, options, limits) if size else None)
        crawler.signals.connect(pipeline.response_received, signals.response_received)
        return pipeline

    def response_received(self) -> None:
        """Have the workers start with the first response (that of a robots.txt, most often): until a page comes they
        are there. A crawl that gets no answer starts none.
        """
        self.crawler.signals.disconnect(self.response_received, signals.response_received)
        if self.pool is not None:
            self._start = asyncio.ensure_future(self.pool.start())
            self._start.add_done_callback(_look_at_exception)

    async def process_item(self, item: Any) -> Any:
        """Extract a raw page; other items pass."""
        if not isinstance(item, RawPage):
            return item
        stats = self.crawler.stats
        stats.inc_value("newscrawl/urls")
        if item.failure is not None:
            return ExtractedPage(page=item)
        stats.inc_value("newscrawl/pages")
        result, seconds = await self._extract(item)
        stats.set_value("newscrawl/extraction_seconds", stats.get_value("newscrawl/extraction_seconds", 0.0) + seconds)
        if isinstance(result, Extraction):
            return ExtractedPage(page=item, extraction=result)
        if result.trace:
            logger.error("Extraction failed: %s\n%s", item.url, result.trace)
        return ExtractedPage(page=item, fault=result)

    async def close_spider(self) -> None:
        """End the workers."""
        if self.pool is not None:
            await self.pool.close()

    async def _extract(self, page: RawPage) -> tuple[Extraction | Fault, float]:
        if self.pool is None:
            start = thread_time()
            return try_extraction(page, self.options), thread_time() - start
        worked = await self.pool.extract(page)
        if self.pool.deaths:
            self.crawler.stats.set_value("newscrawl/workers/deaths", self.pool.deaths)
        return worked.result, worked.seconds


def read_extraction_options(settings: BaseSettings) -> Options:
    """Read the options of the extraction, with the publisher files. Raises InputError and PublisherFileError."""
    try:
        options = read_options(settings.getdict("NEWSCRAWL_OPTIONS"))
    except (InputError, TypeError, ValueError) as error:
        raise InputError("setting NEWSCRAWL_OPTIONS", str(error)) from None
    return add_folder(options, settings["NEWSCRAWL_PUBLISHERS"])


def read_size(settings: BaseSettings) -> int:
    """Give the number of workers: that of the setting, or one for each core, but no more than pages can be on their
    way at a time. Raises InputError.
    """
    wish = settings["NEWSCRAWL_WORKERS"]
    if wish in (None, ""):
        return max(1, min(count_cores(), settings.getint("CONCURRENT_REQUESTS")))
    return int(_read_number(settings, "NEWSCRAWL_WORKERS", 0))


def read_limits(settings: BaseSettings) -> Limits:
    """Read what bounds a worker. Raises InputError."""
    usual = Limits()
    return Limits(
        seconds=_read_number(settings, "NEWSCRAWL_WORKER_TIMEOUT", 0.1, usual.seconds),
        memory=int(_read_number(settings, "NEWSCRAWL_WORKER_MEMORY", MIN_MEMORY, usual.memory)),
    )


def _look_at_exception(start: asyncio.Future[ProcessPool]) -> None:
    # Pages start the workers once more where this failed, and tell of what failed then.
    if not start.cancelled():
        start.exception()


def _read_number(settings: BaseSettings, name: str, least: float, usual: float = 0) -> float:
    value = settings.get(name, usual)
    try:
        number = float(value)
    except (TypeError, ValueError):
        number = least - 1
    if not least <= number < float("inf"):
        raise InputError(f"setting {name}={value}", f"must be a number, {least:g} or more")
    return number
