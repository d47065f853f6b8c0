"""Decides that a crawl gives no more articles than were asked for."""

from __future__ import annotations

from typing import Any, Self

from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem

from newscrawl.article import Article
from newscrawl.shutdown import MAX_ARTICLES, stop_crawl


class OverLimit(DropItem):
    """An article more than was asked for; a run with a memory fetches it another time."""


class ArticleLimitPipeline:
    """Ends the crawl at the spider's `max_articles`; None or no such attribute is no limit.

    Pages that were on their way then are finished and dropped; `newscrawl/over_limit` counts their articles.
    """

    def __init__(self, crawler: Crawler, limit: int | None) -> None:
        self.crawler = crawler
        self.limit = limit
        self._passed = 0

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build the pipeline."""
        return cls(crawler, getattr(crawler.spider, "max_articles", None))

    def process_item(self, item: Any) -> Any:
        """Pass an article while there is room; other items pass."""
        if not isinstance(item, Article) or self.limit is None:
            return item
        if self._passed >= self.limit:
            self.crawler.stats.inc_value("newscrawl/over_limit")
            raise OverLimit(f"over the limit of {self.limit} articles <{item.url}>", log_level="DEBUG")
        self._passed += 1
        if self._passed == self.limit:
            stop_crawl(self.crawler, MAX_ARTICLES)
        return item
