"""Decides what is kept of hosts that asked to be left alone: until when, and no longer than that."""

from __future__ import annotations

from sqlite3 import Connection


def read_pauses(connection: Connection, now: int) -> dict[str, int]:
    """Give the hosts that are to be left alone still, each with the second in which that ends."""
    return dict(connection.execute("SELECT host, until FROM host_pause WHERE until > ?", (now,)))


def save_pause(connection: Connection, host: str, until: int) -> None:
    """Keep a pause; a longer one that is known stays. In place."""
    connection.execute(
        "INSERT INTO host_pause (host, until) VALUES (?, ?)"
        " ON CONFLICT (host) DO UPDATE SET until = max(until, excluded.until)",
        (host, until),
    )


def drop_past_pauses(connection: Connection, now: int) -> None:
    """Forget pauses that are over. In place."""
    connection.execute("DELETE FROM host_pause WHERE until <= ?", (now,))
