"""A single page is asked for once, and a URL that cannot be one is refused before anything starts.

What a fetch gives is tested with `scrapy clean`, since a process can run one crawl only.
"""

from __future__ import annotations

import asyncio

import pytest
from scrapy import Request
from scrapy.settings import Settings
from scrapy.utils.spider import DefaultSpider

from newscrawl.commands.page_fetch import SinglePageSpider, fetch_page
from newscrawl.errors import InputError


@pytest.mark.parametrize("url", ["", "news.example", "mailto:desk@news.example", "https://"])
def test_what_is_no_url_is_refused(url: str) -> None:
    with pytest.raises(InputError):
        fetch_page(url, Settings())


def test_spider_asks_for_its_page_alone() -> None:
    async def collect() -> list[Request]:
        return [request async for request in SinglePageSpider("https://news.example/a").start()]

    requests = asyncio.run(collect())
    assert [request.url for request in requests] == ["https://news.example/a"]


def test_spider_counts_as_none_of_a_run() -> None:
    assert isinstance(SinglePageSpider("https://news.example/a"), DefaultSpider)
