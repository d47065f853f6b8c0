"""Decides what a failed look at a known article says: nothing yet, or that the article has vanished."""

from __future__ import annotations

from typing import Any, Self

from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured

from newscrawl.extensions.memory import RunMemory, find_memory
from newscrawl.outcomes import Reason
from newscrawl.page import RawPage
from newscrawl.pipelines.checks import read_run_facts
from newscrawl.record import RunFacts
from newscrawl.record_versions import make_gone, read_record
from newscrawl.revisits import is_gone


class RevisitPipeline:
    """RawPage → the same, or the `Article` that says it is gone. Off without a memory."""

    def __init__(self, memory: RunMemory, run: RunFacts) -> None:
        self.memory = memory
        self.run = run

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build the pipeline."""
        memory = find_memory(crawler)
        if memory is None:
            raise NotConfigured
        return cls(memory, read_run_facts(crawler))

    def process_item(self, item: Any) -> Any:
        """Turn the last fruitless look at a vanished article into its record; other items pass."""
        if not isinstance(item, RawPage) or item.failure != Reason.http_error:
            return item
        store = self.memory.store
        if not is_gone(item.status, store.count_failures(item.requested_url) + 1):
            return item
        known = store.find_article_of_page(item.requested_url)
        old = read_record(known.record) if known is not None and known.record is not None else None
        if known is None or old is None:
            return item
        return make_gone(old, item, known.version + 1, known.first_digest.hex(), self.run)
