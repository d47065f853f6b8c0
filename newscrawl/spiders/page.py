"""Decides how a newscrawl spider asks for a page, so that every URL ends as exactly one `RawPage` item."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from scrapy import Request, Spider
from scrapy.http import Response
from twisted.python.failure import Failure

from newscrawl.page import RawPage
from newscrawl.responses import make_bad_page, read_failure, read_response


class PageSpider(Spider):
    """What the spiders share. No spider itself: it has no name.

    arguments: what the user gave, for `run.json`.
    """

    arguments: dict[str, str]

    def request_page(self, url: str, *, priority: int = 0) -> Request | RawPage:
        """Ask for a page; where Scrapy cannot make a request of the URL, give the failed page instead."""
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

    def parse_page(self, response: Response, requested_url: str) -> Iterator[Any]:
        """Give the page that came."""
        yield read_response(response, requested_url)

    def fail_page(self, failure: Failure) -> Iterator[RawPage]:
        """Give the page of a request that failed."""
        request: Request = failure.request  # type: ignore[attr-defined]
        yield read_failure(failure, request.cb_kwargs.get("requested_url"))
