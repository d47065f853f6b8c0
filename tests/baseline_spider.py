"""A spider as people write them without newscrawl, to measure against: `scrapy runspider tests/baseline_spider.py -a
reader=trafilatura -a file=urls.txt`.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import Any

import scrapy
from scrapy.http import Response


def read_nothing(response: Response) -> dict[str, Any]:
    """Fetch alone."""
    return {"url": response.url, "size": len(response.body)}


def read_with_trafilatura(response: Response) -> dict[str, Any]:
    """Text and metadata in the callback, as trafilatura's own tutorial has it."""
    from trafilatura import bare_extraction

    found = bare_extraction(response.body, url=response.url, include_comments=False, with_metadata=True)
    return {"url": response.url, **(found.as_dict() if found is not None else {})}


def read_with_resiliparse(response: Response) -> dict[str, Any]:
    """Text alone: Resiliparse reads no metadata."""
    from resiliparse.extract.html2text import extract_plain_text
    from resiliparse.parse.html import HTMLTree

    tree = HTMLTree.parse_from_bytes(response.body, "utf-8")
    return {"url": response.url, "text": extract_plain_text(tree, main_content=True)}


READERS: dict[str, Callable[[Response], dict[str, Any]]] = {
    "bare": read_nothing,
    "trafilatura": read_with_trafilatura,
    "resiliparse": read_with_resiliparse,
}


class BaselineSpider(scrapy.Spider):
    """Fetches the addresses of a file, and reads each page with one of `READERS`."""

    name = "baseline"

    def __init__(self, file: str, reader: str) -> None:
        super().__init__()
        self.file = Path(file)
        self.read = READERS[reader]

    async def start(self) -> AsyncIterator[scrapy.Request]:
        """Ask for all."""
        for url in self.file.read_text().split():
            yield scrapy.Request(url)

    def parse(self, response: Response) -> Iterator[dict[str, Any]]:
        """Read one page."""
        item = self.read(response)
        item.pop("body", None)
        item.pop("commentsbody", None)
        yield {key: value for key, value in item.items() if isinstance(value, str | int | list | None)}
