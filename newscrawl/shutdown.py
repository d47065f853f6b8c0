"""Decides how a part of newscrawl ends a crawl early, with a reason that `run.json` shows."""

from __future__ import annotations

import logging

from scrapy.crawler import Crawler
from scrapy.utils.defer import deferred_from_coro

logger = logging.getLogger(__name__)

MAX_ARTICLES = "max_articles"
"""The reason when the wanted number of articles is reached."""

OUTPUT_FAILED = "output_failed"
"""The reason when a line could not be written."""


def stop_crawl(crawler: Crawler, reason: str) -> None:
    """Ask for the end of the crawl and go on at once; requests on their way are finished.

    Pipelines and exporters cannot await the end: it waits for them.
    """
    deferred_from_coro(crawler.engine.close_spider_async(reason=reason))


def fail_output(crawler: Crawler, name: object, error: OSError) -> None:
    """End the crawl because a file cannot be written: logged, and counted in
    `newscrawl/output_errors`. name: the file's.
    """
    crawler.stats.inc_value("newscrawl/output_errors")
    logger.error("Cannot write to %s: %s. The crawl ends.", name, error.strerror or error)
    stop_crawl(crawler, OUTPUT_FAILED)
