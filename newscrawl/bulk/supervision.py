"""Decides how an archive is seen through: a worker process for it, another where that dies, the page that killed it
rejected, and in the end outputs and manifest.

A page that takes too long or too much memory is named by how the worker dies. One whose worker dies otherwise (a crash,
a `kill -9` from outside) is tried once more first, so that nobody's kill costs a page.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable
from multiprocessing.connection import Connection, Pipe

from newscrawl.bulk.course import Course, UnitError
from newscrawl.bulk.draft import claim_drafts, name_outputs, publish
from newscrawl.bulk.job import Job
from newscrawl.bulk.manifest import Manifest, find_manifest_path, read_manifest, write_manifest
from newscrawl.bulk.unit import Unit, identify_archive
from newscrawl.bulk.worker import PageDone, UnitDone, work_unit
from newscrawl.errors import InputError, LockedError, NewscrawlError
from newscrawl.workers.faults import Fault
from newscrawl.workers.limits import OUT_OF_MEMORY
from newscrawl.workers.pool import explain_death
from newscrawl.workers.processes import make_context

Watch = Callable[[Unit, int, int], None]
"""Hears of every page of a unit: how many there were so far, and at which byte of it the latest lies."""
LISTEN_SECONDS = 0.5
GRACE_SECONDS = 5.0
"""So long a worker that has said its last may take to end."""
MAX_DEATHS_HERE = 4
"""Workers that may die between two pages. A page is blamed after the second, so the others died of something else."""
_BY_LIMIT = (-signal.SIGALRM, OUT_OF_MEMORY)


class StoppedError(Exception):
    """The run was asked to end; what is begun counts as not done."""


def process_unit(unit: Unit, job: Job, watch: Watch | None = None, stopped: threading.Event | None = None) -> Manifest:
    """See a unit through and give its manifest, which is on disk then.

    Raises OutputError where outputs cannot be written, and StoppedError once `stopped` is set.
    """
    course = Course()
    failure: NewscrawlError | None = None
    try:
        course.identity = identify_archive(unit.path)
        with claim_drafts(name_outputs(unit, job)):
            _work_off(unit, job, course, watch, stopped or threading.Event())
            publish(unit, job)
    except (InputError, LockedError, UnitError) as error:
        failure = error
    manifest = course.make_manifest(unit, job, failure)
    if failure is None or not _has_outputs(unit, job):
        write_manifest(find_manifest_path(job.out, unit), manifest)
    return manifest


def _has_outputs(unit: Unit, job: Job) -> bool:
    """Tell whether another run made outputs, whose manifest is no business of a failed one."""
    manifest = read_manifest(find_manifest_path(job.out, unit))
    return manifest is not None and bool(manifest.outputs)


def _work_off(unit: Unit, job: Job, course: Course, watch: Watch | None, stopped: threading.Event) -> None:
    """Start workers until one gets to the end."""
    blame: Fault | None = None
    while True:
        code = _run_worker(unit, job, course, blame, watch, stopped)
        course.end_worker()
        if course.outputs:
            return
        death = explain_death(code, job.limits)
        if course.deaths_here > MAX_DEATHS_HERE:
            why = f"{course.deaths_here} workers died behind byte {course.place.offset}: {death.evidence}"
            raise UnitError(unit.name, why)
        blame = death if code in _BY_LIMIT or course.deaths_here > 1 else None


def _run_worker(
    unit: Unit, job: Job, course: Course, blame: Fault | None, watch: Watch | None, stopped: threading.Event
) -> int | None:
    """Run one worker to its end, which is that of the unit or its own; gives its exit code."""
    line, far_end = Pipe(duplex=False)
    process = make_context().Process(target=work_unit, args=(unit, job, course.place, blame, far_end), daemon=True)
    process.start()
    far_end.close()
    try:
        _listen(line, course, unit, watch, stopped)
        process.join(GRACE_SECONDS)
    finally:
        process.kill()
        process.join()
        line.close()
    return process.exitcode


def _listen(line: Connection, course: Course, unit: Unit, watch: Watch | None, stopped: threading.Event) -> None:
    """Take in what a worker says, until it says no more. Raises what it raised."""
    while True:
        if stopped.is_set():
            raise StoppedError
        try:
            if not line.poll(LISTEN_SECONDS):
                continue
            word = line.recv()
        except (EOFError, OSError):
            return
        course.take_in(word, unit)
        if watch is not None and isinstance(word, PageDone):
            watch(unit, course.outcomes.total(), word.place.offset)
        if isinstance(word, UnitDone):
            return
