"""Decides how far Scrapy's engine is with a request. It says so by no signal, so its own books are read."""

from __future__ import annotations

from scrapy.crawler import Crawler
from scrapy.http import Request


class Progress:
    """The requests that an engine works at."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    def is_under_way(self, request: Request) -> bool:
        """Tell whether the engine is not done with a request: from its download until its callback is through, what
        that asked for is with the scheduler, and its items have passed the pipelines.
        """
        slot = self.crawler.engine._slot
        return slot is not None and request in slot.inprogress

    def is_in_callback(self, request: Request) -> bool:
        """Tell whether a request's callback or errback is at work, or what came of it."""
        slot = self.crawler.engine.scraper.slot
        return slot is not None and request in slot.active

    def list_under_way(self) -> list[Request]:
        """Give the requests that the engine is not done with."""
        slot = self.crawler.engine._slot
        return list(slot.inprogress) if slot is not None else []

    def is_ending(self) -> bool:
        """Tell whether the engine takes no new request any more."""
        slot = self.crawler.engine._slot
        return not self.crawler.crawling or slot is None or slot.closing is not None

    def ask_again(self) -> None:
        """Have the engine ask the scheduler now."""
        slot = self.crawler.engine._slot
        if slot is not None:
            slot.nextcall.schedule()
