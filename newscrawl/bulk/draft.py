"""Decides how lines become files: written to a draft, sealed, and given their names in one step.

A draft `<stem>.jsonl.part` is plain whatever the file will be, so that it can be cut back to any line. Whoever works
off an archive holds the system's lock on its first draft, which ends with the process however that ends.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import msgspec

from newscrawl.bulk.job import Job
from newscrawl.bulk.manifest import OutputFile, find_manifest_path
from newscrawl.bulk.unit import REJECTS_FOLDER, Unit
from newscrawl.delivery.compression import Compression, compress_member
from newscrawl.delivery.naming import DRAFT_SUFFIX
from newscrawl.delivery.output_file import explain, sync_folder
from newscrawl.errors import LockedError

ENDING = ".jsonl"
MEMBER_BYTES = 4 << 20
"""Lines of so many bytes are a member of a compressed file."""


@dataclass(frozen=True, slots=True)
class OutputName:
    """Where one kind of line of an archive goes. draft, sealed: what the file is called until it is whole."""

    folder: Path
    name: str
    compression: Compression

    @property
    def draft(self) -> Path:
        """The plain lines."""
        return self.folder / f"{self.name}{ENDING}{DRAFT_SUFFIX}"

    @property
    def path(self) -> Path:
        """The file."""
        return self.folder / f"{self.name}{ENDING}{self.compression.value}"

    @property
    def sealed(self) -> Path:
        """What is renamed to be the file."""
        return self.draft if not self.compression else self.path.with_name(self.path.name + DRAFT_SUFFIX)


class _Identified(msgspec.Struct):
    id: str


class LineFile:
    """A draft that lines are appended to. size: bytes of it that count. Raises OutputError from every method."""

    def __init__(self, name: OutputName, size: int) -> None:
        self.name = name
        self.size = size
        try:
            self._file = name.draft.open("r+b", buffering=0)
            self._file.truncate(size)
            self._file.seek(size)
        except OSError as error:
            raise explain(name.draft, error) from None

    def append(self, line: bytes) -> None:
        """Hand a line to the system."""
        try:
            left = memoryview(line)
            while left:  # a disk that fills up takes a part first
                left = left[self._file.write(left) :]
        except OSError as error:
            raise explain(self.name.draft, error) from None
        self.size += len(line)

    def list_ids(self) -> Iterator[bytes]:
        """Give the ids of the records so far."""
        decoder = msgspec.json.Decoder(_Identified)
        with self.name.draft.open("rb") as file:
            for line in file:
                yield bytes.fromhex(decoder.decode(line).id)

    def seal(self, out: Path) -> OutputFile:
        """Compress the lines where that is wanted, wait until they are on disk, and tell of them. out: the folder that
        names are told from.
        """
        try:
            return self._seal(out)
        except OSError as error:
            raise explain(self.name.sealed, error) from None

    def _seal(self, out: Path) -> OutputFile:
        lines = size = 0
        digest = hashlib.sha256()
        is_plain = not self.name.compression
        with self.name.draft.open("rb") as plain, open(os.devnull if is_plain else self.name.sealed, "wb") as sealed:  # noqa: PTH123
            while True:
                batch = plain.readlines(MEMBER_BYTES)
                if not batch and (size or is_plain):
                    break
                member = compress_member(b"".join(batch), self.name.compression)
                lines, size = lines + len(batch), size + len(member)
                digest.update(member)
                sealed.write(member)
                if not batch:
                    break
            sealed.flush()
            os.fsync(self._file.fileno() if is_plain else sealed.fileno())
        self._file.close()
        name = self.name.path.relative_to(out).as_posix()
        return OutputFile(name=name, lines=lines, bytes=size, sha256=digest.hexdigest())


def name_outputs(unit: Unit, job: Job) -> tuple[OutputName, OutputName]:
    """Give where the records of an archive go, and the rejections."""
    records, rejects = job.out / unit.stem, job.out / REJECTS_FOLDER / unit.stem
    return (
        OutputName(records.parent, records.name, job.compression),
        OutputName(rejects.parent, rejects.name, job.compression),
    )


@contextmanager
def claim_drafts(names: tuple[OutputName, ...]) -> Iterator[None]:
    """Make empty drafts, and delete what is left of them in the end.

    Each is a new file: a worker that outlives a killed run for a moment writes into one without a name. Raises
    LockedError where another run has them, OutputError where they cannot be made.
    """
    lock: int | None = None
    try:
        for name in names:
            name.folder.mkdir(parents=True, exist_ok=True)
        _steal_lock(names[0].draft)
        for name in names:
            name.draft.unlink(missing_ok=True)
            name.sealed.unlink(missing_ok=True)
            made = os.open(name.draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o644)
            if lock is None:
                lock = made
                _lock(made, names[0].draft)
            else:
                os.close(made)
        yield
    except FileExistsError:
        raise LockedError(str(names[0].draft), "it has just begun") from None
    except OSError as error:
        raise explain(names[0].draft, error) from None
    finally:
        if lock is not None:
            _drop(names)
            os.close(lock)


def publish(unit: Unit, job: Job) -> None:
    """Give sealed files their names, in place of those of an earlier run, whose manifest goes first. Raises
    OutputError.
    """
    names = name_outputs(unit, job)
    try:
        for name in names:
            for compression in set(Compression) - {name.compression}:
                OutputName(name.folder, name.name, compression).path.unlink(missing_ok=True)
        find_manifest_path(job.out, unit).unlink(missing_ok=True)
        sync_folder(names[0].folder)
        for name in reversed(names):
            name.sealed.replace(name.path)
            sync_folder(name.folder)
    except OSError as error:
        raise explain(names[0].path, error) from None


def _drop(names: tuple[OutputName, ...]) -> None:
    for name in names:
        for path in {name.draft, name.sealed}:
            with suppress(OSError):
                path.unlink(missing_ok=True)


def _steal_lock(draft: Path) -> None:
    """Make sure that nobody who lives has a draft."""
    try:
        left = os.open(draft, os.O_WRONLY | os.O_CLOEXEC)
    except FileNotFoundError:
        return
    try:
        _lock(left, draft)
    finally:
        os.close(left)


def _lock(descriptor: int, path: Path) -> None:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise LockedError(str(path), "it has this archive in work") from None
    except OSError:
        return  # a file system without locks: then nobody may start the same archives twice at a time


