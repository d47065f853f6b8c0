"""Decides how Ray works units off: a task for each, on one processor, and Ray sees to it that a task whose machine is
lost runs again elsewhere. All machines see archives and outputs under the same paths.
"""

from __future__ import annotations

import os
import re
import socket
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from types import ModuleType
from typing import Any

from newscrawl.bulk.course import Course, UnitError
from newscrawl.bulk.job import Job
from newscrawl.bulk.manifest import Manifest
from newscrawl.bulk.supervision import Watch, process_unit
from newscrawl.bulk.unit import Unit
from newscrawl.errors import InputError, NewscrawlError
from newscrawl.extras import load_extra

MISSING = "needs Ray, which is not installed: pip install 'newscrawl[ray]'"
ADDRESS_VARIABLE = "RAY_ADDRESS"
KNOCK_SECONDS = 10.0
"""So long a cluster may take to let itself be connected to; Ray's own attempts go on for minutes."""
GRACE_SECONDS = 5.0
"""So long units at work may take to end when a run is stopped; what they leave else is cleared by the next run."""
_HOST_AND_PORT = re.compile(r"(?:ray://)?([^:/]+):(\d+)")


@dataclass(frozen=True, slots=True)
class RayExecutor:
    """Ray's cluster at an address, that of the environment (`RAY_ADDRESS`), or one of its own on this machine.

    workers: units at a time; None for as many as the cluster has processors.
    """

    workers: int | None = None
    address: str | None = None

    def run(self, units: Sequence[Unit], job: Job, watch: Watch) -> Iterator[Manifest]:
        """See `executor.Executor`; of pages it tells once a unit is done. Raises InputError where Ray is missing or
        cannot be reached.
        """
        ray = load_extra("ray", "--executor ray", MISSING)
        _connect(ray, self.address or os.environ.get(ADDRESS_VARIABLE), self.workers)
        try:
            yield from self._see_through(ray, units, job, watch)
        finally:
            ray.shutdown()

    def _see_through(self, ray: ModuleType, units: Sequence[Unit], job: Job, watch: Watch) -> Iterator[Manifest]:
        task = ray.remote(num_cpus=1)(process_unit)
        waiting = list(reversed(units))
        running: dict[Any, Unit] = {}
        try:
            while waiting or running:
                while waiting and (self.workers is None or len(running) < self.workers):
                    unit = waiting.pop()
                    running[task.remote(unit, job)] = unit
                ready, _ = ray.wait(list(running), num_returns=1)
                for reference in ready:
                    unit = running.pop(reference)
                    manifest = _get(ray, reference, unit, job)
                    watch(unit, manifest.counts.pages, unit.size)
                    yield manifest
        finally:
            for reference in running:
                ray.cancel(reference)
            if running:
                ray.wait(list(running), num_returns=len(running), timeout=GRACE_SECONDS)


def _connect(ray: ModuleType, address: str | None, workers: int | None) -> None:
    """Start a cluster of processes on this machine, or join the one at an address. Raises InputError."""
    quiet = {"log_to_driver": False, "logging_level": "error"}
    try:
        if address is None:
            ray.init(address="local", num_cpus=workers, include_dashboard=False, **quiet)
            return
        place = _HOST_AND_PORT.fullmatch(address)
        if place is not None:
            socket.create_connection((place[1], int(place[2])), KNOCK_SECONDS).close()
        ray.init(address=address, **quiet)
    except (OSError, RuntimeError, ValueError, OverflowError) as error:
        raise InputError(f"Ray at {address or 'this machine'}", " ".join(str(error).split())) from None


def _get(ray: ModuleType, reference: Any, unit: Unit, job: Job) -> Manifest:
    """Give what came of a task. Raises what newscrawl raised in it."""
    try:
        manifest: Manifest = ray.get(reference)
    except ray.exceptions.RayTaskError as error:
        if isinstance(error.cause, NewscrawlError):
            raise error.cause from None
        raise
    except ray.exceptions.RayError as error:
        given_up = UnitError(unit.name, f"Ray gave it up: {' '.join(str(error).split())}")
        return Course().make_manifest(unit, job, given_up)
    return manifest
