"""Decides what is kept of a site as a whole: its days, and what looks at each step of the schedule found."""

from __future__ import annotations

from sqlite3 import Connection

from newscrawl.memory.times import DAY_SECONDS
from newscrawl.revisits import StepRecord

KEPT_DAYS = 400


def find_site_id(connection: Connection, name: str) -> int:
    """Give the number of a site, a new one where it is not known. In place."""
    row = connection.execute("SELECT id FROM site WHERE name = ?", (name,)).fetchone()
    if row is None:
        row = connection.execute("INSERT INTO site (name) VALUES (?) RETURNING id", (name,)).fetchone()
    number: int = row[0]
    return number


def count_day(connection: Connection, site_id: int, at: int, counts: dict[str, float]) -> None:
    """Add counts to a site's day. counts: by column of `site_day`. In place."""
    names = ", ".join(counts)
    places = ", ".join("?" * len(counts))
    sums = ", ".join(f"{name} = {name} + excluded.{name}" for name in counts)
    connection.execute(
        f"INSERT INTO site_day (site_id, day, {names}) VALUES (?, ?, {places})"
        f" ON CONFLICT (site_id, day) DO UPDATE SET {sums}",
        (site_id, at // DAY_SECONDS, *counts.values()),
    )


def drop_old_days(connection: Connection, now: int) -> None:
    """Forget days that are too long ago to hold a run against. In place."""
    connection.execute("DELETE FROM site_day WHERE day < ?", (now // DAY_SECONDS - KEPT_DAYS,))


def read_step(connection: Connection, site_id: int, step: int) -> StepRecord:
    """Give what looks at one step of the schedule found on a site so far."""
    row = connection.execute(
        "SELECT looks, changes FROM site_step WHERE site_id = ? AND step = ?", (site_id, step)
    ).fetchone()
    return StepRecord(*row) if row else StepRecord()


def count_look(connection: Connection, site_id: int, step: int, *, has_changed: bool) -> None:
    """Add a look to a step's record. In place."""
    connection.execute(
        "INSERT INTO site_step (site_id, step, looks, changes) VALUES (?, ?, 1, ?)"
        " ON CONFLICT (site_id, step) DO UPDATE SET looks = looks + 1, changes = changes + excluded.changes",
        (site_id, step, int(has_changed)),
    )
