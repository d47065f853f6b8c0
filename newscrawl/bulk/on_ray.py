"""Decides how Ray works units off: a task for each, on one processor, and Ray sees to it that a task whose machine is
lost runs again elsewhere. All machines see archives and outputs under the same paths.
"""

from __future__ import annotations

import os
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

MISSING = "needs Ray, which is not installed: pip install 'newscrawl[ray]'"


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
        ray = _load_ray()
        is_own = not ray.is_initialized()
        if is_own:
            self._start(ray)
        try:
            task = ray.remote(num_cpus=1)(process_unit)
            yield from self._see_through(ray, task, units, job, watch)
        finally:
            if is_own:
                ray.shutdown()

    def _start(self, ray: ModuleType) -> None:
        quiet: dict[str, Any] = {"include_dashboard": False, "log_to_driver": False, "logging_level": "error"}
        try:
            if self.address is None and not _is_address_set():
                ray.init(address="local", num_cpus=self.workers, **quiet)
            else:
                ray.init(address=self.address, log_to_driver=False, logging_level="error")
        except (ConnectionError, RuntimeError, ValueError, TimeoutError) as error:
            raise InputError(f"--ray-address {self.address or 'auto'}", " ".join(str(error).split())) from None

    def _see_through(
        self, ray: ModuleType, task: Any, units: Sequence[Unit], job: Job, watch: Watch
    ) -> Iterator[Manifest]:
        waiting = list(units)
        running: dict[Any, Unit] = {}
        try:
            while waiting or running:
                while waiting and (self.workers is None or len(running) < self.workers):
                    unit = waiting.pop(0)
                    running[task.remote(unit, job)] = unit
                ready, _ = ray.wait(list(running), num_returns=1)
                for reference in ready:
                    unit = running.pop(reference)
                    manifest = _get(ray, reference, unit, job)
                    watch(unit, manifest.counts.pages, unit.size)
                    yield manifest
        finally:
            for reference in running:
                ray.cancel(reference, force=True)


def _get(ray: ModuleType, reference: Any, unit: Unit, job: Job) -> Manifest:
    try:
        manifest: Manifest = ray.get(reference)
    except ray.exceptions.RayTaskError as error:
        if isinstance(error.cause, NewscrawlError):
            raise error.cause from None
        raise
    except ray.exceptions.RayError as error:
        why = UnitError(unit.name, f"Ray gave it up: {' '.join(str(error).split())}")
        return Course().make_manifest(unit, job, why)
    return manifest


def _load_ray() -> ModuleType:
    try:
        import ray
    except ImportError:
        raise InputError("--executor ray", MISSING) from None
    return ray


def _is_address_set() -> bool:
    return bool(os.environ.get("RAY_ADDRESS"))
