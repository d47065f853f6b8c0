"""Decides how a newscrawl spider asks for a page, so that every URL ends as exactly one `RawPage` item."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, Self

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.http import Response
from twisted.python.failure import Failure

from newscrawl.page import RawPage
from newscrawl.responses import make_bad_page, read_failure, read_response
from newscrawl.site_counts import FoundPages
from newscrawl.sites import find_site


class PageSpider(Spider):
    """What the spiders share. No spider itself: it has no name.

    arguments: what the user gave, for `run.json`. found: URLs that end as an outcome, by site.
    """

    arguments: dict[str, str]

    def __init__(self) -> None:
        super().__init__()
        self.found: Counter[str] = Counter()

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """Build the spider, and listen."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        crawler.signals.connect(spider.request_dropped, signals.request_dropped)
        return spider

    def request_dropped(self, request: Request) -> None:
        """Take back a page that was asked for before, and so has no outcome of its own."""
        self.found[find_site(request.url)] -= 1

    def name_site(self, url: str) -> str:
        """Name the site that a page is counted for. url: as it was asked for."""
        return find_site(url)

    def list_found(self) -> Iterable[FoundPages]:
        """Give what was found so far, by site."""
        return [FoundPages(site, found) for site, found in self.found.items()]

    def request_page(self, url: str, *, priority: int = 0) -> Request | RawPage:
        """Ask for a page; where Scrapy cannot make a request of the URL, give the failed page instead."""
        self.found[find_site(url)] += 1
        try:
            return Request(
                url,
                callback=self.parse_page,
                errback=self.fail_page,
                priority=priority,
                cb_kwargs={"requested_url": url},
            )
        except ValueError as error:
            return make_bad_page(url, str(error))

    def refuse_page(self, url: str, why: str) -> RawPage:
        """Give the failed page of a URL that is not asked for."""
        self.found[find_site(url)] += 1
        return make_bad_page(url, why)

    def parse_page(self, response: Response, requested_url: str) -> Iterator[Any]:
        """Give the page that came."""
        yield read_response(response, requested_url)

    def fail_page(self, failure: Failure) -> Iterator[RawPage]:
        """Give the page of a request that failed."""
        request: Request = failure.request  # type: ignore[attr-defined]
        yield read_failure(failure, request.cb_kwargs.get("requested_url"))
