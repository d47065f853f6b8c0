"""Decides by dates, before any download, which candidates are wanted, and in which order."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from newscrawl.discovery.candidate import Candidate
from newscrawl.discovery.dates import ZONE_AFTER, ZONE_BEFORE, Span, find_span, find_url_date, read_date
from newscrawl.errors import InputError

_AGO = re.compile(r"(\d{1,5})\s*([mhdw])")
_UNITS = {
    "m": timedelta(minutes=1),
    "h": timedelta(hours=1),
    "d": timedelta(days=1),
    "w": timedelta(weeks=1),
}
_NEVER = datetime.min.replace(tzinfo=UTC)


class Timeliness(StrEnum):
    """How a candidate lies to the wanted dates."""

    inside = "inside"
    outside = "outside"
    undated = "undated"
    """Nothing says when it was published, nor that it was last changed before the window."""


@dataclass(frozen=True, slots=True)
class Window:
    """The wanted dates of publication: from `since` on, before `until`; None: no bound on that side."""

    since: datetime | None = None
    until: datetime | None = None

    def has(self, span: Span) -> bool:
        """Tell whether some moment of a span lies in the window: a half-known date is given the benefit."""
        return (self.since is None or span.end > self.since) and (
            self.until is None or span.start < self.until
        )

    def ends_before(self, span: Span) -> bool:
        """Tell whether all of a span lies behind the window."""
        return self.until is not None and span.start >= self.until

    def begins_after(self, span: Span) -> bool:
        """Tell whether all of a span lies before the window."""
        return self.since is not None and span.end <= self.since


def judge_candidate(candidate: Candidate, window: Window) -> Timeliness:
    """Tell whether a candidate was published inside the window, as far as its source and its URL tell.

    The date of publication decides: that of the source, else that in the URL. Without one, `lastmod` tells
    for certain that a page was not published since then; a page changed inside the window, or behind it, may
    have been published there, and is given the benefit. Sitemaps whose `lastmod` says nothing at all are
    found in `selection.py`.
    """
    published = find_span(candidate.published) or find_span(find_url_date(candidate.url))
    if published is not None:
        return Timeliness.inside if window.has(published) else Timeliness.outside
    changed = find_span(candidate.lastmod)
    if changed is None:
        return Timeliness.undated
    return Timeliness.outside if window.begins_after(changed) else Timeliness.inside


def order_newest_first(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Order candidates by what is known of their dates, the newest first, undated ones last, else as given.

    A half-known date counts as its end: what may be the newest is fetched early.
    """
    return sorted(candidates, key=find_latest, reverse=True)


def find_latest(candidate: Candidate) -> datetime:
    """Give the latest moment at which a candidate may have been published; the year 1 where nothing tells."""
    for text in (candidate.published, find_url_date(candidate.url), candidate.lastmod):
        span = find_span(text)
        if span is not None:
            return span.end
    return _NEVER


def read_since(text: str, now: datetime) -> datetime:
    """Read `-a since=`: a day, month or year (its beginning, UTC), an instant, or an age (`36h`, `7d`, `4w`).

    Raises InputError.
    """
    return _read_bound("since", text, now).start


def read_until(text: str, now: datetime) -> datetime:
    """Read `-a until=` in the forms of `since`; a day, month or year counts with its end. Raises
    InputError.
    """
    return _read_bound("until", text, now).end


def _read_bound(name: str, text: str, now: datetime) -> Span:
    text = text.strip()
    age = _AGO.fullmatch(text)
    if age is not None:
        moment = now - int(age[1]) * _UNITS[age[2]]
        return Span(moment, moment)
    normal = read_date(text)
    span = find_span(normal)
    if span is None or normal is None:
        raise InputError(
            f"-a {name}={text}", "no date: write 2026-01-31, 2026-01, 2026-01-31T12:00:00Z or an age as 7d"
        )
    if "T" in normal:
        return Span(span.start, span.start)
    return _strip_zones(span)


def _strip_zones(span: Span) -> Span:
    """Give the days of UTC alone: the user's days are those of UTC."""
    return Span(span.start + ZONE_BEFORE, span.end - ZONE_AFTER)
