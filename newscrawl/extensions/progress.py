"""Decides what a running crawl tells whoever watches: a live line on a terminal, plain lines elsewhere.

All numbers are read from the crawl's stats, on a timer; no work is done for a page or an item.
The summary after a run is left to `demo/summary.py` and `run.json`.
"""

from __future__ import annotations

import atexit
import logging
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Self

from rich.live import Live
from rich.text import Text
from scrapy import Spider, signals
from scrapy.exceptions import NotConfigured
from scrapy.utils.asyncio import create_looping_call

from newscrawl.terminal import can_show_rich, make_console

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from scrapy.settings import BaseSettings
    from scrapy.statscollectors import StatsCollector
    from scrapy.utils.asyncio import AsyncioLoopingCall
    from twisted.internet.task import LoopingCall

LIVE_INTERVAL = 0.25
"""Seconds between two drawings of the live line."""
DEFAULT_INTERVAL = 10.0
"""Seconds between two plain lines, where NEWSCRAWL_PROGRESS_INTERVAL does not say."""

logger = logging.getLogger(__name__)


class Display(StrEnum):
    """Where progress is shown."""

    live = "live"
    """A line on standard error that is drawn anew."""
    lines = "lines"
    """Plain lines on standard error."""
    log = "log"
    """Lines of the log, at INFO."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How far a crawl is. seconds: since the spider opened."""

    pages: int
    queued: int
    articles: int
    rejected: int
    seconds: float


def choose_display(settings: BaseSettings, is_terminal: bool) -> Display | None:
    """Choose by NEWSCRAWL_PROGRESS; None for "off". is_terminal: whether stderr can show a live line.

    "on" shows it on stderr whatever the log does. "auto" gives a live line only where the log does not write
    to the same terminal, since each would tear the other to pieces; else the log carries it.
    Raises NotConfigured, which Scrapy logs, for another value.
    """
    wish = str(settings.get("NEWSCRAWL_PROGRESS", "auto")).lower()
    if wish in ("off", "false", "0"):
        return None
    if wish not in ("auto", "on"):
        raise NotConfigured(f'NEWSCRAWL_PROGRESS is {wish!r}, none of "auto", "on", "off"')
    if is_terminal and (wish == "on" or not is_log_on_stderr(settings)):
        return Display.live
    return Display.lines if wish == "on" else Display.log


def is_log_on_stderr(settings: BaseSettings) -> bool:
    """Say whether the log writes to standard error at INFO or below."""
    if not settings.getbool("LOG_ENABLED") or settings.get("LOG_FILE"):
        return False
    level = settings.get("LOG_LEVEL")
    number = level if isinstance(level, int) else logging.getLevelNamesMapping().get(str(level).upper(), 0)
    return number <= logging.INFO


def read_counts(stats: Mapping[str, Any], seconds: float) -> Counts:
    """Read how far the crawl is from Scrapy's stats and newscrawl's."""
    return Counts(
        pages=stats.get("newscrawl/pages", 0),
        queued=stats.get("scheduler/enqueued", 0) - stats.get("scheduler/dequeued", 0),
        articles=stats.get("newscrawl/articles", 0),
        rejected=stats.get("newscrawl/rejected", 0),
        seconds=seconds,
    )


def format_counts(counts: Counts) -> str:
    """Give the line, for instance `12 pages, 3 queued, 8 articles, 4 rejected, 5.9 pages/s, 0:02`."""
    rate = counts.pages / counts.seconds if counts.seconds else 0.0
    minutes, seconds = divmod(int(counts.seconds), 60)
    hours, minutes = divmod(minutes, 60)
    clock = f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"
    return (
        f"{counts.pages} pages, {counts.queued} queued, {counts.articles} articles, "
        f"{counts.rejected} rejected, {rate:.1f} pages/s, {clock}"
    )


class Progress:
    """Shows the progress of one crawl.

    Settings: NEWSCRAWL_PROGRESS ("auto", "on", "off") and NEWSCRAWL_PROGRESS_INTERVAL (seconds between two
    plain lines).
    """

    def __init__(
        self,
        stats: StatsCollector,
        display: Display,
        interval: float,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._stats = stats
        self._display = display
        self._interval = LIVE_INTERVAL if display is Display.live else interval
        self._clock = clock
        self._started = clock()
        self._task: AsyncioLoopingCall | LoopingCall | None = None
        self._live: Live | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build it from the settings. Raises NotConfigured where they turn it off."""
        display = choose_display(crawler.settings, can_show_rich(sys.stderr))
        if display is None:
            raise NotConfigured
        interval = crawler.settings.getfloat("NEWSCRAWL_PROGRESS_INTERVAL", DEFAULT_INTERVAL)
        if interval <= 0:
            raise NotConfigured(f"NEWSCRAWL_PROGRESS_INTERVAL is {interval:g}, not above 0")
        progress = cls(crawler.stats, display, interval)
        crawler.signals.connect(progress.spider_opened, signal=signals.spider_opened)
        crawler.signals.connect(progress.spider_closed, signal=signals.spider_closed)
        return progress

    def spider_opened(self, spider: Spider) -> None:  # noqa: ARG002  (a signal's arguments go by name)
        """Start the clock and the display."""
        self._started = self._clock()
        if self._display is Display.live:
            self._live = Live(console=make_console(sys.stderr), auto_refresh=False, redirect_stdout=False)
            self._live.start()
            atexit.register(self._live.stop)  # a crawl that is killed must not leave the cursor hidden
        self._task = create_looping_call(self.show)
        self._task.start(self._interval, now=False)

    def spider_closed(self, spider: Spider, reason: str) -> None:  # noqa: ARG002
        """Show where the crawl ended, and give the terminal back."""
        if self._task is not None and self._task.running:
            self._task.stop()
        self.show()
        if self._live is not None:
            self._live.stop()
            atexit.unregister(self._live.stop)
            self._live = None

    def show(self) -> None:
        """Show the numbers of this moment."""
        line = format_counts(read_counts(self._stats.get_stats(), self._clock() - self._started))
        if self._live is not None:
            self._live.update(Text(line), refresh=True)
        elif self._display is Display.log:
            logger.info(line)
        else:
            print(line, file=sys.stderr, flush=True)
