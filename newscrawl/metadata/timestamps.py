"""Decides which moment a string states: a day, a time without zone, or an instant. Which string is asked
is left to `dates.py`.

No clock and no locale is asked: what a string leaves open stays open, and an ambiguous day (04/05/2024) is
no day.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from dateutil import parser as dateutil_parser

EARLIEST_YEAR = 1990
"""No page of the web is older; what says so means the event, or is a null date (1970, 1900)."""
LATEST_YEAR = 2100

_ISO = re.compile(
    r"(?P<day>\d{4}-\d{1,2}-\d{1,2}|\d{8})"
    r"(?:(?:T|\s+|,\s*)(?P<hour>\d{1,2})[:.]?(?P<minute>\d{2})(?:[:.]?(?P<second>\d{2})(?:[.,:](?P<fraction>\d{1,9}))?)?"
    r"\s*(?P<zone>Z|UTC|GMT|[+-]\d{2}:?\d{2}|[+-]\d{2})?)?",
    re.IGNORECASE,
)
_ZONE_NAME = re.compile(r"[\s()/\[\]]|UTC|GMT|Z|[A-Z][a-z]+/[A-Z][A-Za-z_]+")
_EPOCH = re.compile(r"\d{10}(?:\d{3})?")
_YEAR_FIRST = re.compile(r"(\d{4})[/.年-]\s?(\d{1,2})[/.月-]\s?(\d{1,2})日?")
_NUMERIC = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_HAS_TIME = re.compile(r"\d{1,2}[:.]\d{2}|T\d{2}|\d\s*[ap]\.?m\b", re.IGNORECASE)
_MONTH_NAME = re.compile(r"[A-Za-z]{3,}")
_OFFSET_NAMES = {"UTC": 0, "GMT": 0, "Z": 0, "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6,
                 "PST": -8, "PDT": -7, "CET": 1, "CEST": 2, "MEZ": 1, "MESZ": 2}  # fmt: skip
"""Abbreviations of zones as news pages write them. Others are not known, so that the time stays without
zone."""
_DAYS_FIRST = {"en-US": False, "en-CA": None, "en": None, "": None}
MAX_CHARACTERS = 80


@dataclass(frozen=True, slots=True)
class Moment:
    """What a string states. time: None where it states only a day; without zone where it states none.
    is_zulu: UTC is written as `Z`, and so it stays."""

    day: date
    time: datetime | None = None
    is_zulu: bool = True

    @property
    def is_instant(self) -> bool:
        """Whether day, time and zone are all stated."""
        return self.time is not None and self.time.tzinfo is not None

    def write(self) -> str:
        """Give RFC 3339 for an instant, else the day."""
        if self.time is None or self.time.tzinfo is None:
            return self.day.isoformat()
        text = self.time.isoformat(timespec="milliseconds" if self.time.microsecond else "seconds")
        return text.removesuffix("+00:00") + "Z" if self.is_zulu and text.endswith("+00:00") else text


def read_moment(text: str, language: str | None = None) -> Moment | None:
    """Read a machine-made date (ISO 8601, RFC 2822, epoch, numeric, English names). None where it is none, is
    ambiguous, or lies outside what a page of the web can state."""
    text = text.strip().strip("\"'")[:MAX_CHARACTERS]
    if not text or not any(char.isdigit() for char in text):
        return None
    try:
        moment = _read_epoch(text) or _read_iso(text) or _read_numeric(text, language) or _read_named(text)
    except (ValueError, OverflowError, TypeError):
        return None
    return moment if moment is not None and EARLIEST_YEAR <= moment.day.year < LATEST_YEAR else None


def _read_epoch(text: str) -> Moment | None:
    if not _EPOCH.fullmatch(text):
        return None
    time = datetime.fromtimestamp(int(text[:10]), UTC)
    return Moment(time.date(), time)


def _read_iso(text: str) -> Moment | None:
    match = _ISO.match(text)
    if match is None or _ZONE_NAME.sub("", text[match.end() :]):
        return None
    digits = match["day"]
    parts = digits.split("-") if "-" in digits else [digits[:4], digits[4:6], digits[6:]]
    day = date(*(int(part) for part in parts))
    if match["hour"] is None:
        return Moment(day)
    fraction = int((match["fraction"] or "0").ljust(6, "0")[:6])
    hour, minute, second = int(match["hour"]), int(match["minute"]), min(int(match["second"] or 0), 59)
    time = datetime(day.year, day.month, day.day, hour, minute, second, fraction)
    is_zulu = match["zone"] is not None and match["zone"][0] not in "+-"
    if match["zone"]:
        zone = match["zone"].upper()
        offset = "+00:00" if zone in ("Z", "UTC", "GMT") else zone
        time = datetime.fromisoformat(time.isoformat() + (offset if len(offset) > 3 else offset + ":00"))
    # A bare midnight is a day that a program wrote as a time.
    elif (hour, minute, second) == (0, 0, 0):
        return Moment(day)
    return Moment(day, time, is_zulu)


def _read_numeric(text: str, language: str | None) -> Moment | None:
    match = _YEAR_FIRST.match(text)
    if match:
        day = date(int(match[1]), int(match[2]), int(match[3]))
    else:
        match = _NUMERIC.match(text)
        if match is None:
            return None
        # From here on an ambiguous day must not be read by a more generous reader.
        day_first = _is_day_first(int(match[1]), int(match[2]), language, "." in match[0])
        if day_first is None:
            raise ValueError("day and month cannot be told apart")
        first, second = int(match[1]), int(match[2])
        day = date(int(match[3]), second if day_first else first, first if day_first else second)
    rest = text[match.end() :]
    time = re.search(r"(\d{1,2}):(\d{2})(?::(\d{2}))?\s*([ap]\.?m\.?)?\s*([+-]\d{2}:?\d{2})?", rest, re.IGNORECASE)
    if time is None:
        return Moment(day)
    return _read_named(f"{day.isoformat()} {time[0]}")


def _is_day_first(first: int, second: int, language: str | None, is_dotted: bool) -> bool | None:
    if first > 12 or is_dotted:
        return True
    if second > 12:
        return False
    if first == second:
        return True
    return _DAYS_FIRST.get(language or "", True)


def _read_named(text: str) -> Moment | None:
    """Read what dateutil reads, told apart what it filled in: a date without year, month or day is none."""
    low, high = datetime(1996, 1, 1), datetime(2004, 12, 31)
    zones = {name: hours * 3600 for name, hours in _OFFSET_NAMES.items()}
    time = dateutil_parser.parse(text, default=low, tzinfos=zones)
    other = dateutil_parser.parse(text, default=high, tzinfos=zones)
    if time.date() != other.date():
        return None
    if not _HAS_TIME.search(text):
        return Moment(time.date())
    if time.tzinfo is None and (time.hour, time.minute, time.second) == (0, 0, 0):
        return Moment(time.date())
    return Moment(time.date(), time if time.tzinfo is None else datetime.fromisoformat(time.isoformat()))


def is_same_moment(zoned: Moment, bare: Moment) -> bool:
    """Tell whether a zoned and a bare statement can be one: same wall time, or apart by a zone's offset."""
    if not zoned.is_instant or zoned.time is None:
        return False
    if bare.time is None:
        return zoned.day == bare.day
    apart = zoned.time.replace(tzinfo=None) - bare.time.replace(tzinfo=None)
    return abs(apart) <= timedelta(hours=14) and apart % timedelta(minutes=30) < timedelta(minutes=1)
