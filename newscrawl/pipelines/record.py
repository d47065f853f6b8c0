"""Decides nothing of its own: it hands an accepted page to the core, which builds the record."""

from __future__ import annotations

from typing import Any, Self

from scrapy.crawler import Crawler

from newscrawl.pipelines.checks import read_run_facts
from newscrawl.pipelines.extraction import ExtractedPage
from newscrawl.record import RunFacts, build_article


class RecordPipeline:
    """ExtractedPage → Article."""

    def __init__(self, run: RunFacts) -> None:
        self.run = run

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build the pipeline."""
        return cls(read_run_facts(crawler))

    def process_item(self, item: Any) -> Any:
        """Build the record of an accepted page; other items pass."""
        if not isinstance(item, ExtractedPage) or item.extraction is None:
            return item
        return build_article(item.page, item.extraction, self.run)
