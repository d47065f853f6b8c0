"""Decides how a single page is fetched outside a run: politely, once, without pipelines or output files."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

from scrapy.settings import Settings
from scrapy.utils.spider import DefaultSpider

from newscrawl.addresses import find_url_fault
from newscrawl.commands.crawl_process import run_crawl
from newscrawl.errors import InputError
from newscrawl.page import RawPage
from newscrawl.spiders.page import PageSpider


class SinglePageSpider(PageSpider, DefaultSpider):
    """Fetches one page. A `DefaultSpider`: the add-on makes no run of those, it sets the user agent only."""

    def __init__(self, url: str) -> None:
        super().__init__()
        self.url = url
        self.arguments = {"url": url}

    async def start(self) -> AsyncIterator[Any]:
        """Ask for the page."""
        yield self.request_page(self.url)


def fetch_page(url: str, settings: Settings) -> RawPage:
    """Fetch the page at `url` with `settings`, without retries. A failed fetch is a page with its `failure`.

    Raises InputError where the URL cannot be fetched, or the fetch gave nothing at all. Once a process.
    """
    fault = find_url_fault(url)
    if fault is not None:
        raise InputError(url, fault)
    settings.set("RETRY_ENABLED", False, "project")
    pages: list[RawPage] = []
    run_crawl(settings, SinglePageSpider, on_item=pages.append, url=url)
    if not pages:
        raise InputError(url, "the fetch was broken off; -L INFO shows what happened")
    return pages[0]
