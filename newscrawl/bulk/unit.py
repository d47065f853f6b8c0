"""Decides which archives a bulk run works off, what their outputs are called, and by what an archive is known again."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from newscrawl.archives.files import find_files, list_archives
from newscrawl.errors import InputError

ENDINGS = (".warc.gz", ".warc.zst", ".warc", ".wacz")
REJECTS_FOLDER = "rejects"
"""The folder below that of the records."""
END_BYTES = 64 * 1024
"""So much of an archive's beginning and of its end is hashed: every archive begins and ends with records whose ids are
its own, and reading all of it again would take as long as a tenth of the extraction."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """One archive, a WARC or a WACZ.

    name: as it was named. path: absolute. stem: the name of its outputs, without ending, with `/` where folders are
    kept. size: in bytes.
    """

    name: str
    path: str
    stem: str
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveIdentity:
    """What an archive is known by, wherever it lies. ends_sha256: of its first and last 64 KiB."""

    size: int
    ends_sha256: str


def list_units(patterns: Iterable[str], base: str | None = None) -> list[Unit]:
    """Give the archives that names and patterns stand for, sorted by stem.

    base: a folder whose subfolders are kept in the outputs. Raises InputError where a name stands for no file, where
    a file is not below `base`, and where two archives would have the same outputs.
    """
    units: dict[str, Unit] = {}
    for name in find_files(patterns):
        path = os.path.abspath(name)  # noqa: PTH100  # links stay: their names are what was asked for
        stem = _name_outputs(name, path, base)
        other = units.get(stem)
        if other is not None and other.path != path:
            why = f"its records would have the same file as those of {other.name}; --base FOLDER keeps subfolders apart"
            raise InputError(name, why)
        units.setdefault(stem, Unit(name=name, path=path, stem=stem, size=Path(path).stat().st_size))
    return [units[stem] for stem in sorted(units)]


def list_parts(unit: Unit) -> list[tuple[str, str]]:
    """Give name and path of each archive in a unit: itself, or those of a WACZ. Raises InputError."""
    return [(unit.name + path.removeprefix(unit.path), path) for path in list_archives(unit.path)]


def identify_archive(path: str) -> ArchiveIdentity:
    """Read what an archive is known by. Raises InputError where it cannot be read."""
    digest = hashlib.sha256()
    try:
        with Path(path).open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            digest.update(file.read(END_BYTES))
            file.seek(max(END_BYTES, size - END_BYTES))
            digest.update(file.read(END_BYTES))
    except OSError as error:
        raise InputError(path, f"cannot be read ({error.strerror or error})") from None
    return ArchiveIdentity(size=size, ends_sha256=digest.hexdigest())


def _name_outputs(name: str, path: str, base: str | None) -> str:
    kept = Path(path)
    short = Path(kept.name)
    if base is not None:
        try:
            short = kept.relative_to(Path(base).absolute())
        except ValueError:
            raise InputError(name, f"is not below --base {base}") from None
    if short.parts[0] == REJECTS_FOLDER and len(short.parts) > 1:
        raise InputError(name, f"a folder {REJECTS_FOLDER} below --base would hold records and rejections")
    ending = next((ending for ending in ENDINGS if short.name.lower().endswith(ending)), "")
    return short.as_posix()[: -len(ending) or None]
