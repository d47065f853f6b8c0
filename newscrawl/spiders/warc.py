"""Decides how pages come out of archives instead of the web: one by one, no faster than they are worked off."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from typing import Any, Self

from scrapy import signals
from scrapy.crawler import Crawler

from newscrawl.archives.files import find_files, list_archives, open_archive
from newscrawl.archives.library import load_fastwarc
from newscrawl.archives.pages import ArchivePages
from newscrawl.errors import InputError
from newscrawl.run_outcome import DAMAGED_ARCHIVES
from newscrawl.spiders.arguments import refuse_unknown
from newscrawl.spiders.page import PageSpider

AHEAD = 16
"""Pages on their way at a time: enough for the workers of any machine with a few cores, and for a batch of delivery."""
_SHOWN_DAMAGES = 5

logger = logging.getLogger(__name__)


class WarcSpider(PageSpider):
    """Reads pages from archives: `-a files=crawl.warc.gz`, or several parted by commas, with patterns
    (`-a files='cc-news/*.warc.gz'`): WARC, compressed or not, and WACZ.

    Nothing is fetched, no robots.txt and no name is asked for. Answers that are no pages (redirects, robots.txt, "not
    modified") are counted in `newscrawl/archives/…`; places that cannot be read are told of, and what can be read is
    delivered.
    """

    name = "warc"
    is_offline = True
    """Nobody is asked for anything, so nobody needs to know who asks."""

    def __init__(self, files: str = "", **unknown: str) -> None:
        super().__init__()
        refuse_unknown(self.name, unknown, ("files",))
        patterns = [part.strip() for part in files.split(",") if part.strip()]
        if not patterns:
            raise InputError("spider warc", "nothing to read: give -a files=FILE,FILE (patterns may be among them)")
        load_fastwarc("spider warc")
        self.arguments = {"files": files}
        self.archives = [name for path in find_files(patterns) for name in list_archives(path)]
        self.max_size = 0
        self._room = asyncio.Semaphore(AHEAD)

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """Build the spider. Setting: `DOWNLOAD_MAXSIZE`, bytes of a body, as stored and unpacked."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        spider.max_size = crawler.settings.getint("DOWNLOAD_MAXSIZE")
        for signal in (signals.item_scraped, signals.item_dropped, signals.item_error):
            crawler.signals.connect(spider.end_page, signal)
        return spider

    async def start(self) -> AsyncIterator[Any]:
        """Give the pages; each waits until there is room for it."""
        for name in self.archives:
            with open_archive(name) as file:
                pages = ArchivePages(file, name, self.max_size)
                for page in pages:
                    await self._room.acquire()
                    yield page
                self._tell(pages)

    def end_page(self) -> None:
        """Make room for another page."""
        self._room.release()

    def _tell(self, pages: ArchivePages) -> None:
        stats = self.crawler.stats
        for why, count in pages.counts.items():
            stats.inc_value(f"newscrawl/archives/{why}", count)
        stats.inc_value("newscrawl/archives/read")
        if not pages.damages:
            return
        stats.set_value(DAMAGED_ARCHIVES, [*stats.get_value(DAMAGED_ARCHIVES, []), pages.name])
        stats.inc_value("newscrawl/archives/damages", len(pages.damages))
        for damage in pages.damages[:_SHOWN_DAMAGES]:
            logger.warning("%s, byte %d: %s", pages.name, damage.offset, damage.why)
        if len(pages.damages) > _SHOWN_DAMAGES:
            logger.warning("%s: %d more places that cannot be read", pages.name, len(pages.damages) - _SHOWN_DAMAGES)
