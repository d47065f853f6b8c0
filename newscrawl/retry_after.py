"""Decides how long a server asks to be left alone."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

MAX_SECONDS = 30 * 24 * 60 * 60.0
"""A longer wait is taken for a fault of the server's, and counts as this."""
_MAX_DIGITS = 12


def read_retry_after(value: str, now: datetime) -> float | None:
    """Read `Retry-After` in seconds from `now`, from its two forms (RFC 9110 10.2.3); None where it has
    neither.
    """
    value = value.strip()
    if value.isdecimal():
        return min(float(value[:_MAX_DIGITS]), MAX_SECONDS)
    try:
        at = parsedate_to_datetime(value)
    except (ValueError, TypeError, OverflowError):
        return None
    at = at.replace(tzinfo=UTC) if at.tzinfo is None else at
    return min(max(0.0, (at - now).total_seconds()), MAX_SECONDS)
