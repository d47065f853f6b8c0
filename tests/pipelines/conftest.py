"""What the tests of pipelines with a memory share: a run's memory on disk, without an engine."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from newscrawl.article import Article
from newscrawl.extensions.memory import RunMemory
from newscrawl.pipelines.delivery import DeliveryPipeline
from newscrawl.pipelines.revisits import RevisitPipeline
from newscrawl.pipelines.stories import StoryPipeline
from newscrawl.pipelines.versions import VersionPipeline
from tests.samples import ARTICLE


def make_article(path: str = "/vote", text: str = "The council met on Tuesday.", **changes: Any) -> Article:
    """A record as it comes from `pipelines/record.py`."""
    url = f"https://news.example{path}"
    article = replace(
        ARTICLE,
        id=sha256(url.encode()).hexdigest(),
        url=url,
        requested_url=url,
        canonical_url=url,
        text=text,
        text_sha256=sha256(text.encode()).hexdigest(),
        word_count=len(text.split()),
    )
    return replace(article, **changes)


@dataclass
class Line:
    """The pipelines of one run that look at the memory, in their order."""

    crawler: Any
    memory: RunMemory
    folder: Path

    def __post_init__(self) -> None:
        self.revisits = RevisitPipeline.from_crawler(self.crawler)
        self.versions = VersionPipeline.from_crawler(self.crawler)
        self.stories = StoryPipeline.from_crawler(self.crawler)
        self.delivery = DeliveryPipeline.from_crawler(self.crawler)

    def pass_on(self, item: Any) -> Any:
        """Send an item through all of them, to the disk."""
        item = self.stories.process_item(self.versions.process_item(self.revisits.process_item(item)))

        async def deliver() -> Any:
            task = asyncio.ensure_future(self.delivery.process_item(item))
            await asyncio.sleep(0)
            self.memory.batches.flush()
            return await task

        return asyncio.run(deliver())

    def tell(self, *calls: Callable[[], None]) -> None:
        """Call what hands entries in without waiting, and deliver them."""

        async def deliver() -> None:
            for call in calls:
                call()
            self.memory.batches.flush()

        asyncio.run(deliver())


@pytest.fixture
def open_line(crawler: SimpleNamespace, tmp_path: Path) -> Iterator[Callable[..., Line]]:
    """Open the memory for a run at a time; settings by name."""
    opened: list[RunMemory] = []

    def open_one(now: str = "2026-11-24T08:15:00Z", **settings: str) -> Line:
        for memory in opened:
            memory.spider_closed()
            memory.engine_stopped()
        opened.clear()
        values = {
            "NEWSCRAWL_OUT": str(tmp_path),
            "NEWSCRAWL_MEMORY": str(tmp_path / "memory.sqlite"),
            "NEWSCRAWL_OUTPUT": "news.jsonl",
            "NEWSCRAWL_REJECTS": "rejects.jsonl",
            "NEWSCRAWL_DELIVERY": "append",
            "NEWSCRAWL_DUPLICATES": "mark",
            "NEWSCRAWL_NOW": now,
        }
        crawler.settings.setdict(values | settings, priority="cmdline")
        memory = RunMemory.from_crawler(crawler)  # type: ignore[arg-type]
        opened.append(memory)
        crawler._extensions, crawler.get_extension = True, lambda _: memory
        return Line(crawler, memory, tmp_path)

    yield open_one
    for memory in opened:
        memory.spider_closed()
        memory.engine_stopped()
