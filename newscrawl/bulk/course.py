"""Decides how it is kept in mind how a unit is getting on, and what its manifest says in the end."""

from __future__ import annotations

import platform
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from newscrawl.bulk.job import Job, describe_making
from newscrawl.bulk.manifest import (
    MANIFEST_SCHEMA_NAME,
    MAX_DAMAGES,
    Counts,
    DamagedPlace,
    Manifest,
    OutputFile,
    State,
)
from newscrawl.bulk.page_lines import DUPLICATE, RECORD
from newscrawl.bulk.unit import ArchiveIdentity, Unit
from newscrawl.bulk.worker import PageDone, PartDone, Place, UnitDone, Word, WorkerFault
from newscrawl.clock import tell_now
from newscrawl.errors import NewscrawlError


class UnitError(NewscrawlError):
    """An archive cannot be worked off. name: as it was named. why: a clause."""

    def __init__(self, name: str, why: str) -> None:
        super().__init__(f"{name}: {why}")
        self.name = name
        self.why = why


@dataclass
class Course:
    """How a unit is getting on.

    place: behind the last page. deaths: workers that died; deaths_here: since that page. cpu_seconds: of workers
    before this one. identity: None where the archive cannot be read.
    """

    place: Place = field(default_factory=Place)
    outcomes: Counter[str] = field(default_factory=Counter)
    parts: dict[int, PartDone] = field(default_factory=dict)
    damages: dict[tuple[str, int], DamagedPlace] = field(default_factory=dict)
    outputs: tuple[OutputFile, ...] = ()
    deaths: int = 0
    deaths_here: int = 0
    cpu_seconds: float = 0.0
    cpu_seconds_now: float = 0.0
    peak_memory: int = 0
    identity: ArchiveIdentity | None = None
    started: datetime = field(default_factory=tell_now)
    begin: float = field(default_factory=time.monotonic)

    def take_in(self, word: Word, unit: Unit) -> None:
        """Note what a worker said, in place. Raises what it raised."""
        match word:
            case PageDone():
                self.place, self.deaths_here = word.place, 0
                self.outcomes[word.outcome] += 1
                self.cpu_seconds_now = word.cpu_seconds
                self._note_damages(word.damages)
            case PartDone():
                self.parts[word.part] = word
                self._note_damages(word.damages)
            case UnitDone():
                self.outputs, self.cpu_seconds_now = word.outputs, word.cpu_seconds
                self.peak_memory = max(self.peak_memory, word.peak_memory)
            case WorkerFault():
                raise UnitError(unit.name, f"newscrawl failed on it; please report it: {word.why}")
            case NewscrawlError():
                raise word

    def end_worker(self) -> None:
        """Note that a worker is gone, in place."""
        self.cpu_seconds += self.cpu_seconds_now
        self.cpu_seconds_now = 0.0
        if not self.outputs:
            self.deaths += 1
            self.deaths_here += 1

    def make_manifest(self, unit: Unit, job: Job, failure: NewscrawlError | None = None) -> Manifest:
        """Tell of the unit now. failure: why there are no outputs of it."""
        state = State.failed if failure is not None else State.damaged if self.damages else State.complete
        return Manifest(
            schema=MANIFEST_SCHEMA_NAME,
            archive=unit.name,
            path=unit.path,
            stem=unit.stem,
            identity=self.identity,
            state=state,
            why=str(failure) if failure is not None else None,
            made_with=describe_making(job),
            counts=self._count(),
            damages=list(self.damages.values())[:MAX_DAMAGES],
            outputs=list(self.outputs) if failure is None else [],
            crawl_id=job.run.crawl_id,
            labels=dict(job.labels),
            host=platform.node(),
            started=f"{self.started:%Y-%m-%dT%H:%M:%SZ}",
            finished=f"{tell_now():%Y-%m-%dT%H:%M:%SZ}",
            seconds=round(time.monotonic() - self.begin, 3),
            cpu_seconds=round(self.cpu_seconds, 3),
            peak_memory=self.peak_memory,
            deaths=self.deaths,
        )

    def _count(self) -> Counts:
        not_pages: Counter[str] = Counter()
        for part in self.parts.values():
            not_pages.update(part.not_pages)
        special = {RECORD, DUPLICATE}
        return Counts(
            responses=sum(part.responses for part in self.parts.values()),
            pages=self.outcomes.total(),
            records=self.outcomes[RECORD],
            duplicates=self.outcomes[DUPLICATE],
            rejected={why: count for why, count in sorted(self.outcomes.items()) if why not in special},
            not_pages=dict(sorted(not_pages.items())),
            damages=len(self.damages),
        )

    def _note_damages(self, damages: Sequence[DamagedPlace]) -> None:
        for damage in damages:
            self.damages.setdefault((damage.archive, damage.offset), damage)
