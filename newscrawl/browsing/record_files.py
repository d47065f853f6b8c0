"""Decides which files are meant by what a user names: files as they are, and of folders those that a run delivers."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from newscrawl.delivery.compression import Compression, find_compression
from newscrawl.delivery.naming import DRAFT_SUFFIX
from newscrawl.errors import InputError

LINES_SUFFIX = ".jsonl"


@dataclass(frozen=True, slots=True)
class RecordFile:
    """One file. name: as it is shown, in the user's own words. size: bytes. changed: when it was, in nanoseconds."""

    name: str
    path: Path
    compression: Compression
    size: int
    changed: int


def find_record_files(named: Sequence[Path]) -> list[RecordFile]:
    """Find the files, each once, in the order of the arguments and of their names.

    Of a folder those in it and below that are of a form that a run writes: `.jsonl`, `.jsonl.gz`, `.jsonl.zst`, and
    each of them while it is a draft (`.part`). Raises InputError for what is not there.
    """
    found: dict[Path, RecordFile] = {}
    for argument in named:
        try:
            for path in _list_paths(argument):
                found.setdefault(path.resolve(), _look_at(path))
        except FileNotFoundError:
            raise InputError(str(argument), "no such file") from None
        except OSError as error:
            raise InputError(str(argument), error.strerror or "cannot be read") from None
    return list(found.values())


def is_record_name(name: str) -> bool:
    """Tell whether a file's name is of a form that a run writes."""
    whole = name.removesuffix(DRAFT_SUFFIX)
    return whole.removesuffix(find_compression(whole)).endswith(LINES_SUFFIX)


def _list_paths(argument: Path) -> Iterator[Path]:
    if not argument.is_dir():
        yield argument
        return
    for folder, folders, names in os.walk(argument):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(folder, name)
            if is_record_name(name) and not name.startswith(".") and path.is_file():
                yield path


def _look_at(path: Path) -> RecordFile:
    with path.open("rb"):  # what may not be read is told at once
        state = path.stat()
    whole = path.name.removesuffix(DRAFT_SUFFIX)
    return RecordFile(str(path), path.absolute(), find_compression(whole), state.st_size, state.st_mtime_ns)
