"""Decides which pages of a site the `site` spider fetches, and in which order.

Pages are found by the links of fetched pages alone; feeds and sitemaps are read by the `news` spider.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from typing import Any, Self

from scrapy.crawler import Crawler
from scrapy.http import HtmlResponse, Response
from w3lib.html import get_base_url

from newscrawl.dom import decode_body, parse_html
from newscrawl.errors import InputError
from newscrawl.link_budget import LinkBudget
from newscrawl.links import Link, is_nofollow, read_links
from newscrawl.outcomes import Reason
from newscrawl.responses import read_response
from newscrawl.sites import find_site
from newscrawl.spiders.arguments import read_patterns, read_positive, refuse_unknown
from newscrawl.spiders.page import PageSpider
from newscrawl.url_lists import read_url_argument

_KNOWN = ("start", "max_articles", "max_depth", "allow", "deny")
_ARTICLE_FIRST = 100
_HEAD_CHARACTERS = 4096
MAX_TOLD = 1_000
"""Causes for which links are left out that get a line of their own."""


class SiteSpider(PageSpider):
    """Follows the links of a site from one or several start pages, what looks like an article first.

    -a start=URL,URL: the start pages. Required.
    -a max_articles=100: the crawl ends when so many records are written.
    -a max_depth=3: links between a start page and the last page.
    -a allow=REGEX,REGEX and -a deny=REGEX,REGEX: searched in a link's path and query. Start pages are fetched
    whatever the patterns say.
    """

    name = "site"
    # In the order found, breadth first (Scrapy's FAQ); the priority of a link comes before that.
    custom_settings = {  # noqa: RUF012 (Scrapy's own form)
        "DEPTH_PRIORITY": 1,
        "SCHEDULER_MEMORY_QUEUE": "scrapy.squeues.FifoMemoryQueue",
        "SCHEDULER_DISK_QUEUE": "scrapy.squeues.PickleFifoDiskQueue",
    }

    def __init__(
        self,
        start: str = "",
        max_articles: str | int = 100,
        max_depth: str | int = 3,
        allow: str = "",
        deny: str = "",
        **unknown: str,
    ) -> None:
        super().__init__()
        refuse_unknown(self.name, unknown, _KNOWN)
        self.max_articles = read_positive("max_articles", max_articles)
        self.max_depth = read_positive("max_depth", max_depth)
        self.allow = read_patterns("allow", allow)
        self.deny = read_patterns("deny", deny)
        self.start_urls = read_start_urls(start)
        self.sites = {find_site(url) for url in self.start_urls}
        self.links = LinkBudget()
        self._followed: set[str] = set()
        self._told: set[str] = set()
        given = (start, str(max_articles), str(max_depth), allow, deny)
        self.arguments = {name: value for name, value in zip(_KNOWN, given, strict=True) if value}

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """Build the spider. Settings: `NEWSCRAWL_MAX_PAGES` of a site, `NEWSCRAWL_MAX_ALIKE` of one pattern."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        settings = crawler.settings
        spider.links = LinkBudget(
            settings.getint("NEWSCRAWL_MAX_PAGES", LinkBudget.max_pages),
            settings.getint("NEWSCRAWL_MAX_ALIKE", LinkBudget.max_alike),
        )
        return spider

    async def start(self) -> AsyncIterator[Any]:
        """Ask for the start pages."""
        for url in self.start_urls:
            yield self.request_page(url, priority=2 * _ARTICLE_FIRST)

    def parse_page(self, response: Response, requested_url: str) -> Iterator[Any]:
        """Give the page that came, and ask for the pages that it links to."""
        depth = response.meta.get("depth", 0)
        if depth == 0:
            # A start page may lead to the site's real address (http://example.com → https://www.example.org).
            self.sites.add(find_site(response.url))
        yield read_response(response, requested_url)
        if depth < self.max_depth:
            for link in self.select_links(response):
                yield from self.follow(link)

    def follow(self, link: Link) -> Iterator[Any]:
        """Ask for the page of a link, unless its site or its pattern has had its share; the first that is left out
        for one cause becomes a rejection, further ones are counted (`newscrawl/links_left_out`).
        """
        if link.url in self._followed:
            return
        fault = self.links.take(find_site(link.url), link.url, is_article_like=link.is_article_like)
        if fault is None:
            self._followed.add(link.url)
            yield self.request_page(link.url, priority=_ARTICLE_FIRST * link.is_article_like + link.score)
            return
        self.crawler.stats.inc_value("newscrawl/links_left_out")
        if fault not in self._told and len(self._told) < MAX_TOLD:
            self._told.add(fault)
            yield replace(self.refuse_page(link.url, fault), failure=Reason.url_trap.value)

    def select_links(self, response: Response) -> Iterator[Link]:
        """Give the links of a page that are followed: of HTML, same site, allowed and not denied."""
        if not isinstance(response, HtmlResponse) or not self.owns(response.url):
            return
        header = b" ".join(response.headers.getlist("X-Robots-Tag")).decode("latin-1")
        if is_nofollow(header):
            return
        # Not Scrapy's selector: it trusts a declared charset that is wrong, and its parser hostile markup.
        content_type = (response.headers.get("Content-Type") or b"").decode("latin-1")
        text = decode_body(response.body, content_type).text
        root = parse_html(text)
        if root is None:
            return
        for link in read_links(root, get_base_url(text[:_HEAD_CHARACTERS], response.url)):
            if self.owns(link.url) and self.is_allowed(link.url):
                yield link

    def owns(self, url: str) -> bool:
        """Tell whether a URL is of one of the sites that are crawled."""
        return find_site(url) in self.sites

    def is_allowed(self, url: str) -> bool:
        """Tell whether the patterns let a link through; without `allow` every path is allowed."""
        path = "/" + url.split("://", 1)[-1].partition("/")[2]
        is_wanted = not self.allow or any(pattern.search(path) for pattern in self.allow)
        return is_wanted and not any(pattern.search(path) for pattern in self.deny)


def read_start_urls(start: str) -> list[str]:
    """Read `-a start=`. Raises InputError where there is none or one of them is no URL."""
    listed = read_url_argument(start, "start")
    if not listed:
        raise InputError("spider site", "nowhere to start: give -a start=URL")
    for entry in listed:
        if entry.fault is not None:
            raise InputError(f"-a start={entry.url}", entry.fault)
    return [entry.url for entry in listed]
