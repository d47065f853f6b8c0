"""Decides which extracted pages go on to be records. The checks themselves are the core's, in
`newscrawl/checks.py`.
"""

from __future__ import annotations

from typing import Any, Self

from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem

from newscrawl.checks import find_rejection
from newscrawl.extensions.memory import RunMemory, find_memory
from newscrawl.extraction.result import Extraction
from newscrawl.pipelines.extraction import ExtractedPage
from newscrawl.record import PastTries, RunFacts, build_rejection
from newscrawl.rejection import Rejection
from newscrawl.version import __version__


class RejectedPage(DropItem):
    """A page gives no record. It carries the `Rejection`, which `extensions/rejects.py` writes down.

    extraction: what was made of the page, None where nothing was.
    """

    def __init__(self, rejection: Rejection, extraction: Extraction | None = None) -> None:
        text = f"{rejection.reason} <{rejection.requested_url}>: {rejection.evidence}"
        super().__init__(text, log_level="INFO")
        self.rejection = rejection
        self.extraction = extraction


class CheckPipeline:
    """ExtractedPage → the same, or `RejectedPage` is raised."""

    def __init__(self, run: RunFacts, memory: RunMemory | None = None) -> None:
        self.run = run
        self.memory = memory

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build the pipeline; the run is named by the setting `NEWSCRAWL_CRAWL_ID`, which the add-on sets."""
        return cls(read_run_facts(crawler), find_memory(crawler))

    def process_item(self, item: Any) -> Any:
        """Check an extracted page; other items pass."""
        if not isinstance(item, ExtractedPage):
            return item
        found = find_rejection(item.page, item.fault or item.extraction)
        if found is None:
            return item
        reason, evidence = found
        past = self.memory.store.find_tries(item.page.requested_url) if self.memory is not None else PastTries()
        rejection = build_rejection(item.page, item.extraction, reason, evidence, self.run, past)
        raise RejectedPage(rejection, item.extraction)


def read_run_facts(crawler: Crawler) -> RunFacts:
    """Give what every line of a run says about the run."""
    return RunFacts(crawl_id=crawler.settings["NEWSCRAWL_CRAWL_ID"], crawler_version=__version__)
