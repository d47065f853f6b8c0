"""Spiders for tests of what the frontier keeps; run by `SPIDER_MODULES`."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from typing import Any

from scrapy import Request
from scrapy.http import Response

from newscrawl.scheduling.request_json import DELAY
from newscrawl.spiders.page import PageSpider
from tests.network.following_spider import FollowingSpider


class CarefulSpider(FollowingSpider):
    """`careless` without its fault; follows no link, so that it does what the other left."""

    name = "careless"

    def parse_page(self, response: Response, requested_url: str) -> Iterator[Any]:
        yield from PageSpider.parse_page(self, response, requested_url)


class AgainSpider(PageSpider):
    """Asks for a page again and again. -a start=URL -a every=SECONDS"""

    name = "again"

    def __init__(self, start: str, every: str) -> None:
        super().__init__()
        self.arguments = {"start": start, "every": every}

    async def start(self) -> AsyncIterator[Any]:
        yield self.request_page(self.arguments["start"])

    def parse_page(self, response: Response, requested_url: str) -> Iterator[Any]:
        yield from super().parse_page(response, requested_url)
        again: Request = response.request.replace(dont_filter=True)  # type: ignore[union-attr]
        again.meta[DELAY] = float(self.arguments["every"])
        yield again
