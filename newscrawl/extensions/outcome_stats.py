"""Decides which numbers of a run are kept: one count for every outcome, in Scrapy's stats."""

from __future__ import annotations

from typing import Any, Self

from scrapy import signals
from scrapy.crawler import Crawler

from newscrawl.article import Article
from newscrawl.pipelines.checks import RejectedPage


class OutcomeStats:
    """Counts `newscrawl/articles`, `newscrawl/rejected`, `newscrawl/rejected/<reason>` and
    `newscrawl/removed_chars/<kind>` (characters removed from the articles written), `newscrawl/item_errors`
    (pages that a pipeline broke on)."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build the extension and listen."""
        extension = cls(crawler)
        crawler.signals.connect(extension.item_scraped, signals.item_scraped)
        crawler.signals.connect(extension.item_dropped, signals.item_dropped)
        crawler.signals.connect(extension.item_error, signals.item_error)
        return extension

    def item_scraped(self, item: Any) -> None:
        """Count an article that all pipelines passed."""
        if not isinstance(item, Article):
            return
        stats = self.crawler.stats
        stats.inc_value("newscrawl/articles")
        for kind, characters in item.removed.items():
            stats.inc_value(f"newscrawl/removed_chars/{kind}", characters)

    def item_dropped(self, exception: BaseException) -> None:
        """Count a rejection by its reason; other drops count themselves."""
        if isinstance(exception, RejectedPage):
            stats = self.crawler.stats
            stats.inc_value("newscrawl/rejected")
            stats.inc_value(f"newscrawl/rejected/{exception.rejection.reason}")

    def item_error(self) -> None:
        """Count a page that a pipeline broke on."""
        self.crawler.stats.inc_value("newscrawl/item_errors")
