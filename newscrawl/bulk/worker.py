"""Decides what the process does that works off an archive: pages to lines, lines to drafts, and word of each page."""

from __future__ import annotations

import io
import resource
import signal
import time
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import IO

from newscrawl.archives.files import open_archive
from newscrawl.archives.pages import ArchivePages
from newscrawl.archives.records import Damage
from newscrawl.bulk.draft import LineFile, name_outputs
from newscrawl.bulk.job import Job
from newscrawl.bulk.manifest import DamagedPlace, OutputFile
from newscrawl.bulk.page_lines import DUPLICATE, RECORD, PageLine, make_line
from newscrawl.bulk.unit import Unit, list_parts
from newscrawl.errors import InputError, NewscrawlError
from newscrawl.workers.faults import Fault, locate_error
from newscrawl.workers.limits import bound_process


@dataclass(frozen=True, slots=True)
class Place:
    """How far an archive is worked off. part, offset: of the last page. records, rejects: bytes of the drafts then."""

    part: int = 0
    offset: int = -1
    records: int = 0
    rejects: int = 0


@dataclass(frozen=True, slots=True)
class PageDone:
    """Word of a page whose line is in its draft. damages: places before it. cpu_seconds: of this process so far."""

    place: Place
    outcome: str
    damages: tuple[DamagedPlace, ...]
    cpu_seconds: float


@dataclass(frozen=True, slots=True)
class PartDone:
    """Word of the end of an archive in the unit. responses: answers in it. not_pages: those that are none, by why."""

    part: int
    responses: int
    not_pages: dict[str, int]
    damages: tuple[DamagedPlace, ...]


@dataclass(frozen=True, slots=True)
class UnitDone:
    """Word of the end: the files are on disk, under the names of drafts. peak_memory: bytes of this process."""

    outputs: tuple[OutputFile, ...]
    cpu_seconds: float
    peak_memory: int


@dataclass(frozen=True, slots=True)
class WorkerFault:
    """Word of a fault of newscrawl's own outside of any page."""

    why: str


_PACKAGE_ERRORS = (zipfile.BadZipFile, zlib.error, EOFError)
"""What reading in a WACZ raises where that is broken."""

Word = PageDone | PartDone | UnitDone | WorkerFault | NewscrawlError


def work_unit(unit: Unit, job: Job, start: Place, blame: Fault | None, line: Connection) -> None:
    """Work off a unit from a place on, in a process of its own. blame: why the next page is not tried any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever supervises decides what Ctrl-C means
    bound_process(job.limits)
    try:
        for word in _UnitWorker(unit, job, start).work(blame):
            line.send(word)
    except BrokenPipeError:
        return  # whoever wanted to hear of it is gone
    except NewscrawlError as error:
        line.send(error)
    except Exception as error:
        line.send(WorkerFault(locate_error(error)))


class _UnitWorker:
    def __init__(self, unit: Unit, job: Job, start: Place) -> None:
        self.unit = unit
        self.job = job
        self.start = start
        records, rejects = name_outputs(unit, job)
        self.records, self.rejects = LineFile(records, start.records), LineFile(rejects, start.rejects)
        self.known = set(self.records.list_ids())

    def work(self, blame: Fault | None) -> Iterator[Word]:
        for part, (name, path) in enumerate(list_parts(self.unit)):
            if part < self.start.part:
                continue
            for word in self._work_part(part, name, path, blame):
                yield word
                blame = None
        outputs = (self.records.seal(self.job.out), self.rejects.seal(self.job.out))
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
        yield UnitDone(outputs, time.process_time(), peak)

    def _work_part(self, part: int, name: str, path: str, blame: Fault | None) -> Iterator[Word]:
        told = 0
        with _open(path, is_whole=path == self.unit.path) as file:
            pages = ArchivePages(file, name, self.job.max_size, self.start.offset if part == self.start.part else -1)
            try:
                for page in pages:
                    outcome = self._write(make_line(page, self.job, self.known, blame))
                    blame = None
                    place = Place(part, pages.position, self.records.size, self.rejects.size)
                    yield PageDone(place, outcome, _list_damages(pages, told), time.process_time())
                    told = len(pages.damages)
            except _PACKAGE_ERRORS as error:
                pages.damages.append(Damage(max(0, pages.position), f"the WACZ is broken there ({error})"))
        if not pages.responses and not pages.damages and not pages.counts:
            pages.damages.append(Damage(0, "no answer is stored in it"))
        yield PartDone(part, pages.responses, dict(pages.counts), _list_damages(pages, told))

    def _write(self, made: PageLine) -> str:
        if made.outcome == RECORD:
            self.records.append(made.line)
        elif made.outcome != DUPLICATE:
            self.rejects.append(made.line)
        return made.outcome


@contextmanager
def _open(path: str, *, is_whole: bool) -> Iterator[IO[bytes]]:
    """Open an archive; a WARC of a WACZ that cannot be opened is as one without a record."""
    with ExitStack() as stack:
        try:
            file = stack.enter_context(open_archive(path))
        except InputError:
            if is_whole:
                raise
            file = io.BytesIO()
        yield file


def _list_damages(pages: ArchivePages, told: int) -> tuple[DamagedPlace, ...]:
    return tuple(DamagedPlace(archive=pages.name, offset=one.offset, why=one.why) for one in pages.damages[told:])
