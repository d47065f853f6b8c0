"""Decides what a running crawl tells whoever watches: a live display on a terminal, plain lines elsewhere.

Outcomes are counted by site as they come, a few additions a page; the rest is done on a timer. How the numbers read is
decided in `progress_view.py`; the summary after a run is left to `demo/summary.py` and `run.json`.
"""

from __future__ import annotations

import atexit
import logging
import sys
import time
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Protocol, Self, TextIO, runtime_checkable

from rich.live import Live
from scrapy import signals
from scrapy.exceptions import NotConfigured
from scrapy.utils.asyncio import create_looping_call

from newscrawl.article import Article
from newscrawl.page import RawPage
from newscrawl.pipelines.checks import RejectedPage
from newscrawl.progress_view import format_progress, render_progress
from newscrawl.site_counts import FoundPages, SiteCounts, SiteTally, sum_counts
from newscrawl.sites import find_site
from newscrawl.terminal import can_show_rich, make_console

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from scrapy.settings import BaseSettings
    from scrapy.utils.asyncio import AsyncioLoopingCall
    from twisted.internet.task import LoopingCall

LIVE_INTERVAL = 0.5
"""Seconds between two drawings of the live display."""
DEFAULT_INTERVAL = 10.0
"""Seconds between two plain lines, where NEWSCRAWL_PROGRESS_INTERVAL does not say."""

logger = logging.getLogger(__name__)


class Display(StrEnum):
    """Where progress is shown."""

    live = "live"
    """Lines on standard error that are drawn anew."""
    lines = "lines"
    """Plain lines on standard error."""
    log = "log"
    """Lines of the log, at INFO."""


@runtime_checkable
class TellsFound(Protocol):
    """A spider that tells which pages it has found."""

    def name_site(self, url: str) -> str:
        """Name the site that a page is counted for. url: as it was asked for."""
        ...

    def list_found(self) -> Iterable[FoundPages]:
        """Give what was found so far, by site."""
        ...


def choose_display(settings: BaseSettings, is_terminal: bool) -> Display | None:
    """Choose by NEWSCRAWL_PROGRESS; None for "off". is_terminal: whether stderr can show a live display.

    "auto" and "on" differ without a terminal only: "on" shows it on stderr whatever the log does, else the log carries
    it. Raises NotConfigured, which Scrapy logs, for another value.
    """
    wish = str(settings.get("NEWSCRAWL_PROGRESS", "auto")).lower()
    if wish in ("off", "false", "0"):
        return None
    if wish not in ("auto", "on"):
        raise NotConfigured(f'NEWSCRAWL_PROGRESS is {wish!r}, none of "auto", "on", "off"')
    if is_terminal:
        return Display.live
    return Display.lines if wish == "on" else Display.log


class Progress:
    """Shows the progress of one crawl.

    Settings: NEWSCRAWL_PROGRESS ("auto", "on", "off") and NEWSCRAWL_PROGRESS_INTERVAL (seconds between two
    plain lines). The time to go heeds the spider's `max_articles` and CLOSESPIDER_TIMEOUT.
    """

    def __init__(
        self,
        spider: Any,
        display: Display,
        interval: float,
        *,
        budget: float | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._knowing = spider if isinstance(spider, TellsFound) else None
        self._max_articles = getattr(spider, "max_articles", None)
        self._display = display
        self._interval = LIVE_INTERVAL if display is Display.live else interval
        self._budget = budget
        self._clock = clock
        self._started = clock()
        self._tally = SiteTally(clock)
        self._task: AsyncioLoopingCall | LoopingCall | None = None
        self._live: Live | None = None
        self._given_back = ExitStack()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build it from the settings, and listen. Raises NotConfigured where they turn it off."""
        display = choose_display(crawler.settings, can_show_rich(sys.stderr))
        if display is None:
            raise NotConfigured
        interval = crawler.settings.getfloat("NEWSCRAWL_PROGRESS_INTERVAL", DEFAULT_INTERVAL)
        if interval <= 0:
            raise NotConfigured(f"NEWSCRAWL_PROGRESS_INTERVAL is {interval:g}, not above 0")
        budget = crawler.settings.getfloat("CLOSESPIDER_TIMEOUT") or None
        progress = cls(crawler.spider, display, interval, budget=budget)
        for name in ("spider_opened", "spider_closed", "item_scraped", "item_dropped", "item_error"):
            crawler.signals.connect(getattr(progress, name), signal=getattr(signals, name))
        return progress

    def spider_opened(self) -> None:
        """Start the clock and the display."""
        self._started = self._clock()
        if self._display is Display.live:
            self._show_live(sys.stderr)
        self._task = create_looping_call(self.show)
        self._task.start(self._interval, now=False)

    def spider_closed(self) -> None:
        """Show where the crawl ended, and give the terminal back."""
        if self._task is not None and self._task.running:
            self._task.stop()
        self.show()
        self._live = None
        self._given_back.close()

    def item_scraped(self, item: Any) -> None:
        """Count an article."""
        if isinstance(item, Article):
            self._note(item.requested_url, is_fetched=item.change != "gone", is_article=True)

    def item_dropped(self, item: Any, exception: BaseException) -> None:
        """Count a page that gives no record, rejected or known."""
        if isinstance(item, RawPage):
            is_rejected = isinstance(exception, RejectedPage)
            self._note(item.requested_url, is_fetched=item.failure is None, is_rejected=is_rejected)

    def item_error(self, item: Any) -> None:
        """Count a page that a pipeline broke on."""
        if isinstance(item, RawPage):
            self._note(item.requested_url, is_fetched=item.failure is None)

    def count_sites(self) -> tuple[list[SiteCounts], SiteCounts]:
        """Give how far the sites are at this moment, and all of them together."""
        sites = self._tally.count(self._knowing.list_found() if self._knowing is not None else ())
        seconds = self._clock() - self._started
        return sites, sum_counts(sites, seconds, max_articles=self._max_articles, budget=self._budget)

    def show(self) -> None:
        """Show the numbers of this moment."""
        sites, total = self.count_sites()
        if self._live is not None:
            self._live.update(render_progress(sites, total, self._live.console.height), refresh=True)
        elif self._display is Display.log:
            logger.info(format_progress(sites, total))
        else:
            print(format_progress(sites, total), file=sys.stderr, flush=True)

    def _note(self, url: str, **outcome: bool) -> None:
        site = self._knowing.name_site(url) if self._knowing is not None else find_site(url)
        self._tally.note(site, **outcome)

    def _show_live(self, stream: TextIO) -> None:
        """Begin the live display on `stream`; what the log and others write there goes above it meanwhile."""
        self._live = Live(console=make_console(stream), auto_refresh=False, redirect_stdout=False)
        self._live.start()
        atexit.register(self._given_back.close)  # a crawl that is killed must not leave the cursor hidden
        self._given_back.callback(atexit.unregister, self._given_back.close)
        self._given_back.callback(self._live.stop)
        for handler in logging.root.handlers:
            if isinstance(handler, logging.StreamHandler) and handler.stream is stream:
                handler.setStream(sys.stderr)  # rich's, which prints above the display
                self._given_back.callback(handler.setStream, stream)
