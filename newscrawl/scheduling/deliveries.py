"""Decides when what a request led to is delivered: its lines on disk and in the memory, or at least handed to the
operating system where a run has no memory.
"""

from __future__ import annotations

from asyncio import Future
from contextlib import suppress

from scrapy.crawler import Crawler
from scrapy.extensions.feedexport import FeedExporter

from newscrawl.extensions.memory import find_memory


def find_delivery(crawler: Crawler) -> Future[None] | None:
    """Give what is done once everything is delivered that pipelines have taken so far; None where it is already.

    Its exception tells what refused a delivery.
    """
    memory = find_memory(crawler)
    if memory is not None:
        return memory.batches.newest
    flush_feeds(crawler)
    return None


def deliver_now(crawler: Crawler) -> None:
    """Deliver what waits, at the end of a crawl."""
    memory = find_memory(crawler)
    if memory is not None:
        memory.batches.flush()
    flush_feeds(crawler)


def flush_feeds(crawler: Crawler) -> None:
    """Hand what feeds hold back to the operating system. A feed that is packed or kept elsewhere goes on holding it."""
    exporter = crawler.get_extension(FeedExporter)
    for slot in exporter.slots if exporter is not None else ():
        with suppress(OSError, ValueError):  # told of by the exporter's next line, or closed
            if slot.file is not None:
                slot.file.flush()
