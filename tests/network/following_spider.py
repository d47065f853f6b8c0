"""A spider for tests that asks for every link of every page, whatever its site; run by `SPIDER_MODULES`."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from typing import Any

from scrapy.http import Response, TextResponse

from newscrawl.spiders.page import PageSpider


class FollowingSpider(PageSpider):
    """-a start=URL."""

    name = "following"

    def __init__(self, start: str) -> None:
        super().__init__()
        self.arguments = {"start": start}

    async def start(self) -> AsyncIterator[Any]:
        yield self.request_page(self.arguments["start"])

    def parse_page(self, response: Response, requested_url: str) -> Iterator[Any]:
        yield from super().parse_page(response, requested_url)
        if isinstance(response, TextResponse):
            for link in response.xpath("//a/@href").getall():
                yield self.request_page(response.urljoin(link.strip()))
