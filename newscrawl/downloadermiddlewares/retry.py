"""Decides how long a host is left alone after a failure, and before a failed page is asked for again. Which failures
are retried, Scrapy decides.
"""

from __future__ import annotations

import logging
from datetime import UTC, datetime
from random import uniform
from typing import Self

from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.retry import RetryMiddleware
from scrapy.http import Request, Response
from scrapy.settings import BaseSettings
from scrapy.utils.httpobj import urlparse_cached

from newscrawl.network.host_pauses import HostPauses
from newscrawl.retry_after import read_retry_after

MOST_DOUBLINGS = 8
TOLD_SECONDS = 60.0
"""A longer pause is told of in the log: the crawl seems to stand still."""

logger = logging.getLogger(__name__)


class BackoffRetryMiddleware(RetryMiddleware):
    """Scrapy's retries, with a pause for the whole host before each: 2, 4, 8 … seconds, or what `Retry-After`
    asks.

    Scrapy retries at once, and other pages of a host in trouble go on being asked for. Here every request to
    the host waits, those that wait in the queue of the host too (`network/handler.py`). Settings:
    `NEWSCRAWL_RETRY_DELAY` (the first pause, seconds) and `NEWSCRAWL_RETRY_MAX_DELAY` (the longest; a host that asks
    for more is not asked again in this run). pauses: those of the crawl.
    """

    def __init__(self, settings: BaseSettings) -> None:
        super().__init__(settings)
        self.first_delay = settings.getfloat("NEWSCRAWL_RETRY_DELAY", 2.0)
        self.pauses = HostPauses(settings.getfloat("NEWSCRAWL_RETRY_MAX_DELAY", 3600.0))

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build the middleware."""
        middleware = cls(crawler.settings)
        middleware.crawler = crawler
        return middleware

    def process_response(self, request: Request, response: Response) -> Request | Response:  # type: ignore[override]
        """Retry after a status of `RETRY_HTTP_CODES`, unless the server asks for too long a pause."""
        if response.status not in self.retry_http_codes:
            return response
        header = (response.headers.get("Retry-After") or b"").decode("latin-1")
        self._pause(request, read_retry_after(header, datetime.now(UTC)))
        if self.pauses.is_deferred(_tell_host(request)):
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
        is_retried = not request.meta.get("dont_retry", False)
        if asked is None and not is_retried:
            return
        tries = min(request.meta.get("retry_times", 0), MOST_DOUBLINGS)
        host = _tell_host(request)
        self.pauses.pause(host, self.first_delay * 2**tries * uniform(0.75, 1.25) if asked is None else asked)
        if asked is not None and asked > TOLD_SECONDS:
            until = "in this run" if self.pauses.is_deferred(host) else f"for {asked:.0f} seconds"
            logger.warning("%s asks to be left alone for %.0f seconds; not asked again %s", host, asked, until)


def find_pauses(crawler: Crawler) -> HostPauses | None:
    """Give the pauses of a crawl; None where it has no such middleware."""
    middleware = crawler.get_downloader_middleware(BackoffRetryMiddleware)
    return middleware.pauses if middleware is not None else None


def _tell_host(request: Request) -> str:
    return urlparse_cached(request).netloc
