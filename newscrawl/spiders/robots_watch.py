"""Decides what is remembered of the robots.txt files that a crawl reads anyway: sitemaps, delays, verdicts.

Scrapy fetches robots.txt before the first page of a host. What it says beside its rules is taken from there,
so that no file is fetched twice.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.http import Request
from scrapy.robotstxt import RobotParser
from scrapy.settings import BaseSettings
from scrapy.utils.httpobj import urlparse_cached

from newscrawl.addresses import find_url_fault

MAX_SITEMAPS = 500
"""Of a longer list the rest is left out: news sites name up to some dozens."""


@dataclass(frozen=True, slots=True)
class RobotsFile:
    """What a host's robots.txt says. crawl_delay: seconds, for our user agent; None where it says nothing."""

    url: str
    sitemaps: tuple[str, ...]
    crawl_delay: float | None
    parser: RobotParser
    user_agent: str

    def allows(self, url: str) -> bool:
        """Tell whether our user agent may fetch a URL of the host."""
        return self.parser.allowed(url, self.user_agent)


class RobotsWatch:
    """Keeps every robots.txt that was read, by host and port. Empty where robots.txt is not obeyed."""

    def __init__(self, settings: BaseSettings) -> None:
        self.files: dict[str, RobotsFile] = {}
        self._settings = settings

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Listen to a crawl."""
        watch = cls(crawler.settings)
        crawler.signals.connect(watch.robots_parsed, signals.robots_parsed)
        return watch

    def robots_parsed(self, robotparser: RobotParser, request: Request) -> None:
        """Take what Scrapy has read for the host of `request`."""
        parts = urlparse_cached(request)
        user_agent: str = self._settings["ROBOTSTXT_USER_AGENT"] or self._settings["USER_AGENT"]
        self.files[parts.netloc] = RobotsFile(
            url=f"{parts.scheme}://{parts.netloc}/robots.txt",
            sitemaps=read_sitemaps(robotparser),
            crawl_delay=robotparser.crawl_delay(user_agent),
            parser=robotparser,
            user_agent=user_agent,
        )


def read_sitemaps(robotparser: RobotParser) -> tuple[str, ...]:
    """Give the sitemaps that a parsed robots.txt names, each once; none where the parser does not tell them.

    Scrapy's interface has no place for them; its default parser wraps Protego, which has.
    """
    named: Iterable[str] = getattr(getattr(robotparser, "rp", robotparser), "sitemaps", None) or ()
    urls = dict.fromkeys(str(url).strip() for url in named)
    return tuple(url for url in urls if find_url_fault(url) is None)[:MAX_SITEMAPS]
