"""Decides what is kept of robots.txt files: what a host answered, for a day."""

from __future__ import annotations

from sqlite3 import Connection

KEPT_SECONDS = 24 * 60 * 60
"""So long a robots.txt stands (RFC 9309, 2.4)."""


def find_robots(connection: Connection, host: str, now: int) -> tuple[bytes, int] | None:
    """Give a file that still stands, and the second in which it was asked for; one from the future is none."""
    row: tuple[bytes, int] | None = connection.execute(
        "SELECT body, asked FROM robots_file WHERE host = ? AND asked > ? AND asked <= ?",
        (host, now - KEPT_SECONDS, now),
    ).fetchone()
    return row


def save_robots(connection: Connection, host: str, body: bytes, now: int) -> None:
    """Keep a file in place of the one before. In place."""
    connection.execute("INSERT OR REPLACE INTO robots_file (host, body, asked) VALUES (?, ?, ?)", (host, body, now))


def drop_old_robots(connection: Connection, now: int) -> None:
    """Forget files that stand no longer. In place."""
    connection.execute("DELETE FROM robots_file WHERE asked <= ?", (now - KEPT_SECONDS,))
