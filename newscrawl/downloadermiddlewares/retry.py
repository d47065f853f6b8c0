"""Decides how long to wait before a failed page is asked for again. Which failures are retried, Scrapy
decides.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from random import uniform
from time import monotonic
from typing import Self

from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.retry import RetryMiddleware
from scrapy.http import Request, Response
from scrapy.settings import BaseSettings
from scrapy.utils.asyncio import sleep
from scrapy.utils.httpobj import urlparse_cached

from newscrawl.retry_after import read_retry_after

_STEP = 1.0


class BackoffRetryMiddleware(RetryMiddleware):
    """Scrapy's retries, with a pause for the whole host before each: 2, 4, 8 … seconds, or what `Retry-After`
    asks.

    Scrapy retries at once, and other pages of a host in trouble go on being asked for. Here every request to
    the host waits. Settings: `NEWSCRAWL_RETRY_DELAY` (the first pause, seconds) and
    `NEWSCRAWL_RETRY_MAX_DELAY` (the longest; a server that asks for more is not asked again for this page).
    """

    def __init__(self, settings: BaseSettings, now: Callable[[], float] = monotonic) -> None:
        super().__init__(settings)
        self.first_delay = settings.getfloat("NEWSCRAWL_RETRY_DELAY", 2.0)
        self.max_delay = settings.getfloat("NEWSCRAWL_RETRY_MAX_DELAY", 60.0)
        self._now = now
        self._resume: dict[str, float] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build the middleware."""
        middleware = cls(crawler.settings)
        middleware.crawler = crawler
        return middleware

    async def process_request(self, request: Request) -> None:
        """Hold the request while its host has a pause; at the end of the crawl it is let go at once."""
        host = _tell_host(request)
        while self.crawler.crawling and (rest := self._resume.get(host, 0.0) - self._now()) > 0:
            await sleep(min(rest, _STEP))

    def process_response(self, request: Request, response: Response) -> Request | Response:  # type: ignore[override]
        """Retry after a status of `RETRY_HTTP_CODES`, unless the server asks for too long a pause."""
        if response.status not in self.retry_http_codes:
            return response
        header = (response.headers.get("Retry-After") or b"").decode("latin-1")
        asked = read_retry_after(header, datetime.now(UTC))
        self._pause(request, asked)
        if asked is not None and asked > self.max_delay:
            return response
        return super().process_response(request, response)

    def process_exception(  # type: ignore[override]
        self, request: Request, exception: Exception
    ) -> Request | Response | None:
        """Retry after an exception of `RETRY_EXCEPTIONS`."""
        if isinstance(exception, self.exceptions_to_retry):
            self._pause(request, None)
        return super().process_exception(request, exception)

    def _pause(self, request: Request, asked: float | None) -> None:
        if request.meta.get("dont_retry", False):
            return
        tries = request.meta.get("retry_times", 0)
        delay = self.first_delay * 2**tries * uniform(0.75, 1.25) if asked is None else asked
        host = _tell_host(request)
        resume = self._now() + min(delay, self.max_delay)
        self._resume[host] = max(resume, self._resume.get(host, 0.0))


def _tell_host(request: Request) -> str:
    return urlparse_cached(request).netloc
