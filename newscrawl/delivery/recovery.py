"""Decides what a start does with the files that it finds: cut what does not count, publish what is whole,
refuse what is not what the memory knows.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO

from newscrawl.delivery.compression import Compression, find_compression, open_decompressed
from newscrawl.delivery.journal import OutputState, hash_tail
from newscrawl.delivery.output_file import explain, publish_draft, read_tail
from newscrawl.errors import OutputError

_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Repair:
    """What a start changed. path: the file. what: a clause for a person."""

    path: Path
    what: str


def recover_output(state: OutputState) -> tuple[OutputState, Repair | None]:
    """Bring one file to what the memory says of it; give its state then, and what was changed.

    A draft that a dead run left is published, or deleted where nothing in it counts. Raises OutputError where
    the file lacks bytes that were delivered, or is another file.
    """
    if state.is_draft and not state.actual_path.exists() and (state.path.exists() or not state.offset):
        # Renamed, or deleted as empty, and killed before the memory knew.
        return check_content(replace(state, is_draft=False, is_open=False)), None
    check_content(state)
    repair = cut_rest(state)
    if not state.is_draft:
        return state, repair
    cut = f"{repair.what}, and " if repair else ""
    if not state.offset:
        return publish_draft(state), repair
    return publish_draft(state), Repair(state.path, f"{cut}published: a run had died before it did")


def check_content(state: OutputState) -> OutputState:
    """Give `state` back where its file begins with the bytes that count. Raises OutputError otherwise."""
    path = state.actual_path
    if not state.offset:
        return state
    try:
        size = path.stat().st_size
        tail = read_tail(path, state.offset)
    except FileNotFoundError:
        raise OutputError(str(path), f"is gone; {state.offset:,} bytes were delivered into it") from None
    except OSError as error:
        raise OutputError(str(path), f"cannot be read ({error.strerror})") from error
    if size < state.offset:
        raise OutputError(
            str(path), f"is {size:,} bytes long, but {state.offset:,} were delivered: it was shortened"
        )
    if hash_tail(tail) != state.tail:
        raise OutputError(
            str(path), f"does not hold what was delivered before byte {state.offset:,}: it was changed"
        )
    return state


def cut_rest(state: OutputState) -> Repair | None:
    """Cut what stands after the bytes that count, and tell of it. Raises OutputError."""
    path = state.actual_path
    try:
        with path.open("r+b") as file:
            rest = file.seek(0, os.SEEK_END) - state.offset
            if rest <= 0:
                return None
            lines, is_torn = _count_lines(file, state.offset)
            file.truncate(state.offset)
            os.fsync(file.fileno())
    except FileNotFoundError:
        return None
    except OSError as error:
        raise explain(path, error) from error
    if state.compression is not Compression.none:
        return Repair(path, f"cut {rest:,} bytes that a dead run left after byte {state.offset:,}")
    torn = " and a torn one" if is_torn else ""
    return Repair(path, f"cut {lines} lines{torn} that a dead run left after byte {state.offset:,}")


def adopt_file(state: OutputState) -> OutputState:
    """Give the state of a file of whole lines that no memory knows, so that it can be appended to.

    Raises OutputError where it ends in the middle of a line or a member, or cannot be read.
    """
    path = state.path
    if not path.exists():
        return state
    try:
        size = path.stat().st_size
        if size and not _is_whole(path):
            raise OutputError(str(path), "ends in the middle of a line; repair it or move it away")
        return replace(state, offset=size, tail=hash_tail(read_tail(path, size)))
    except (OSError, EOFError) as error:
        raise OutputError(str(path), f"cannot be appended to ({error})") from error


def _is_whole(path: Path) -> bool:
    last = b"\n"
    with path.open("rb") as file, open_decompressed(file, find_compression(path.name)) as lines:
        while chunk := lines.read(_CHUNK):
            last = chunk[-1:]
    return last == b"\n"


def _count_lines(file: IO[bytes], offset: int) -> tuple[int, bool]:
    lines, last = 0, b"\n"
    file.seek(offset)
    while chunk := file.read(_CHUNK):
        lines += chunk.count(b"\n")
        last = chunk[-1:]
    return lines, last != b"\n"
