"""Decides what a crawl writes into its archive: every exchange with a server once it is over, robots.txt, redirects and
repeated tries included, and a note of every page. The form of the records: `archives/writer.py`.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Self
from urllib.parse import urldefrag

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.http import Request

from newscrawl.archives.notes import NOTE_SCHEMA_NAME, NOTES_FIELD, encode_note, make_note
from newscrawl.archives.place import ArchivePlace
from newscrawl.archives.writer import ArchivedExchange, ArchiveWriter
from newscrawl.network.exchange import CURRENT, Exchange
from newscrawl.page import RawPage
from newscrawl.shutdown import fail_output
from newscrawl.version import __version__


class WarcArchive:
    """Writes the WARC that the setting `NEWSCRAWL_WARC` names. Stat: `newscrawl/archived`, exchanges written.

    What cannot be written ends the crawl, as with any other output.
    """

    def __init__(self, crawler: Crawler, writer: ArchiveWriter) -> None:
        self.crawler = crawler
        self.writer = writer
        self._exchanges: dict[Request, Exchange] = {}
        self._has_failed = False

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Make the file and listen; off without the setting.

        Raises InputError where FastWARC is missing or the name is none of a WARC, OutputError where the file is there
        already or cannot be made.
        """
        settings = crawler.settings
        if not settings["NEWSCRAWL_WARC"]:
            raise NotConfigured
        info = {
            "software": f"newscrawl/{__version__}",
            "format": "WARC File Format 1.1",
            "conformsTo": "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/",
            "isPartOf": settings["NEWSCRAWL_CRAWL_ID"],
            "http-header-user-agent": settings["USER_AGENT"],
            "robots": "obey" if settings.getbool("ROBOTSTXT_OBEY") else "ignore",
            NOTES_FIELD: NOTE_SCHEMA_NAME,
        }
        archive = cls(crawler, ArchiveWriter(Path(settings["NEWSCRAWL_WARC"]), info))
        crawler.signals.connect(archive.headers_received, signals.headers_received)
        crawler.signals.connect(archive.request_left_downloader, signals.request_left_downloader)
        crawler.signals.connect(archive.spider_closed, signals.spider_closed)
        return archive

    def headers_received(self, request: Request) -> None:
        """Learn to which request the answer belongs that is coming in."""
        exchange = CURRENT.get()
        if exchange is not None:
            self._exchanges[request] = exchange

    def request_left_downloader(self, request: Request) -> None:
        """Write the exchange of a request that has its answer, or will get no more of it."""
        exchange = self._exchanges.pop(request, None)
        if exchange is None:
            return
        finished = ArchivedExchange(
            url=urldefrag(request.url)[0],
            request=bytes(exchange.request),
            answer=bytes(exchange.answer),
            started=exchange.started,
            address=exchange.address,
            truncated=None if exchange.is_whole else self._tell_cut(request, exchange),
        )
        self._write(lambda: self.writer.write_exchange(finished))
        self.crawler.stats.inc_value("newscrawl/archived")

    def find_place(self, page: RawPage) -> ArchivePlace | None:
        """Give the place of the answer that a page is made of; None where no answer came."""
        return self.writer.find_latest(urldefrag(page.url)[0]) if page.status is not None else None

    def note_page(self, page: RawPage) -> None:
        """Write what is known of a page."""
        self._write(lambda: self.writer.write_note(page.url, encode_note(make_note(page)), page.archive))

    def spider_closed(self) -> None:
        """Close the file."""
        self._write(self.writer.close)

    def _tell_cut(self, request: Request, exchange: Exchange) -> str:
        most = request.meta.get("download_maxsize", self.crawler.settings.getint("DOWNLOAD_MAXSIZE"))
        return "length" if most and len(exchange.answer) > most else "unspecified"

    def _write(self, write: Callable[[], object]) -> None:
        if self._has_failed:
            return
        try:
            write()
        except OSError as error:
            self._has_failed = True
            fail_output(self.crawler, self.writer.path, error)
