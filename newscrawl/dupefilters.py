"""Decides which requests are duplicates: a URL is fetched once, but a redirect is always followed."""

from __future__ import annotations

from scrapy.dupefilters import RFPDupeFilter
from scrapy.http import Request


class OutcomeDupeFilter(RFPDupeFilter):
    """Scrapy's own filter, except that a redirect may lead to a page that was asked for before.

    Scrapy drops such a redirect without a word, and the URL that was asked for would end without an outcome.
    The page may be fetched a second time for it; `REDIRECT_MAX_TIMES` bounds loops.
    """

    def request_seen(self, request: Request) -> bool:
        """Tell whether the request is a duplicate."""
        return super().request_seen(request) and not request.meta.get("redirect_times")
