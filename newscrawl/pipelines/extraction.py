"""Decides how a raw page becomes an extracted page: it asks the core, and turns a fault of the core into
evidence.
"""

from __future__ import annotations

import logging
import traceback
from dataclasses import dataclass
from pathlib import PurePath
from time import perf_counter
from typing import Any, Self

from scrapy.crawler import Crawler

from newscrawl.api import extract_page
from newscrawl.errors import InputError
from newscrawl.extraction.result import Extraction
from newscrawl.options import Options, read_options
from newscrawl.page import RawPage

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtractedPage:
    """A page on its way to a record.

    extraction: None where the fetch or the extraction failed.
    fault: what failed in the extraction, in one line; empty where nothing did.
    """

    page: RawPage
    extraction: Extraction | None = None
    fault: str = ""


class ExtractionPipeline:
    """RawPage → ExtractedPage. Options for the core: the setting `NEWSCRAWL_OPTIONS`, a dict.

    Stats: `newscrawl/urls` (every page that comes here, failed fetches too), `newscrawl/pages` (those that
    were fetched), `newscrawl/extraction_seconds`.
    """

    def __init__(self, crawler: Crawler, options: Options) -> None:
        self.crawler = crawler
        self.options = options

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build the pipeline. Raises InputError where `NEWSCRAWL_OPTIONS` names no option of the core."""
        try:
            options = read_options(crawler.settings.getdict("NEWSCRAWL_OPTIONS"))
        except (InputError, TypeError, ValueError) as error:
            raise InputError("setting NEWSCRAWL_OPTIONS", str(error)) from None
        return cls(crawler, options)

    def process_item(self, item: Any) -> Any:
        """Extract a raw page; other items pass."""
        if not isinstance(item, RawPage):
            return item
        stats = self.crawler.stats
        stats.inc_value("newscrawl/urls")
        if item.failure is not None:
            return ExtractedPage(page=item)
        stats.inc_value("newscrawl/pages")
        start = perf_counter()
        try:
            return ExtractedPage(page=item, extraction=extract_page(item, self.options))
        except Exception as error:
            logger.exception("Extraction failed: %s", item.url)
            return ExtractedPage(page=item, fault=locate_fault(error))
        finally:
            seconds = stats.get_value("newscrawl/extraction_seconds", 0.0) + perf_counter() - start
            stats.set_value("newscrawl/extraction_seconds", seconds)


def locate_fault(error: Exception) -> str:
    """Name an exception and the line it came from, in one line: `ValueError at dates.py:41 in read: …`."""
    text = " ".join(str(error).split())[:200]
    frames = traceback.extract_tb(error.__traceback__)
    place = (
        f" at {PurePath(frames[-1].filename).name}:{frames[-1].lineno} in {frames[-1].name}" if frames else ""
    )
    return f"{type(error).__name__}{place}" + (f": {text}" if text else "")
