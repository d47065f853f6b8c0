"""Decides where units are worked off: in processes on this machine, or on Ray (`on_ray.py`). Both do the same."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from typing import Protocol

from newscrawl.bulk.job import Job
from newscrawl.bulk.manifest import Manifest
from newscrawl.bulk.on_ray import RayExecutor
from newscrawl.bulk.supervision import Watch, process_unit
from newscrawl.bulk.unit import Unit
from newscrawl.cores import count_cores


class Executor(Protocol):
    """Sees units through. `on_ray.RayExecutor` is one, too."""

    def run(self, units: Sequence[Unit], job: Job, watch: Watch) -> Iterator[Manifest]:
        """Give the manifests as units get done, in any order; what is at work ends where the iterator is closed.

        watch: hears of pages, where the executor does. Raises OutputError where outputs cannot be written.
        """
        ...


@dataclass(frozen=True, slots=True)
class LocalExecutor:
    """Processes on this machine, `workers` at a time."""

    workers: int

    def run(self, units: Sequence[Unit], job: Job, watch: Watch) -> Iterator[Manifest]:
        """See `Executor`."""
        stopped = threading.Event()
        pool = ThreadPoolExecutor(max(1, min(self.workers, len(units))), "bulk")  # each waits for a process
        try:
            futures = [pool.submit(process_unit, unit, job, watch, stopped) for unit in units]
            for future in as_completed(futures):
                yield future.result()
        finally:
            stopped.set()
            pool.shutdown(cancel_futures=True)


EXECUTORS: Mapping[str, Callable[[int | None, str | None], Executor]] = {
    "processes": lambda workers, _: LocalExecutor(workers or count_cores()),
    "ray": lambda workers, address: RayExecutor(workers, address),
}
"""By name: made of the number of workers (None: as many as there are cores) and of Ray's address."""
