"""Decides how long a host is to be left alone once this worker is done with it: as long as between two requests of its
own, jitter at its worst, or as long as the host itself asked for.
"""

from __future__ import annotations

from scrapy.crawler import Crawler
from scrapy.http import Request
from scrapy.settings import BaseSettings
from scrapy.utils.httpobj import urlparse_cached

from newscrawl.downloadermiddlewares.retry import find_pauses

TOLD_AGAIN = 1.1
"""A rest that grew by less than a tenth since it was told is not told anew."""


class HostRests:
    """Reads the rests of a crawl's hosts, in seconds. usual: for a host of which nothing is known yet."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.usual = read_usual(crawler.settings)
        self._told: dict[str, float] = {}

    def find_host(self, request: Request) -> str:
        """Name what is asked by one worker at a time: Scrapy's download slot, the host unless a request says other."""
        return self.crawler.engine.downloader.get_slot_key(request)

    def find(self, request: Request) -> float:
        """Give the rest of a request's host, from now."""
        slot = self.crawler.engine.downloader.slots.get(self.find_host(request))
        delay = slot.delay * (1 + slot.jitter) if slot is not None else self.usual
        pauses = find_pauses(self.crawler)
        return max(delay, pauses.read_rest(urlparse_cached(request).netloc) if pauses is not None else 0.0)

    def note_told(self, host: str, rest: float) -> None:
        """Remember what the fleet was told. In place."""
        self._told[host] = rest

    def find_longer(self, request: Request) -> float | None:
        """Give the rest of a request's host where it is clearly longer than the fleet knows; else None."""
        rest = self.find(request)
        known = self._told.get(self.find_host(request), self.usual)
        return rest if rest > known * TOLD_AGAIN else None


def read_usual(settings: BaseSettings) -> float:
    """Give the longest time between two requests to a host that the settings begin with."""
    delay = settings.getfloat("DOWNLOAD_DELAY")
    if settings.getbool("AUTOTHROTTLE_ENABLED"):
        delay = max(delay, settings.getfloat("AUTOTHROTTLE_START_DELAY"))
    return delay * (1 + settings.getfloat("DOWNLOAD_DELAY_JITTER"))
