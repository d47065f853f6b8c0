"""Decides nothing of its own: it has every page noted in the archive that the crawl writes, and gives the page its
place there.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Self

from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured

from newscrawl.extensions.archive import WarcArchive
from newscrawl.page import RawPage


class ArchivePipeline:
    """RawPage → the same with its place in the archive. Off where the crawl writes none."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build the pipeline."""
        if not crawler.settings["NEWSCRAWL_WARC"]:
            raise NotConfigured
        return cls(crawler)

    def process_item(self, item: Any) -> Any:
        """Note a page; other items pass."""
        archive = self.crawler.get_extension(WarcArchive)
        if not isinstance(item, RawPage) or archive is None:
            return item
        page = _place(item, archive)
        archive.note_page(page)
        return page


def _place(page: RawPage, archive: WarcArchive) -> RawPage:
    parts = tuple(_place(part, archive) for part in page.continuation)
    return replace(page, archive=archive.find_place(page), continuation=parts)
