"""Decides what is told of an archive that was worked off, `newscrawl.bulk/1`; where it lies, and when it vouches for
the outputs beside it.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

import msgspec

from newscrawl.bulk.unit import ArchiveIdentity, Unit
from newscrawl.delivery.output_file import explain, sync_folder
from newscrawl.serialiser import encode_json

MANIFEST_SCHEMA_NAME = "newscrawl.bulk/1"
SUFFIX = ".manifest.json"
MAX_DAMAGES = 100
"""So many damaged places stand in a manifest; all of them are counted."""


class State(StrEnum):
    """How an archive was worked off."""

    complete = "complete"
    damaged = "damaged"
    """Parts of it cannot be read; what can be is in the outputs."""
    failed = "failed"
    """There are no outputs of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """What was in an archive.

    responses: answers stored in it. pages: those that a live crawl would have made pages of, and in an archive of
    newscrawl's fetches that failed. not_pages: the others, by why. rejected: by reason; `not_html` is what is no HTML.
    duplicates: records of an article that the archive gave before. damages: places that cannot be read.
    """

    responses: int = 0
    pages: int = 0
    records: int = 0
    duplicates: int = 0
    rejected: dict[str, int] = field(default_factory=dict)
    not_pages: dict[str, int] = field(default_factory=dict)
    damages: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class OutputFile:
    """A file that was written. name: below the output folder."""

    name: str
    lines: int
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DamagedPlace:
    """A place that cannot be read. offset: in bytes. archive: as records name it."""

    archive: str
    offset: int
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """All that is told of an archive.

    stem: what its outputs are called. made_with: what shaped them (`job.describe_making`). why: of a failure.
    seconds: of the clock. cpu_seconds: of the processor, without what workers that died spent on their last page.
    peak_memory: bytes of the worker. deaths: workers that died over it. labels: of the run.
    """

    schema: str
    archive: str
    path: str
    stem: str
    identity: ArchiveIdentity | None
    state: State
    why: str | None = None
    made_with: dict[str, Any]
    counts: Counts
    damages: list[DamagedPlace] = field(default_factory=list)
    outputs: list[OutputFile] = field(default_factory=list)
    crawl_id: str
    labels: dict[str, str] = field(default_factory=dict)
    host: str
    started: str
    finished: str
    seconds: float
    cpu_seconds: float
    peak_memory: int
    deaths: int


def find_manifest_path(out: Path, unit: Unit) -> Path:
    """Give where the manifest of an archive lies."""
    return out / f"{unit.stem}{SUFFIX}"


def read_manifest(path: Path) -> Manifest | None:
    """Read a manifest; None where there is none, or none of this form."""
    try:
        manifest = msgspec.json.decode(path.read_bytes(), type=Manifest)
    except (OSError, msgspec.DecodeError, UnicodeDecodeError):
        return None
    return manifest if manifest.schema == MANIFEST_SCHEMA_NAME else None


def write_manifest(path: Path, manifest: Manifest) -> None:
    """Write a manifest so that it is there whole or not at all, whatever happens. Raises OutputError."""
    draft = path.with_name(path.name + ".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with draft.open("wb") as file:
            file.write(encode_json(manifest, indent=2) + b"\n")
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
        sync_folder(path.parent)
    except OSError as error:
        raise explain(path, error) from None


def is_vouched_for(manifest: Manifest, identity: ArchiveIdentity, made_with: dict[str, Any], out: Path) -> bool:
    """Tell whether the outputs of a manifest are those that working off this archive now would give."""
    if manifest.state is State.failed or manifest.identity != identity or manifest.made_with != made_with:
        return False
    return all(_has_size(out / output.name, output.bytes) for output in manifest.outputs)


def _has_size(path: Path, size: int) -> bool:
    try:
        return path.stat().st_size == size
    except OSError:
        return False
