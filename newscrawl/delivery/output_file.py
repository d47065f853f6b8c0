"""Decides how bytes get to disk: appended in whole batches, synced, and cut back where a batch failed."""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from newscrawl.delivery.compression import Compression, compress_member
from newscrawl.delivery.journal import TAIL_BYTES, OutputState, Position, hash_tail
from newscrawl.errors import OutputError


class OutputFile:
    """One file open for appending, whose first `committed.offset` bytes count.

    state: with what was appended since. committed: what the memory has; its owner sets it. Raises OutputError
    (from every method but `cut_back` and `close`) with what the system says.
    """

    def __init__(self, state: OutputState) -> None:
        self.state = self.committed = state
        path = state.actual_path
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            is_new = not path.exists()
            self._file = path.open("ab", buffering=0)
            if is_new:
                sync_folder(path.parent)
            self._tail = read_tail(path, state.offset)
        except OSError as error:
            raise explain(path, error) from error

    def append(self, lines: Sequence[bytes]) -> list[Position]:
        """Write lines as one batch, and tell where each stands. In a compressed file a batch is a member."""
        compression, offset = self.state.compression, self.state.offset
        data = b"".join(lines)
        member = compress_member(data, compression)
        try:
            self._write(member)
        except OSError as error:
            raise explain(self.state.actual_path, error) from error
        positions = []
        for number, line in enumerate(lines):
            if compression is Compression.none:
                positions.append(Position(self.state.path, offset))
                offset += len(line)
            else:
                positions.append(Position(self.state.path, offset, number))
        self._tail = (self._tail + member)[-TAIL_BYTES:]
        self.state = replace(self.state, offset=self.state.offset + len(member), tail=hash_tail(self._tail))
        return positions

    def sync(self) -> None:
        """Wait until everything written is on disk."""
        try:
            os.fsync(self._file.fileno())
        except OSError as error:
            raise explain(self.state.actual_path, error) from error

    def cut_back(self) -> None:
        """Take back what does not count, as far as the disk lets us; the next start does the rest."""
        self.state = self.committed
        with suppress(OSError):
            os.ftruncate(self._file.fileno(), self.state.offset)
            os.fsync(self._file.fileno())

    def close(self) -> None:
        """Close the file. Everything in it was synced."""
        with suppress(OSError):
            self._file.close()

    def _write(self, data: bytes) -> None:
        left = memoryview(data)
        while left:  # a disk that fills up takes a part first
            left = left[self._file.write(left) :]


def read_tail(path: Path, offset: int) -> bytes:
    """Give the last bytes before `offset`, at most `TAIL_BYTES`. Raises OSError."""
    with path.open("rb") as file:
        file.seek(max(0, offset - TAIL_BYTES))
        return file.read(min(offset, TAIL_BYTES))


def publish_draft(state: OutputState) -> OutputState:
    """Give a draft its final name, durably; where nothing was delivered into it, delete it. Raises
    OutputError.
    """
    draft = state.actual_path
    try:
        if state.offset:
            draft.replace(state.path)
        else:
            draft.unlink(missing_ok=True)
        sync_folder(draft.parent)
    except OSError as error:
        raise explain(draft, error) from error
    return replace(state, is_draft=False, is_open=False)


def sync_folder(folder: Path) -> None:
    """Wait until new and changed names in a folder are on disk. Raises OSError."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def explain(path: Path, error: OSError) -> OutputError:
    """Make an OutputError of what the system says."""
    return OutputError(str(path), f"cannot be written ({error.strerror or error})")
