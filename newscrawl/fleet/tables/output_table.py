"""Decides how far each output file of a worker counts. No other worker reads or writes these rows."""

from __future__ import annotations

from pathlib import Path

import msgspec

from newscrawl.delivery.journal import OutputState
from newscrawl.fleet.transaction import Transaction
from newscrawl.memory.output_table import shorten_path


class StoredOutput(msgspec.Struct, array_like=True):
    """One file. id: the same for all workers; it leads to the worker and the path (`output:ID`)."""

    id: int
    kind: str
    is_draft: bool
    size: int
    tail: str
    is_open: bool


class OutputPlace(msgspec.Struct, array_like=True):
    """Where a file lies. folder: of the worker. path: as `name_path` gives it."""

    worker: str
    folder: bytes
    path: bytes


_decode = msgspec.msgpack.Decoder(StoredOutput).decode


def outputs_key(prefix: str, worker: str) -> str:
    """Name the hash of a worker's files, by path."""
    return f"{prefix}:outputs:{worker}"


def open_key(prefix: str, worker: str) -> str:
    """Name the set of the paths of those that are open."""
    return f"{prefix}:open:{worker}"


def make_state(path: bytes, row: bytes, folder: Path) -> OutputState:
    """Give a file as delivery knows it. folder: that of the worker."""
    kept = _decode(row)
    return OutputState(
        kind=kept.kind,
        path=folder.absolute() / path.decode("utf-8", "surrogatepass"),
        is_draft=kept.is_draft,
        offset=kept.size,
        tail=kept.tail,
        is_open=kept.is_open,
    )


def save_output(transaction: Transaction, state: OutputState, worker: str, folder: Path) -> None:
    """Take over how far a file counts. In place."""
    path = name_path(state.path, folder)
    known = find_output_id(transaction, state.path, worker, folder)
    number = known or transaction.next_number("output")
    row = StoredOutput(number, state.kind, state.is_draft, state.offset, state.tail, state.is_open)
    transaction.set_field(outputs_key(transaction.prefix, worker), path, msgspec.msgpack.encode(row))
    transaction.command("SADD" if state.is_open else "SREM", open_key(transaction.prefix, worker), path)
    if known is None:
        place = OutputPlace(worker, str(folder.absolute()).encode("utf-8", "surrogatepass"), path)
        transaction.set(transaction.key("output", number), msgspec.msgpack.encode(place))


def find_output_id(transaction: Transaction, path: Path, worker: str, folder: Path) -> int | None:
    """Give the number of a file."""
    row = transaction.get_field(outputs_key(transaction.prefix, worker), name_path(path, folder))
    return _decode(row).id if row is not None else None


def name_path(path: Path, folder: Path) -> bytes:
    """Give a path as it is kept."""
    return shorten_path(path, folder).encode("utf-8", "surrogatepass")
