"""Decides that a page which redirects to another site is not fetched there, where a spider keeps to its sites.

Scrapy's own off-site middleware drops such a request without a word: the page it was asked for would have no outcome.
"""

from __future__ import annotations

from typing import Self

from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.http import Request

from newscrawl.network.refusals import RefusedRequest
from newscrawl.outcomes import Reason
from newscrawl.spiders.site import SiteSpider


class OffSiteMiddleware:
    """Refuses a redirect of the spider `site` that leads off its sites, before robots.txt is asked for there. Start
    pages may lead anywhere: to the site's real address.
    """

    def __init__(self, spider: SiteSpider) -> None:
        self.spider = spider

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build the middleware; off for other spiders."""
        if not isinstance(crawler.spider, SiteSpider):
            raise NotConfigured
        return cls(crawler.spider)

    def process_request(self, request: Request) -> None:
        """Raise RefusedRequest for a redirect off the sites."""
        if request.meta.get("redirect_urls") and request.meta.get("depth") and not self.spider.owns(request.url):
            raise RefusedRequest(Reason.off_site, f"redirects to {request.url}")
