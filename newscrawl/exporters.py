"""Decides how a line reaches its file: in the form of `serialiser.py`, written through at once; a line that cannot be
written ends the crawl.
"""

from __future__ import annotations

import json
from typing import IO, TYPE_CHECKING, Any, Self, cast

from scrapy.crawler import Crawler
from scrapy.exporters import JsonLinesItemExporter

from newscrawl.article import Article
from newscrawl.serialiser import encode_line
from newscrawl.shutdown import fail_output

if TYPE_CHECKING:
    from io import BytesIO


class WrittenLinesExporter(JsonLinesItemExporter):
    """JSON Lines, UTF-8 whatever the feed says, each line handed to the operating system before the next page.

    Scrapy's own exporter leaves lines in a buffer, and goes on crawling when the disk is full, with exit code
    0.
    """

    def __init__(self, file: IO[bytes], *, crawler: Crawler, **kwargs: Any) -> None:
        super().__init__(cast("BytesIO", file), **{**kwargs, "encoding": kwargs.get("encoding") or "utf-8"})
        self.crawler = crawler
        self._has_failed = False

    @classmethod
    def from_crawler(cls, crawler: Crawler, file: IO[bytes], **kwargs: Any) -> Self:
        """Build the exporter for a feed."""
        return cls(file, crawler=crawler, **kwargs)

    def export_item(self, item: Any) -> None:
        """Write one line. The first failure is logged, counted in `newscrawl/output_errors`, and ends the
        crawl.
        """
        if self._has_failed:
            self.crawler.stats.inc_value("newscrawl/output_errors")
            return
        try:
            self.file.write(self._encode(item))
            self.file.flush()
        except OSError as error:
            self._has_failed = True
            fail_output(self.crawler, getattr(self.file, "name", "the output"), error)

    def _encode(self, item: Any) -> bytes:
        """Give the line of any item: Scrapy's encoder makes plain what JSON knows not, as our own records do
        without.
        """
        if isinstance(item, Article) and not self.fields_to_export:
            return encode_line(item)
        plain = json.loads(self.encoder.encode(dict(self.get_serialized_fields(item))))
        return encode_line(plain)
