"""Decides which requests are duplicates: a URL is fetched once, but a redirect is always followed."""

from __future__ import annotations

from scrapy.dupefilters import RFPDupeFilter
from scrapy.http import Request


class OutcomeDupeFilter(RFPDupeFilter):
    """Scrapy's own filter, except that a redirect may lead to a page that was asked for before.

    Scrapy drops such a redirect without a word, and the URL that was asked for would end without an outcome. Nor is
    the redirect remembered: a URL that is listed later would end without one, where a redirect led to it before.
    The page may be fetched a second time for it; `REDIRECT_MAX_TIMES` bounds loops.
    """

    def request_seen(self, request: Request) -> bool:
        """Tell whether the request is a duplicate."""
        return not request.meta.get("redirect_times") and super().request_seen(request)
