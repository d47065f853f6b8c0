"""Decides that an article is written once a run, whichever of its URLs came first."""

from __future__ import annotations

from typing import Any, Self

from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem

from newscrawl.article import Article


class DuplicateArticle(DropItem):
    """An article that this run wrote already, read again under another URL."""

    def __init__(self, article: Article) -> None:
        super().__init__(f"duplicate <{article.url}> of {article.canonical_url}", log_level="INFO")
        self.article = article


class DuplicatePipeline:
    """Drops articles whose `id` was seen in this run; `newscrawl/duplicates` counts them.

    What earlier runs wrote is known in `versions.py`, where there is a memory.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self._ids: set[bytes] = set()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build the pipeline."""
        return cls(crawler)

    def process_item(self, item: Any) -> Any:
        """Pass an article on the first time; other items pass."""
        if not isinstance(item, Article):
            return item
        identity = bytes.fromhex(item.id)
        if identity in self._ids:
            self.crawler.stats.inc_value("newscrawl/duplicates")
            raise DuplicateArticle(item)
        self._ids.add(identity)
        return item
