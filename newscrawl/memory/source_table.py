"""Decides what is kept of a source and of its last polls."""

from __future__ import annotations

from dataclasses import astuple, fields
from sqlite3 import Connection

from newscrawl.discovery.candidate import Source, SourceKind
from newscrawl.memory.protocol import Poll, SourceState, Validators
from newscrawl.memory.tables import SourceRow
from newscrawl.memory.times import from_seconds, to_seconds

KEPT_POLLS = 50
_COLUMNS = [field.name for field in fields(SourceRow)]


def list_sources(connection: Connection, site: str) -> list[SourceState]:
    """Give the sources of a site in the order they were told of."""
    rows = connection.execute(
        "SELECT url, kind, parent_url, etag, last_modified, last_polled, next_poll FROM source"
        " WHERE site_id = (SELECT id FROM site WHERE name = ?) ORDER BY id",
        (site,),
    )
    return [
        SourceState(
            source=Source(url=url, kind=SourceKind(kind), parent_url=parent_url),
            validators=Validators(etag=etag, last_modified=last_modified),
            last_polled=from_seconds(last_polled),
            next_poll=from_seconds(next_poll),
        )
        for url, kind, parent_url, etag, last_modified, last_polled, next_poll in rows
    ]


def keep_named(connection: Connection, site_id: int, source: Source) -> None:
    """Keep a source that another one named; what was learned of it by reading it stays. In place."""
    connection.execute(
        "INSERT OR IGNORE INTO source (site_id, url, kind, parent_url) VALUES (?, ?, ?, ?)",
        (site_id, source.url, source.kind, source.parent_url),
    )


def find_source_id(connection: Connection, site_id: int, source: Source) -> int:
    """Give the number of a source that was read; its kind is what it turned out to be. In place."""
    row = connection.execute(
        "INSERT INTO source (site_id, url, kind, parent_url) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (site_id, url) DO UPDATE SET kind = excluded.kind RETURNING id",
        (site_id, source.url, source.kind, source.parent_url),
    ).fetchone()
    number: int = row[0]
    return number


def read_source(connection: Connection, source_id: int) -> SourceRow:
    """Give what is kept of a source."""
    row = connection.execute(f"SELECT {', '.join(_COLUMNS)} FROM source WHERE id = ?", (source_id,)).fetchone()
    return SourceRow(**dict(zip(_COLUMNS, row, strict=True))) if row else SourceRow()


def save_source(connection: Connection, source_id: int, row: SourceRow) -> None:
    """Take over what is kept of a source. In place."""
    places = ", ".join(f"{name} = ?" for name in _COLUMNS)
    connection.execute(f"UPDATE source SET {places} WHERE id = ?", (*astuple(row), source_id))


def keep_poll(connection: Connection, poll: Poll, source_id: int, run_id: int, new_count: int) -> None:
    """Remember a poll, and forget the oldest. In place."""
    connection.execute(
        "INSERT OR REPLACE INTO poll (source_id, at, run_id, outcome, status, listed, found, fault)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            *(source_id, to_seconds(poll.at), run_id, poll.outcome, poll.status),
            *(poll.listed, new_count, poll.fault or None),
        ),
    )
    connection.execute(
        "DELETE FROM poll WHERE source_id = ?1 AND at <="
        " (SELECT at FROM poll WHERE source_id = ?1 ORDER BY at DESC LIMIT 1 OFFSET ?2)",
        (source_id, KEPT_POLLS),
    )
