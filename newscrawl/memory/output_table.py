"""Decides how far each output file counts, and where each line stands."""

from __future__ import annotations

from pathlib import Path
from sqlite3 import Connection

from newscrawl.delivery.journal import OutputState, Position

_COLUMNS = "kind, path, is_draft, size, tail, is_open"


def read_open_outputs(connection: Connection, folder: Path) -> list[OutputState]:
    """Give the files that are open, or were when a run died. folder: that of the memory file."""
    rows = connection.execute(f"SELECT {_COLUMNS} FROM output WHERE is_open ORDER BY id")
    return [_make_state(row, folder) for row in rows]


def find_output(connection: Connection, path: Path, folder: Path) -> OutputState | None:
    """Give what is known of a file."""
    row = connection.execute(
        f"SELECT {_COLUMNS} FROM output WHERE path = ?", (shorten_path(path, folder),)
    ).fetchone()
    return _make_state(row, folder) if row else None


def save_output(connection: Connection, state: OutputState, folder: Path) -> None:
    """Take over how far a file counts. In place."""
    connection.execute(
        "INSERT INTO output (kind, path, is_draft, size, tail, is_open) VALUES (?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (path) DO UPDATE SET kind = excluded.kind, is_draft = excluded.is_draft,"
        " size = excluded.size, tail = excluded.tail, is_open = excluded.is_open",
        (
            *(state.kind, shorten_path(state.path, folder), state.is_draft),
            *(state.offset, state.tail, state.is_open),
        ),
    )


def save_line(
    connection: Connection, page_id: int, at: int, version: int | None, position: Position, folder: Path
) -> None:
    """Keep where a line stands. version: of a record; None for a rejection. In place."""
    connection.execute(
        "INSERT OR REPLACE INTO line (page_id, at, version, output_id, position, number)"
        " SELECT ?, ?, ?, id, ?, ? FROM output WHERE path = ?",
        (page_id, at, version, position.offset, position.line, shorten_path(position.path, folder)),
    )


def shorten_path(path: Path, folder: Path) -> str:
    """Give a path relative to the memory's folder where it lies in it, so that both can move together."""
    absolute = path.absolute()
    base = folder.absolute()
    return str(absolute.relative_to(base)) if absolute.is_relative_to(base) else str(absolute)


def _make_state(row: tuple[str, str, int, int, str, int], folder: Path) -> OutputState:
    kind, path, is_draft, size, tail, is_open = row
    return OutputState(
        kind=kind,
        path=folder.absolute() / path,
        is_draft=bool(is_draft),
        offset=size,
        tail=tail,
        is_open=bool(is_open),
    )
