"""Decides by which list of public suffixes cookies are judged, where they are on: the one that is installed."""

from __future__ import annotations

from typing import Self

from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares import cookies
from tldextract import TLDExtract


class OfflineCookiesMiddleware(cookies.CookiesMiddleware):
    """Scrapy's own, which would fetch the list from the network at the first cookie, past resolver and policy."""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build the middleware; off where cookies are."""
        middleware = super().from_crawler(crawler)
        # Scrapy keeps it in a variable of its module, and asks for it nowhere else.
        cookies._split_domain = TLDExtract(include_psl_private_domains=True, suffix_list_urls=(), cache_dir=None)
        return middleware
