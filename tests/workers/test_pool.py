"""A page that hangs, eats memory or crashes costs its own record; the next page is served."""

from __future__ import annotations

import asyncio
import os
import signal
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

import pytest

from newscrawl.api import extract_page
from newscrawl.extraction.result import Extraction
from newscrawl.options import Options
from newscrawl.outcomes import Reason
from newscrawl.workers.faults import Fault
from newscrawl.workers.limits import Limits
from newscrawl.workers.pool import WorkerPool, explain_death
from newscrawl.workers.work import Worked
from tests.conftest import story
from tests.samples import EXTRACTION
from tests.workers.made_faults import obey, page

LIMITS = Limits(seconds=0.6, memory=400)


@asynccontextmanager
async def open_pool(size: int = 1) -> AsyncIterator[WorkerPool]:
    pool = WorkerPool(size, Options(), LIMITS, obey)
    try:
        yield pool
    finally:
        await pool.close()


async def send(bodies: Sequence[bytes], size: int = 1) -> tuple[list[Worked], int]:
    """Send pages at once; give what came of each, and the number of deaths."""
    async with open_pool(size) as pool:
        return list(await asyncio.gather(*(pool.extract(page(body)) for body in bodies))), pool.deaths


def test_faulty_pages_cost_their_own_record_only() -> None:
    bodies = [b"fine", b"hang", b"fine", b"eat", b"fine", b"raise", b"fine", b"kill", b"fine", b"leave", b"fine"]
    worked, deaths = asyncio.run(send(bodies, size=2))
    results = dict(zip(bodies, (one.result for one in worked), strict=True))
    assert [one.result for body, one in zip(bodies, worked, strict=True) if body == b"fine"] == [EXTRACTION] * 6
    assert results[b"hang"] == Fault(Reason.extraction_timeout, "not done after 0.6 seconds")
    assert results[b"eat"] == Fault(Reason.extraction_memory, "needs more than 400 MiB of memory")
    assert results[b"kill"] == Fault(Reason.extraction_crash, "the worker was ended by SIGKILL")
    assert results[b"leave"] == Fault(Reason.extraction_crash, "the worker ended with exit code 3")
    raised = results[b"raise"]
    assert isinstance(raised, Fault)
    assert raised.evidence.endswith(" in obey: on this page only")
    assert raised.trace.endswith("ZeroDivisionError: on this page\nonly\n")
    assert deaths == 4


def test_page_of_a_crash_in_c_is_told_too() -> None:
    (worked,), deaths = asyncio.run(send([b"crash"]))
    assert (worked.result, deaths) == (Fault(Reason.extraction_crash, "the worker was ended by SIGSEGV"), 1)


def test_next_page_is_served_right_after_a_kill() -> None:
    async def measure() -> float:
        async with open_pool() as pool:
            await pool.extract(page(b"fine"))
            start = time.monotonic()
            _, after = await asyncio.gather(pool.extract(page(b"hang")), pool.extract(page(b"fine")))
            assert after.result == EXTRACTION
            return time.monotonic() - start

    assert asyncio.run(measure()) < LIMITS.seconds + 2


def test_worker_that_is_killed_between_pages_costs_no_page() -> None:
    async def kill_between() -> list[object]:
        async with open_pool() as pool:
            first = (await pool.extract(page(b"pid"))).result
            assert isinstance(first, Extraction)
            os.kill(int(first.strategy), signal.SIGKILL)
            return [(await pool.extract(page(b"fine"))).result for _ in range(3)]

    assert asyncio.run(kill_between()) == [EXTRACTION] * 3


def test_no_more_pages_are_sent_than_workers_can_have() -> None:
    async def watch() -> int:
        async with open_pool() as pool:
            tasks = [asyncio.create_task(pool.extract(page(b"fine"))) for _ in range(30)]
            assert pool._pool is None
            most = 0
            while not all(task.done() for task in tasks):
                await asyncio.sleep(0.001)
                if pool._pool is not None:
                    most = max(most, pool._pool._context.task_queue.unfinished_tasks)
            return most

    # Two at a time; Pebble counts one that is done a moment longer.
    assert asyncio.run(watch()) in (1, 2, 3)


def test_page_comes_back_as_in_this_process() -> None:
    real = page(story("Dredging put off"))

    async def extract() -> Worked:
        pool = WorkerPool(1, Options(captions=True), Limits())
        try:
            return await pool.extract(real)
        finally:
            await pool.close()

    worked = asyncio.run(extract())
    assert worked.result == extract_page(real, Options(captions=True))
    assert worked.seconds > 0


def test_pool_that_was_never_used_starts_no_process() -> None:
    pool = WorkerPool(2, Options(), LIMITS)
    asyncio.run(pool.close())
    assert pool._pool is None


@pytest.mark.parametrize("code", [1, 0, None])
def test_other_exit_codes_are_told_as_they_are(code: int | None) -> None:
    fault = explain_death(code, LIMITS)
    assert fault == Fault(Reason.extraction_crash, f"the worker ended with exit code {code}")
