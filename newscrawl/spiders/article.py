"""Decides which pages the `article` spider fetches: those that the user lists, and no other."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import IO, Any

from scrapy import signals

from newscrawl.errors import InputError
from newscrawl.spiders.arguments import refuse_unknown
from newscrawl.spiders.page import PageSpider
from newscrawl.url_lists import ListedUrl, read_url_argument, read_url_lines

STANDARD_INPUT = "-"


class ArticleSpider(PageSpider):
    """Fetches listed pages: `-a urls=URL,URL`, `-a file=urls.txt`, `-a file=-` for standard input, or both
    kinds.

    A file has one URL a line; blank lines and lines that begin with `#` are skipped. It is read while the
    crawl goes on, so it may be longer than memory. A URL that is listed twice is fetched once.
    """

    name = "article"

    def __init__(self, urls: str = "", file: str = "", **unknown: str) -> None:
        super().__init__()
        refuse_unknown(self.name, unknown, ("urls", "file"))
        if not urls.strip() and not file:
            raise InputError(
                "spider article", "nothing to fetch: give -a urls=URL,URL or -a file=FILE (- for stdin)"
            )
        self.arguments = {name: value for name, value in (("urls", urls), ("file", file)) if value}
        self._listed = read_url_argument(urls, "urls")
        self._file = file
        self._files = ExitStack()
        self._lines = self._open_list() if file else None

    async def start(self) -> AsyncIterator[Any]:
        """Ask for the pages one by one, no faster than Scrapy takes them."""
        with self._files:
            for listed in self._read_urls():
                if self.crawler.engine.needs_backout():
                    await self.crawler.signals.wait_for(signals.scheduler_empty)
                yield self._ask_for(listed)

    def _ask_for(self, listed: ListedUrl) -> Any:
        if listed.fault is not None:
            return self.refuse_page(listed.url, f"{listed.place}: {listed.fault}")
        return self.request_page(listed.url)

    def _read_urls(self) -> Iterator[ListedUrl]:
        yield from self._listed
        if self._lines is not None:
            name = "standard input" if self._file == STANDARD_INPUT else Path(self._file).name
            yield from read_url_lines(self._lines, name)

    def _open_list(self) -> IO[bytes]:
        # Opened at once, read later: a file that cannot be read has to end the command at its start.
        if self._file == STANDARD_INPUT:
            return sys.stdin.buffer
        try:
            return self._files.enter_context(Path(self._file).open("rb"))
        except OSError as error:
            raise InputError(self._file, f"cannot be read ({error.strerror})") from None
