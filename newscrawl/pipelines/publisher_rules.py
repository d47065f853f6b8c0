"""Decides how a crawl uses publisher files, and what it tells of them: pages that they decided, selectors that found
nothing.
"""

from __future__ import annotations

import logging
from typing import Any, Self

from scrapy.crawler import Crawler

from newscrawl.pipelines.extraction import ExtractedPage
from newscrawl.publishers import PublisherTrace

logger = logging.getLogger(__name__)


class PublisherRulesPipeline:
    """Counts what publisher files did; pages pass as they are.

    Stats: `newscrawl/publishers/pages`, those that a layout was used on; `newscrawl/publishers/no_layout`, those of a
    publisher with a file that none of its layouts fits; `newscrawl/publishers/missed/<file>/<key>`, selectors that
    found nothing. Of a body and of each field the first miss of a run is logged: the layout may have changed.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.told: set[tuple[str, str]] = set()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build the pipeline."""
        return cls(crawler)

    def process_item(self, item: Any) -> Any:
        """Count for an extracted page; all items pass."""
        if isinstance(item, ExtractedPage) and item.extraction is not None and item.extraction.publisher is not None:
            self._count(item.extraction.publisher, item.page.url)
        return item

    def _count(self, trace: PublisherTrace, url: str) -> None:
        stats = self.crawler.stats
        if trace.layout is None:
            stats.inc_value("newscrawl/publishers/no_layout")
            return
        stats.inc_value("newscrawl/publishers/pages")
        for key in trace.missed:
            stats.inc_value(f"newscrawl/publishers/missed/{trace.file}/{key}")
            if (trace.file, key) in self.told or key.startswith("drop["):
                continue
            self.told.add((trace.file, key))
            level = logging.WARNING if key == "body" else logging.INFO
            place = f"{trace.file}, layout {trace.layout}: {key}"
            logger.log(level, "%s found nothing on %s; the engine decided", place, url)
