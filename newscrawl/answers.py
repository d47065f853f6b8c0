"""Decides what the status of an answer says of a page, whether the answer came over the wire or out of an archive."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from newscrawl.outcomes import Reason
from newscrawl.retry_after import read_retry_after

PARTIAL_CONTENT = 206
MAX_DETAIL = 300


def find_status_fault(status: int, headers: Mapping[str, str]) -> tuple[Reason, str] | None:
    """Give reason and evidence where an answer with this status is no page, else None. headers: names in lower case."""
    if status == PARTIAL_CONTENT:
        return Reason.truncated, "a part of the page (HTTP status 206), which was not asked for"
    if not 200 <= status < 300:
        return Reason.http_error, explain_status(status, headers)
    return None


def explain_status(status: int, headers: Mapping[str, str]) -> str:
    """Say a status with what the server said beside it."""
    detail = f"HTTP status {status}"
    for name in ("Retry-After", "Location"):
        value = headers.get(name.lower())
        if value:
            detail += f", {name}: {value[:MAX_DETAIL]}"
    return detail


def read_wait(status: int, headers: Mapping[str, str], now: datetime) -> float | None:
    """Give the seconds from `now` for which a server that refuses asks to be left alone; None where it does not."""
    return read_retry_after(headers.get("retry-after", ""), now) if status >= 400 else None
