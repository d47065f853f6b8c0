"""Hostile pages end as the whole story or as a typed rejection: no crash, no navigation for an article, no part of a
story, and in bounded time.

The short run makes the pages smaller and stays in this process. `NEWSCRAWL_HOSTILE=full` makes them as large as their
makers say and sends them through a worker with the memory limit of a crawl. Times are of the processor.
"""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Iterator
from dataclasses import replace

import pytest

from newscrawl.api import extract_page
from newscrawl.extraction.result import Extraction
from newscrawl.options import Options
from newscrawl.workers.faults import Fault
from newscrawl.workers.limits import Limits
from newscrawl.workers.pool import WorkerPool
from tests.hostile_pages import KINDS, PARAGRAPHS, Kind
from tests.samples import PAGE

IS_FULL = os.environ.get("NEWSCRAWL_HOSTILE") == "full"
MIB = 1 << 20
URL = "https://news.example/2026/dredging"


@pytest.fixture(scope="module")
def worker() -> Iterator[tuple[asyncio.Runner, WorkerPool]]:
    with asyncio.Runner() as runner:
        pool = WorkerPool(1, Options(), Limits(seconds=60))
        yield runner, pool
        runner.run(pool.close())


def check(kind: Kind, extraction: Extraction) -> None:
    """Fail where an extraction is neither the whole story nor a rejection, or a rejection where it may not be one."""
    if extraction.is_article:
        assert [paragraph for paragraph in PARAGRAPHS if paragraph not in extraction.text] == []
        assert "Menuword" not in extraction.text
        assert "Menuword" not in (extraction.title or "")
    else:
        assert extraction.page_type_evidence
        assert not kind.whole, f"lost: {extraction.page_type}, {extraction.page_type_evidence}"


@pytest.mark.parametrize("name", KINDS)
def test_hostile_page_is_a_whole_story_or_a_rejection(name: str, worker: tuple[asyncio.Runner, WorkerPool]) -> None:
    kind = KINDS[name]
    body = kind.make(kind.full if IS_FULL else kind.quick)
    page = replace(PAGE, url=URL, body=body, headers=kind.headers)
    if IS_FULL:
        runner, pool = worker
        worked = runner.run(pool.extract(page))
        assert not isinstance(worked.result, Fault), worked.result
        extraction, seconds = worked.result, worked.seconds
    else:
        start = time.thread_time()
        extraction = extract_page(page)
        seconds = time.thread_time() - start
    check(kind, extraction)
    assert seconds < (2 if len(body) <= MIB else 10)


def test_there_are_enough_kinds() -> None:
    assert len(KINDS) >= 75
    assert sum(kind.whole for kind in KINDS.values()) >= 75
