"""Decides when a page counts as done: once its record, or its rejection, is on disk and the memory says so.
"""

from __future__ import annotations

from typing import Any, Self

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem, NotConfigured

from newscrawl.article import Article
from newscrawl.delivery.journal import Entry
from newscrawl.errors import NewscrawlError
from newscrawl.extensions.memory import ARTICLES, REJECTS, RunMemory, find_memory
from newscrawl.extensions.store_guard import MemoryFailed
from newscrawl.memory.outcomes import VisitOutcome
from newscrawl.outcomes import Reason
from newscrawl.page import RawPage
from newscrawl.page_results import (
    make_article_result,
    make_known_result,
    make_page_result,
    make_rejected_result,
)
from newscrawl.pipelines.checks import RejectedPage, read_run_facts
from newscrawl.pipelines.duplicates import DuplicateArticle
from newscrawl.pipelines.limit import OverLimit
from newscrawl.pipelines.versions import KnownPage
from newscrawl.record import RunFacts, build_rejection
from newscrawl.serialiser import encode_line


class NotDelivered(DropItem):
    """A record that the disk or the memory refused; its page is fetched again by the next run."""


class DeliveryPipeline:
    """Article → the same, once it is delivered. Hears of pages that other pipelines dropped, too.

    Off without a memory: then Scrapy's feed exports write. Only when this pipeline gives the article back
    does Scrapy count it as scraped.
    """

    def __init__(self, memory: RunMemory, run: RunFacts) -> None:
        self.memory = memory
        self.run = run

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build the pipeline and listen."""
        memory = find_memory(crawler)
        if memory is None:
            raise NotConfigured
        pipeline = cls(memory, read_run_facts(crawler))
        crawler.signals.connect(pipeline.item_dropped, signals.item_dropped)
        crawler.signals.connect(pipeline.item_error, signals.item_error)
        return pipeline

    async def process_item(self, item: Any) -> Any:
        """Wait until an article is delivered; other items pass."""
        if not isinstance(item, Article):
            return item
        line = encode_line(item)
        signature = self.memory.signatures.pop(item.id, None)
        result = make_article_result(item, line, signature, self.memory.clock())
        try:
            await self.memory.batches.submit(Entry(ARTICLES, line, result))
        except Exception as error:
            raise NotDelivered(f"not delivered <{item.url}>: {error}", log_level="DEBUG") from None
        return item

    def item_dropped(self, item: Any, exception: BaseException) -> None:
        """Tell the memory of a page that gives no record; a rejection is delivered like a record."""
        if not isinstance(item, RawPage) or isinstance(exception, (NotDelivered, MemoryFailed, OverLimit)):
            return
        now = self.memory.clock()
        match exception:
            case RejectedPage():
                line = encode_line(exception.rejection)
                result = make_rejected_result(item, exception.extraction, exception.rejection, now)
                self.memory.batches.submit(Entry(REJECTS, line, result))
            case KnownPage():
                self.memory.note(exception.result)
            case DuplicateArticle():
                known = bytes.fromhex(exception.article.id)
                self.memory.note(make_known_result(exception.article, VisitOutcome.alias, now, known=known))
            case _:
                self.memory.note(make_page_result(item, VisitOutcome.dropped, now, str(exception)))

    def item_error(self, item: Any, failure: Any) -> None:
        """Deliver a rejection for a page that a pipeline broke on: it would be fetched by every run
        otherwise.
        """
        if isinstance(failure.value, NewscrawlError):
            self.memory.fail(failure.value)
        if not isinstance(item, RawPage) or isinstance(failure.value, NewscrawlError):
            return
        evidence = f"a pipeline failed: {type(failure.value).__name__}: {failure.value}"
        rejection = build_rejection(item, None, Reason.extraction_error, evidence, self.run)
        self.item_dropped(item, RejectedPage(rejection))
