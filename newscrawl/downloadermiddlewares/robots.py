"""Decides which pages robots.txt lets through: those that it allows, and none where it cannot be had (RFC 9309)."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from time import monotonic

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.exceptions import StopDownload
from scrapy.http import Request, Response
from scrapy.http.request import NO_CALLBACK
from scrapy.robotstxt import RobotParser
from scrapy.utils.httpobj import urlparse_cached
from scrapy.utils.misc import build_from_crawler

from newscrawl.memory.robots_table import KEPT_SECONDS
from newscrawl.network.refusals import RefusedRequest
from newscrawl.network.robots_parser import MAX_ROBOTS_BYTES
from newscrawl.outcomes import Reason
from newscrawl.responses import explain_failure
from newscrawl.spiders.site_requests import ROBOTS_MISSING

FAILED_SECONDS = 60 * 60
"""After this a robots.txt that could not be had is asked for once more."""
ROBOTS_REQUEST = "is_robots_txt"
"""Request meta: Scrapy's own request for a robots.txt, redirects included."""

_SAID_AS_IT_IS = frozenset({Reason.unreachable, Reason.timeout, Reason.bad_certificate, Reason.deferred})
"""Failures that pages of the host would meet themselves, so that they get the reason and not `robots_denied`."""

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Kept:
    """A robots.txt of a host, or that there is none to be had. until: monotonic seconds."""

    answer: RobotParser | Exception
    until: float


class RobotsMiddleware(RobotsTxtMiddleware):
    """Scrapy's own, with the failures of RFC 9309, 2.3.1, and bounds.

    No such file (4xx) means that all is allowed. A server error, 429, a redirect that is not followed to its end, a
    broken or no answer mean that nothing is; Scrapy allows all then, and logs a traceback. Scrapy 2.19 also gives
    the file to the first of several requests that wait for it only. 500 KiB are read, and the file stands for a day.

    recall: gives what a host answered an earlier run, and how long ago. keep: is told what a host answered. Failures
    are for this run alone.
    """

    def __init__(self, crawler: Crawler, now: Callable[[], float] = monotonic) -> None:
        super().__init__(crawler)
        self.recall: Callable[[str], tuple[bytes, timedelta] | None] | None = None
        self.keep: Callable[[str, bytes], None] | None = None
        self._now = now
        self._kept: dict[str, _Kept] = {}
        self._asked: dict[str, asyncio.Future[_Kept]] = {}
        crawler.signals.connect(self.bytes_received, signals.bytes_received)

    async def robot_parser(self, request: Request) -> RobotParser:
        """Give the parser of the request's host.

        Raises what kept its robots.txt away: then the request is refused, and not retried.
        """
        netloc = urlparse_cached(request).netloc
        kept = self._kept.get(netloc)
        if kept is None or kept.until <= self._now():
            kept = await self._ask_once(netloc, request)
        if isinstance(kept.answer, Exception):
            request.meta["dont_retry"] = True
            raise kept.answer.with_traceback(None)  # it is raised for every page; its traceback must not grow
        return kept.answer

    def bytes_received(self, data: bytes, request: Request) -> None:
        """Stop the download of a robots.txt that is longer than what is read of it."""
        if ROBOTS_REQUEST not in request.meta:
            return
        request.meta[ROBOTS_REQUEST] += len(data)
        if request.meta[ROBOTS_REQUEST] > MAX_ROBOTS_BYTES:
            raise StopDownload(fail=False)

    async def _ask_once(self, netloc: str, request: Request) -> _Kept:
        if netloc in self._asked:
            return await asyncio.shield(self._asked[netloc])
        future = self._asked[netloc] = asyncio.get_running_loop().create_future()
        try:
            self._kept[netloc] = kept = await self._ask(netloc, request)
        except BaseException:
            future.cancel()
            raise
        finally:
            del self._asked[netloc]
        future.set_result(kept)
        return kept

    async def _ask(self, netloc: str, request: Request) -> _Kept:
        robots_url = f"{urlparse_cached(request).scheme}://{netloc}/robots.txt"
        known = self.recall(netloc) if self.recall is not None else None
        try:
            body, age = known or (await self._download(robots_url), timedelta())
            parser = build_from_crawler(self._parserimpl, self.crawler, body)
        except Exception as error:
            return self._refuse(netloc, robots_url, error)
        if known is None and self.keep is not None:
            self.keep(netloc, body)
        await self.crawler.signals.send_catch_log_async(
            signal=signals.robots_parsed, robotparser=parser, request=request
        )
        return _Kept(parser, self._now() + KEPT_SECONDS - age.total_seconds())

    async def _download(self, robots_url: str) -> bytes:
        # Its length is bounded while it comes; one that is unpacked is cut at the same bound.
        meta = {"dont_obey_robotstxt": True, ROBOTS_REQUEST: 0, "download_maxsize": 0}
        asking = Request(robots_url, priority=self.DOWNLOAD_PRIORITY, meta=meta, callback=NO_CALLBACK)
        self._stats.inc_value("robotstxt/request_count")
        response = await self.crawler.engine.download_async(asking)
        body = read_robots_body(response)
        self._stats.inc_value("robotstxt/response_count")
        self._stats.inc_value(f"robotstxt/response_status_count/{response.status}")
        return body

    def _refuse(self, netloc: str, robots_url: str, error: Exception) -> _Kept:
        self._stats.inc_value(f"robotstxt/exception_count/{type(error)}")
        reason, detail = explain_failure(error)
        logger.warning("No page of %s is asked for: %s (%s)", netloc, detail, robots_url)
        is_own = isinstance(error, RefusedRequest) and error.url == robots_url
        if not is_own and reason not in _SAID_AS_IT_IS:
            error = RefusedRequest(Reason.robots_denied, f"{ROBOTS_MISSING} ({detail})")
        return _Kept(error, self._now() + FAILED_SECONDS)


def read_robots_body(response: Response) -> bytes:
    """Give what is parsed of the answer to a request for robots.txt: nothing forbids where there is none (4xx).

    Raises RefusedRequest where the answer says nothing about the file.
    """
    status = response.status
    if 200 <= status < 300:
        return response.body[:MAX_ROBOTS_BYTES]
    if 400 <= status < 500 and status != 429:
        return b""
    raise RefusedRequest(Reason.robots_denied, f"HTTP status {status}")
