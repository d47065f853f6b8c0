"""Decides how long a host is left alone between two requests, where its robots.txt or the user's `sites.toml`
asks for more than the settings, or the host itself said that it is asked too often.
"""

from __future__ import annotations

import logging
from typing import Self

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.http import Request, Response
from scrapy.robotstxt import RobotParser

from newscrawl.spiders.site_requests import SITE_DELAY

TOO_OFTEN = frozenset({429, 503})
MAX_SLOWED = 60.0
SPEED_UP = 0.9

logger = logging.getLogger(__name__)


class CrawlDelay:
    """Honours `Crawl-delay` up to `NEWSCRAWL_MAX_CRAWL_DELAY` seconds; Scrapy reads it but does not act on
    it. A longer `delay` of the spider's site goes before it. Status 429 or 503 doubles the delay of the host; every
    other answer takes a tenth of that back.

    AutoThrottle sets a host's delay anew after every response, down to `DOWNLOAD_DELAY`; so this sets it
    after AutoThrottle, and has to be listed behind it in `EXTENSIONS`.
    """

    def __init__(self, crawler: Crawler, limit: float) -> None:
        self.crawler = crawler
        self.limit = limit
        self._delays: dict[str, float] = {}
        self._slowed: dict[str, float] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build the extension and listen."""
        limit = crawler.settings.getfloat("NEWSCRAWL_MAX_CRAWL_DELAY", 60.0)
        extension = cls(crawler, limit)
        if crawler.settings.getbool("ROBOTSTXT_OBEY") and limit > 0:
            crawler.signals.connect(extension.robots_parsed, signals.robots_parsed)
        crawler.signals.connect(extension.note_answer, signals.response_downloaded)
        crawler.signals.connect(extension.keep_delay, signals.request_reached_downloader)
        crawler.signals.connect(extension.keep_delay, signals.response_downloaded)
        return extension

    def robots_parsed(self, robotparser: RobotParser, request: Request) -> None:
        """Remember what the host of `request` asks for."""
        settings = self.crawler.settings
        delay = robotparser.crawl_delay(settings["ROBOTSTXT_USER_AGENT"] or settings["USER_AGENT"])
        if not delay:
            return
        host = self.crawler.engine.downloader.get_slot_key(request)
        if delay > self.limit:
            logger.warning("%s asks for %g s between requests; %g s are kept", host, delay, self.limit)
        self._delays[host] = min(delay, self.limit)

    def note_answer(self, response: Response, request: Request) -> None:
        """Slow a host down that says it is asked too often, and let it come back to its pace step by step."""
        host: str = request.meta.get("download_slot", "")
        usual = self.crawler.settings.getfloat("DOWNLOAD_DELAY")
        if response.status in TOO_OFTEN:
            slot = self.crawler.engine.downloader.slots.get(host)
            self._slowed[host] = min(2 * max(usual, slot.delay if slot is not None else 0.0), MAX_SLOWED)
        elif host in self._slowed:
            self._slowed[host] *= SPEED_UP
            if self._slowed[host] <= usual:
                del self._slowed[host]

    def keep_delay(self, request: Request) -> None:
        """Raise the delay of the request's host to what it or the user asks for, without jitter below it."""
        host: str = request.meta.get("download_slot", "")
        own = max(self._delays.get(host, 0.0), self._slowed.get(host, 0.0))
        delay = max(own, request.meta.get(SITE_DELAY) or 0.0)
        slot = self.crawler.engine.downloader.slots.get(host)
        if delay and slot is not None:
            slot.delay = max(slot.delay, delay)
            slot.jitter = 0.0
