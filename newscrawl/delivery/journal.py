"""Decides what delivery asks of the memory: which files are open, how far they count, and one atomic
commit.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, Protocol, TypeVar

from newscrawl.delivery.compression import Compression, find_compression
from newscrawl.delivery.naming import find_draft_path

TAIL_BYTES = 1024
"""So much of a file's end is remembered (as a hash): enough to tell another file before it is cut."""

E = TypeVar("E", contravariant=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class OutputState:
    """How far one file counts.

    kind: what it holds (`articles`, `rejects`). path: its final name. is_draft: whether it still is
    `<path>.part`. offset: bytes that count as delivered. tail: `hash_tail` of the last of them.
    is_open: whether a run writes to it, or died while it did.
    """

    kind: str
    path: Path
    is_draft: bool = False
    offset: int = 0
    tail: str = ""
    is_open: bool = True

    @property
    def actual_path(self) -> Path:
        """The name that the file has now."""
        return find_draft_path(self.path) if self.is_draft else self.path

    @property
    def compression(self) -> Compression:
        """How the file is compressed, as its final name says."""
        return find_compression(self.path.name)


@dataclass(frozen=True, slots=True)
class Position:
    """Where a line stands.

    path: the file's final name. offset: the first byte of the line, or of the member that holds it in a
    compressed file. line: the line's index in the member; 0 in a plain file.
    """

    path: Path
    offset: int
    line: int = 0


@dataclass(frozen=True, slots=True)
class Entry(Generic[E]):
    """One thing that happened. kind: of the file that `line` goes to; empty where nothing is written.

    line: one line of JSON with its line feed. effect: what the memory learns when the line is on disk.
    """

    kind: str
    line: bytes
    effect: E


class Journal(Protocol[E]):
    """What a memory offers to delivery."""

    def read_open_outputs(self) -> list[OutputState]:
        """Give the files that are open, or were when a run died."""

    def find_output(self, path: Path) -> OutputState | None:
        """Give what is known of a file, open or closed."""

    def commit(self, outputs: Sequence[OutputState], deliveries: Sequence[tuple[E, Position | None]]) -> None:
        """Take over states and effects, all or none of them, durably.

        Raises OutputError where the disk does not take it.
        """


def hash_tail(tail: bytes) -> str:
    """Name the end of a file by 16 hexadecimal digits; empty for an empty file."""
    return hashlib.sha256(tail[-TAIL_BYTES:]).hexdigest()[:16] if tail else ""
