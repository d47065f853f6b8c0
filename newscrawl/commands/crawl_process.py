"""Decides how a command runs one crawl in its own process, and gets back what came of it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

from scrapy import Spider
from scrapy.crawler import AsyncCrawlerProcess, Crawler
from scrapy.settings import Settings
from scrapy.signals import item_scraped


def run_crawl(
    settings: Settings,
    spider: type[Spider],
    *,
    on_item: Callable[[Any], None] | None = None,
    **arguments: Any,
) -> Crawler:
    """Run one spider to its end and give its crawler, whose stats can be read then. Once a process.

    on_item: called with every item that passed the pipelines.
    Raises what kept the crawl from starting (`InputError` for a wrong argument or setting).
    """
    process = AsyncCrawlerProcess(settings)
    crawler = process.create_crawler(spider)

    def receive_item(item: Any) -> None:
        if on_item is not None:
            on_item(item)

    crawler.signals.connect(receive_item, item_scraped)
    task = process.crawl(crawler, **arguments)
    process.start()
    assert isinstance(task, asyncio.Task)
    if task.done() and not task.cancelled() and (error := task.exception()) is not None:
        raise error
    return crawler
