"""Decides which pages are to be fetched, in which order, and which are in flight."""

from __future__ import annotations

from sqlite3 import Connection

NEW, SEEN = 0, 1
"""Ranks: pages that were never fetched come before those that are tried or looked at again."""


def put_page(
    connection: Connection,
    page_id: int,
    site_id: int,
    due: int,
    *,
    rank: int,
    why: str,
    run_id: int | None = None,
    source_id: int | None = None,
) -> None:
    """Set when a page is to be fetched; what stood there before does not hold any more. In place.

    run_id: the run that fetches it now. source_id: whose `lastmod` moved.
    """
    connection.execute(
        "INSERT OR REPLACE INTO frontier (page_id, site_id, due, rank, why, source_id, run_id)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (page_id, site_id, due, rank, why, source_id, run_id),
    )


def remove_page(connection: Connection, page_id: int) -> None:
    """Fetch a page no more. In place."""
    connection.execute("DELETE FROM frontier WHERE page_id = ?", (page_id,))


def is_in_flight(connection: Connection, page_id: int) -> bool:
    """Tell whether a run fetches the page now."""
    row = connection.execute("SELECT 1 FROM frontier WHERE page_id = ? AND run_id IS NOT NULL", (page_id,))
    return row.fetchone() is not None


def find_moved_source(connection: Connection, page_id: int) -> int | None:
    """Give the source for whose moved `lastmod` the page is looked at; None where it is for another reason."""
    row = connection.execute("SELECT source_id FROM frontier WHERE page_id = ? AND why = 'lastmod'", (page_id,))
    found: tuple[int | None] | None = row.fetchone()
    return found[0] if found else None


def find_due(connection: Connection, site: str, now: int, limit: int) -> list[int]:
    """Give pages of a site that are due and not in flight, the most urgent first.

    Never fetched pages come before others, the newest first; the others by how long they are due. Pages that
    were in flight when a run died come after those that were not: the one that kills runs comes last.
    """
    rows = connection.execute(
        "SELECT frontier.page_id FROM frontier JOIN page ON page.id = frontier.page_id"
        " WHERE frontier.site_id = (SELECT id FROM site WHERE name = ?) AND due <= ? AND run_id IS NULL"
        " ORDER BY attempts, rank, CASE rank WHEN 0 THEN -first_seen ELSE due END, frontier.page_id LIMIT ?",
        (site, now, limit),
    )
    return [row[0] for row in rows]


def take_pages(connection: Connection, page_ids: list[int], run_id: int) -> None:
    """Mark pages as being in flight. In place."""
    connection.executemany(
        "UPDATE frontier SET run_id = ? WHERE page_id = ?", [(run_id, page_id) for page_id in page_ids]
    )


def release_all(connection: Connection, *, after_death: bool) -> int:
    """Give back what is in flight, and say how many pages that were. after_death: the run died. In place."""
    return connection.execute(
        "UPDATE frontier SET run_id = NULL, attempts = attempts + ? WHERE run_id IS NOT NULL",
        (int(after_death),),
    ).rowcount


def undo_clock(connection: Connection, now: int) -> int:
    """Bring what is due nearer where the clock stands behind the last run; give the seconds. Once: the run after
    this one counts from it. In place.

    Otherwise a clock that was a day ahead once would silence every source for a day.
    """
    last = connection.execute("SELECT started FROM run ORDER BY id DESC LIMIT 1").fetchone()
    ahead = last[0] - now if last else 0
    if ahead <= 0:
        return 0
    connection.execute("UPDATE frontier SET due = due - ?", (ahead,))
    connection.execute("UPDATE source SET next_poll = next_poll - ?", (ahead,))
    return ahead
