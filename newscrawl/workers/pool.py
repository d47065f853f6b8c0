"""Decides how pages get to worker processes and back: how many at a time, and what a worker's death says of its page.

The pool itself is Pebble's: it replaces workers that died, and tells which page they had.
"""

from __future__ import annotations

import asyncio
import signal
from concurrent.futures.process import BrokenProcessPool
from typing import cast

from pebble import ProcessExpired, ProcessPool

from newscrawl.api import extract_page
from newscrawl.options import Options
from newscrawl.outcomes import Reason
from newscrawl.page import RawPage
from newscrawl.workers.faults import Extract, Fault
from newscrawl.workers.limits import OUT_OF_MEMORY, Limits, bound_process
from newscrawl.workers.processes import make_context
from newscrawl.workers.work import Worked, work_page

AHEAD = 2
"""Pages that wait or run for each worker: one in work, one that it finds when it is done. More wait here, unsent."""
TRIES = 3
"""A pool whose workers die without a page (killed from outside) is made anew; so often a page is sent in all."""


class WorkerPool:
    """Worker processes that extract pages. They start with the first page, or by `start`.

    extract: what extracts a page, another function than the core's in tests. deaths: workers that died or were killed
    over a page so far.
    """

    def __init__(self, size: int, options: Options, limits: Limits, extract: Extract = extract_page) -> None:
        self.size = size
        self.options = options
        self.limits = limits
        self.extract_in_worker = extract
        self.deaths = 0
        self._pool: ProcessPool | None = None
        self._starting = asyncio.Lock()
        self._room = asyncio.Semaphore(size * AHEAD)

    async def start(self) -> ProcessPool:
        """Start the processes, unless they run; other work goes on meanwhile."""
        async with self._starting:
            if self._pool is None or not self._pool.active:
                await self._stop(self._pool)
                self._pool = await asyncio.to_thread(self._launch)
            return self._pool

    async def extract(self, page: RawPage) -> Worked:
        """Extract a page. What goes wrong, the worker's death included, comes back as a fault."""
        async with self._room:
            for _ in range(TRIES):
                try:
                    pool = await self.start()
                    arguments = (page, self.options, self.limits.seconds, self.extract_in_worker)
                    future = pool.schedule(work_page, args=arguments)
                    return cast(Worked, await asyncio.wrap_future(future))
                except ProcessExpired as death:
                    self.deaths += 1
                    return Worked(explain_death(death.exitcode, self.limits), 0.0)
                except (BrokenProcessPool, RuntimeError, OSError):
                    continue
        return Worked(Fault(Reason.extraction_crash, f"no worker lived for {TRIES} tries"), 0.0)

    async def close(self) -> None:
        """End the processes."""
        async with self._starting:
            pool, self._pool = self._pool, None
            await self._stop(pool)

    def _launch(self) -> ProcessPool:
        pool = ProcessPool(
            max_workers=self.size, initializer=bound_process, initargs=(self.limits,), context=make_context()
        )
        assert pool.active  # asking starts it
        return pool

    async def _stop(self, pool: ProcessPool | None) -> None:
        if pool is not None:
            pool.stop()  # type: ignore[no-untyped-call]
            await asyncio.to_thread(pool.join)


def explain_death(code: int | None, limits: Limits) -> Fault:
    """Say what the exit code of a worker tells of the page that it had."""
    if code == -signal.SIGALRM:
        return Fault(Reason.extraction_timeout, f"not done after {limits.seconds:g} seconds")
    if code == OUT_OF_MEMORY:
        return Fault(Reason.extraction_memory, f"needs more than {limits.memory:,} MiB of memory")
    if code is not None and code < 0:
        return Fault(Reason.extraction_crash, f"the worker was ended by {signal.Signals(-code).name}")
    return Fault(Reason.extraction_crash, f"the worker ended with exit code {code}")
