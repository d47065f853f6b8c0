"""Decides where rejections go: one line each in `<NEWSCRAWL_OUT>/rejects.jsonl`, appended."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import IO, Self

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured

from newscrawl.exporters import WrittenLinesExporter
from newscrawl.pipelines.checks import RejectedPage

REJECTS_FILE = "rejects.jsonl"


class RejectLog:
    """Writes the `Rejection` that a dropped page carries."""

    def __init__(self, crawler: Crawler, path: Path) -> None:
        self.crawler = crawler
        self.path = path
        self._file: IO[bytes] | None = None
        self._exporter: WrittenLinesExporter | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build the extension and listen; off where `NEWSCRAWL_OUT` is empty, and where a memory delivers."""
        out = crawler.settings["NEWSCRAWL_OUT"]
        if not out or crawler.settings["NEWSCRAWL_MEMORY"]:
            raise NotConfigured
        extension = cls(crawler, Path(out) / REJECTS_FILE)
        crawler.signals.connect(extension.spider_opened, signals.spider_opened)
        crawler.signals.connect(extension.item_dropped, signals.item_dropped)
        crawler.signals.connect(extension.spider_closed, signals.spider_closed)
        return extension

    def spider_opened(self) -> None:
        """Open the file for appending."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self._file = self.path.open("ab")
        self._exporter = WrittenLinesExporter(self._file, crawler=self.crawler)

    def item_dropped(self, exception: BaseException) -> None:
        """Write a rejection; other drops are not rejections."""
        if isinstance(exception, RejectedPage) and self._exporter is not None:
            self._exporter.export_item(exception.rejection)

    def spider_closed(self) -> None:
        """Close the file. A line that could not be written was told of when it was written."""
        if self._file is not None:
            with suppress(OSError):
                self._file.close()
