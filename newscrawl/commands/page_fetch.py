"""Decides how a command gets the single page that it is about: read from a file, or fetched politely, once, without
pipelines or output files.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

from scrapy.settings import BaseSettings, Settings
from scrapy.utils.spider import DefaultSpider

from newscrawl.addresses import find_url_fault
from newscrawl.commands.crawl_process import run_crawl
from newscrawl.commands.own_settings import build_own_settings
from newscrawl.errors import InputError
from newscrawl.page import RawPage
from newscrawl.responses import tell_time
from newscrawl.single_input import read_input
from newscrawl.spiders.page import PageSpider

URL_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")


class SinglePageSpider(PageSpider, DefaultSpider):
    """Fetches one page. A `DefaultSpider`: the add-on makes no run of those, it sets the user agent only."""

    def __init__(self, url: str) -> None:
        super().__init__()
        self.url = url
        self.arguments = {"url": url}

    async def start(self) -> AsyncIterator[Any]:
        """Ask for the page."""
        yield self.request_page(self.url)


def read_page(source: str, address: str | None, given: BaseSettings) -> RawPage:
    """Get the page at a URL, or the one that a file or standard input (`-`) holds.

    address: `--url`, the address of a page in a file. given: the command's settings. Raises InputError for what
    cannot be read or fetched, and for an address that is none or not needed.
    """
    fault = find_url_fault(address) if address is not None else None
    if fault is not None:
        raise InputError(f"--url {address}", fault)
    if not URL_SCHEME.match(source):
        return replace(read_input(source), fetched=tell_time())
    if address is not None:
        raise InputError(f"--url {address}", "is for a file or standard input, not for a URL")
    settings = build_own_settings(given)
    settings.set("LOG_ENABLED", False, "project")  # -L on the command line turns it on
    return fetch_page(source, settings)


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
