"""Decides when entries are delivered: in batches, since every delivery waits for the disk."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from newscrawl.delivery.journal import Entry
from newscrawl.delivery.writer import DeliveryWriter
from newscrawl.memory.outcomes import PageResult

BATCH_ENTRIES = 20
"""Entries in a batch at most: enough that the disk's wait is shared, few enough to fetch again after a
kill.
"""
BATCH_SECONDS = 0.2
"""So long the first entry of a batch waits for others."""


class DeliveryBatches:
    """Gathers entries, and gives each one a future that is done once it counts as delivered.

    on_failure: called once, with what the disk or the memory refused; every entry from then on is refused
    too.
    """

    def __init__(self, writer: DeliveryWriter[PageResult], on_failure: Callable[[Exception], None]) -> None:
        self._writer = writer
        self._on_failure = on_failure
        self._waiting: list[tuple[Entry[PageResult], asyncio.Future[None]]] = []
        self._timer: asyncio.TimerHandle | None = None
        self._failure: Exception | None = None

    @property
    def newest(self) -> asyncio.Future[None] | None:
        """What is done once all that was taken in so far is delivered; None where nothing waits."""
        return self._waiting[-1][1] if self._waiting else None

    def submit(self, entry: Entry[PageResult]) -> asyncio.Future[None]:
        """Take an entry in; the future raises what refused it."""
        loop = asyncio.get_running_loop()
        future: asyncio.Future[None] = loop.create_future()
        future.add_done_callback(_look_at_exception)
        self._waiting.append((entry, future))
        if len(self._waiting) >= BATCH_ENTRIES or self._failure is not None:
            self.flush()
        elif self._timer is None:
            self._timer = loop.call_later(BATCH_SECONDS, self.flush)
        return future

    def flush(self) -> None:
        """Deliver what waits, now."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        batch, self._waiting = self._waiting, []
        if not batch:
            return
        if self._failure is None:
            try:
                self._writer.deliver([entry for entry, _ in batch])
            except Exception as failure:
                # Whatever it is: a future that is never done would hold up the crawl for good.
                self._failure = failure
                self._on_failure(failure)
        for _, future in batch:
            if future.done():
                continue
            if self._failure is None:
                future.set_result(None)
            else:
                future.set_exception(self._failure)


def _look_at_exception(future: asyncio.Future[None]) -> None:
    # Entries whose future nobody awaits: the failure was told of by `on_failure`.
    if not future.cancelled():
        future.exception()
