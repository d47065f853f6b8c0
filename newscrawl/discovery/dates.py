"""Decides what a source's date states: an instant, or a day, month or year in a zone that nobody names.

Which date of a page counts, and whether it lies inside the wanted ones, is decided in `window.py`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from newscrawl.metadata.timestamps import EARLIEST_YEAR, LATEST_YEAR, read_moment

ZONE_BEFORE = timedelta(hours=14)
"""A day begins first at UTC+14 …"""
ZONE_AFTER = timedelta(hours=12)
"""… and ends last at UTC-12: so far may a day without a zone reach beyond that of UTC."""

_PARTIAL = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_URL_DATE = re.compile(
    r"(?<![\dA-Za-z])(?P<year>(?:19|20)\d\d)(?:"
    r"(?P<part>[/-])(?P<month>\d{1,2}|" + "|".join(_MONTHS) + r")(?:[/-](?P<day>\d{1,2}))?(?=[/_.-]|$)"
    r"|(?P<m8>0[1-9]|1[0-2])(?P<d8>[0-2]\d|3[01]))(?!\d)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Span:
    """From when until when a date may mean: UTC, end not included. An instant is a second long."""

    start: datetime
    end: datetime


def read_date(text: str | None, language: str | None = None) -> str | None:
    """Read a date of a sitemap or feed into the form of `Candidate`; None where it states none.

    Beside full dates the W3C forms `2026-11` and `2026`.
    """
    text = (text or "").strip()
    if len(text) < 10 and (match := _PARTIAL.fullmatch(text)) is not None and not match[3]:
        return text if find_span(text) is not None else None
    moment = read_moment(text, language)
    return moment.write() if moment is not None else None


def find_span(text: str | None) -> Span | None:
    """Give the span of a date in the form of `Candidate`; None for None and for what is in no such form."""
    if not text:
        return None
    try:
        if "T" in text:
            start = datetime.fromisoformat(text).astimezone(UTC)
            return Span(start, start + timedelta(seconds=1))
        match = _PARTIAL.fullmatch(text)
        if match is None or not EARLIEST_YEAR <= int(match[1]) < LATEST_YEAR:
            return None
        first, last = _find_days(int(match[1]), int(match[2] or 0), int(match[3] or 0))
    except (ValueError, OverflowError):
        return None
    return Span(_start_of(first) - ZONE_BEFORE, _start_of(last) + timedelta(days=1) + ZONE_AFTER)


def find_url_date(url: str) -> str | None:
    """Find the day or month that a URL's path holds (`/2026/11/24/`, `-20261124`, `/2026/nov/`).

    Why: news sites put the date of publication there, and never change it. Wrong for pages about a day
    (`/events/2026-12-24`) and for a running number that looks like one, one of some thousands.
    """
    path = "/" + url.partition("://")[2].partition("/")[2].partition("?")[0]
    for match in _URL_DATE.finditer(path):
        month = match["m8"] or match["month"]
        number = int(month) if month.isdecimal() else _MONTHS.index(month.lower()) + 1
        day = match["d8"] or match["day"]
        # `-2026-11` at the end of a slug is no month (`budget-2025-26`); of a path part it is.
        if not day and (match["part"] == "-" and path[match.start() - 1] != "/"):
            continue
        text = f"{match['year']}-{number:02}" + (f"-{int(day):02}" if day else "")
        if find_span(text) is not None:
            return text
    return None


def _find_days(year: int, month: int, day: int) -> tuple[date, date]:
    if day:
        return date(year, month, day), date(year, month, day)
    if month:
        following = date(year + month // 12, month % 12 + 1, 1)
        return date(year, month, 1), following - timedelta(days=1)
    return date(year, 1, 1), date(year, 12, 31)


def _start_of(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)
