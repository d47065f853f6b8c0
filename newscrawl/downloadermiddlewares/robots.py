"""Decides which pages robots.txt lets through: those that it allows, and none where it cannot be had."""

from __future__ import annotations

import logging
from typing import Self

from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.exceptions import IgnoreRequest, NotConfigured
from scrapy.http import Request, Response
from scrapy.robotstxt import RobotParser
from scrapy.utils.httpobj import urlparse_cached

logger = logging.getLogger(__name__)


class SharedRobotsTxtMiddleware(RobotsTxtMiddleware):
    """Scrapy's own, with an answer for every request that waits for the same robots.txt.

    Scrapy 2.19 lets all of them wait on one Deferred, whose result the first takes: the others get None, and
    go through whatever robots.txt says.
    """

    async def robot_parser(self, request: Request) -> RobotParser | None:
        """Give the parser of the request's host; None where there is nothing to obey."""
        await super().robot_parser(request)
        parser = self._parsers[urlparse_cached(request).netloc]
        assert parser is None or isinstance(parser, RobotParser)
        return parser


class RobotsFailureMiddleware:
    """Stands behind the RobotsTxtMiddleware and refuses the pages of a host without a readable
    robots.txt.

    RFC 9309, 2.3.1: no such file (4xx) means that all is allowed; a server error or no answer means that
    nothing is. Scrapy allows all in both cases, and logs a traceback for a host that does not answer. Status
    429 counts as a server error, as it is no statement about the file.
    """

    def __init__(self) -> None:
        self._faults: dict[str, Exception] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build the middleware; off where robots.txt is not obeyed."""
        if not crawler.settings.getbool("ROBOTSTXT_OBEY"):
            raise NotConfigured
        return cls()

    def process_request(self, request: Request) -> None:
        """Refuse a page of a host whose robots.txt failed, with that failure; it is not retried."""
        fault = self._faults.get(urlparse_cached(request).netloc)
        if fault is not None and not request.meta.get("dont_obey_robotstxt"):
            request.meta["dont_retry"] = True
            raise fault.with_traceback(None)  # it is raised for every page; its traceback must not grow

    def process_response(self, request: Request, response: Response) -> Response:
        """Remember a server error in answer to robots.txt."""
        if is_robots_request(request) and (response.status >= 500 or response.status == 429):
            text = f"robots.txt cannot be had (HTTP status {response.status}), so no page is asked for"
            self._remember(request, IgnoreRequest(text))
        return response

    def process_exception(self, request: Request, exception: Exception) -> None:
        """Remember that robots.txt did not come; one line in the log, no traceback."""
        if is_robots_request(request) and not isinstance(exception, IgnoreRequest):
            self._remember(request, exception)
            raise IgnoreRequest(f"robots.txt cannot be had: {exception}") from exception

    def _remember(self, request: Request, fault: Exception) -> None:
        logger.warning(
            "No page of %s is asked for: %s (%s)", urlparse_cached(request).netloc, fault, request.url
        )
        self._faults[urlparse_cached(request).netloc] = fault


def is_robots_request(request: Request) -> bool:
    """Tell whether Scrapy asks for a host's robots.txt of its own accord."""
    return bool(request.meta.get("dont_obey_robotstxt")) and urlparse_cached(request).path == "/robots.txt"
