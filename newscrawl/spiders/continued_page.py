"""Decides how a spider follows an article from page to page, so that it ends as one `RawPage`.

On which page an article goes on is decided in `discovery/continuation.py`; the texts are joined by the core.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from scrapy import Request
from scrapy.http import Response
from twisted.python.failure import Failure

from newscrawl.discovery.continuation import MAX_PAGES, find_continuation
from newscrawl.discovery.url_variants import fold_url
from newscrawl.page import RawPage
from newscrawl.responses import read_failure, read_response
from newscrawl.spiders.page import PageSpider
from newscrawl.spiders.site_requests import SITE_DELAY


class ContinuedPageSpider(PageSpider):
    """What spiders share that follow articles over several pages. No spider itself: it has no name."""

    def end_article(self, page: RawPage, **arguments: Any) -> Iterator[Any]:
        """Give an article that has all its pages. arguments: as handed to `go_on`."""
        raise NotImplementedError

    def go_on(
        self, parts: tuple[RawPage, ...], arguments: dict[str, Any], meta: dict[str, Any]
    ) -> Iterator[Any]:
        """Ask for the page after the last of `parts`, or end the article.

        arguments: handed on to `end_article`. meta: of the request.
        """
        last = parts[-1]
        following = find_continuation(last.body, last.url) if len(parts) < MAX_PAGES else None
        if following is None:
            yield from self._end(parts, arguments)
            return
        yield Request(
            following,
            callback=self.take_part,
            errback=self.fail_part,
            dont_filter=True,
            meta=meta,
            cb_kwargs={"parts": parts, "arguments": arguments},
        )

    def take_part(
        self, response: Response, parts: tuple[RawPage, ...], arguments: dict[str, Any]
    ) -> Iterator[Any]:
        """Take a following page, unless it led back to one that is there already, and go on."""
        part = read_response(response)
        if fold_url(part.url) in {fold_url(page.url) for page in parts}:
            yield from self._end(parts, arguments)
            return
        meta = {name: value for name, value in response.meta.items() if name == SITE_DELAY}
        yield from self.go_on((*parts, part), arguments, meta)

    def fail_part(self, failure: Failure) -> Iterator[Any]:
        """End an article whose following page could not be had, with that failure."""
        handed = failure.request.cb_kwargs  # type: ignore[attr-defined]
        yield from self._end((*handed["parts"], read_failure(failure)), handed["arguments"])

    def _end(self, parts: tuple[RawPage, ...], arguments: dict[str, Any]) -> Iterator[Any]:
        yield from self.end_article(replace(parts[0], continuation=parts[1:]), **arguments)
