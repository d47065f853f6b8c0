"""Decides what time it is for a run. Nothing else asks the system, so that tests can move the clock."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from newscrawl.errors import InputError

Clock = Callable[[], datetime]
"""Gives the time now, in UTC."""


def read_clock(setting: str | None) -> Clock:
    """Give the run's clock: the system's, or one that stands at the time in `setting` now and goes on from
    there.

    setting: `NEWSCRAWL_NOW`, RFC 3339 with offset. Raises InputError for another form.
    """
    if not setting:
        return tell_now
    try:
        start = datetime.fromisoformat(setting)
    except ValueError:
        start = None
    if start is None or start.tzinfo is None:
        raise InputError(f"setting NEWSCRAWL_NOW={setting}", "must be a time like 2026-11-24T08:15:00Z")
    ahead = start.astimezone(UTC) - tell_now()
    return lambda: tell_now() + ahead


def tell_now() -> datetime:
    """Give the system's time in UTC."""
    return datetime.now(UTC)
