"""Sites without a network, for tests of the spiders that watch them: a spider's requests are answered one by one."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

from scrapy import Request
from scrapy.http import HtmlResponse
from scrapy.robotstxt import ProtegoRobotParser
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from newscrawl.memory.protocol import SourceState
from newscrawl.spiders.news import NewsSpider
from newscrawl.spiders.robots_watch import RobotsWatch
from tests.conftest import story

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
ORIGIN = "https://n-example.com"


@dataclass
class Page:
    """What the simulated site says to a path. error: raised in place of an answer."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    error: Exception | None = None
    location: str = ""


@dataclass
class World:
    """Sites without a network: answers requests of a spider one by one, until it asks no more."""

    pages: dict[str, Page]
    robots: str = ""
    asked: list[str] = field(default_factory=list)
    requests: list[Request] = field(default_factory=list)
    items: list[Any] = field(default_factory=list)

    def run(self, spider: NewsSpider) -> list[str]:
        """Run the spider to its end; give the paths that it asked for in this run."""
        self.asked = []
        assert spider.robots is not None
        if self.robots:
            parser = ProtegoRobotParser(self.robots.encode(), None)
            spider.robots.robots_parsed(parser, Request(f"{ORIGIN}/"))
        queue = deque(asyncio.run(self._start(spider)))
        while queue:
            made = queue.popleft()
            if isinstance(made, Request):
                queue.extend(self._answer(made))
            else:
                self.items.append(made)
        spider.closed("finished")
        return self.asked

    async def _start(self, spider: NewsSpider) -> list[Any]:
        return [made async for made in spider.start()]

    def _answer(self, request: Request) -> list[Any]:
        self.asked.append(request.url.removeprefix(ORIGIN))
        self.requests.append(request)
        page = self.pages.get(request.url.removeprefix(ORIGIN), Page(status=404))
        if page.error is not None:
            return self._fail(request, page.error)
        url = ORIGIN + page.location if page.location else request.url
        response = HtmlResponse(url, page.status, dict(page.headers), page.body, request=request)
        if page.status not in (200, *request.meta.get("handle_httpstatus_list", ())):
            return self._fail(request, HttpError(response, "ignored"))
        assert request.callback is not None
        return list(request.callback(response, **request.cb_kwargs))

    def _fail(self, request: Request, error: Exception) -> list[Any]:
        failure = Failure(error)
        failure.request = request  # type: ignore[attr-defined]
        assert request.errback is not None
        return list(request.errback(failure))

    @property
    def fetched(self) -> list[str]:
        """Paths of the pages that came as items."""
        return [item.requested_url.removeprefix(ORIGIN) for item in self.items]


def make_spider(crawler: SimpleNamespace, **arguments: str) -> NewsSpider:
    spider = NewsSpider(**({"site": "n-example.com"} | arguments))
    spider.crawler = crawler  # type: ignore[assignment]
    spider.robots = RobotsWatch(crawler.settings)
    spider.clock = lambda: NOW
    return spider


def find_state(spider: NewsSpider, path: str) -> SourceState:
    """Give what the spider's memory knows of a source."""
    states = spider.memory.list_sources("n-example.com")
    (found,) = [state for state in states if state.source.url == ORIGIN + path]
    return found


def feed(*paths: str, day: str = "Tue, 24 Nov 2026 06:00:00 GMT") -> Page:
    items = "".join(
        f"<item><title>Story {path}</title><link>{ORIGIN}{path}</link><pubDate>{day}</pubDate></item>" for path in paths
    )
    body = f'<rss version="2.0"><channel><title>News</title>{items}</channel></rss>'.encode()
    return Page(body, headers={"ETag": '"feed-1"'})


def front(*links: str, head: str = "") -> Page:
    anchors = "".join(f'<h2><a href="{link}">A headline of five words</a></h2>' for link in links)
    return Page(f"<html><head>{head}</head><body>{anchors}</body></html>".encode())


FEED_LINK = '<link rel="alternate" type="application/rss+xml" href="/rss">'
STORY = Page(story("Story"))
