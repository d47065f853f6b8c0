"""Decides how times stand in the memory: whole seconds since the epoch, UTC."""

from __future__ import annotations

from datetime import UTC, datetime

DAY_SECONDS = 86_400


def to_seconds(at: datetime) -> int:
    """Give an aware time as seconds since the epoch."""
    return int(at.timestamp())


def from_seconds(seconds: int | None) -> datetime | None:
    """Give the time back, in UTC."""
    return None if seconds is None else to_moment(seconds)


def to_moment(seconds: int) -> datetime:
    """Give a time that is there back, in UTC."""
    return datetime.fromtimestamp(seconds, UTC)
