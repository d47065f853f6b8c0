"""Decides how finely articles are counted over time: by the minute while they are few, coarser as the time grows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import msgspec

LENGTHS = MINUTE, HOUR, DAY, MONTH, YEAR = 16, 13, 10, 7, 4
"""Characters of an RFC 3339 time up to its minute, hour, day, month and year."""
MAX_COUNTS = 240
"""Times that are told apart: more bars than a person reads, few enough for `run.json`."""
_UNITS = {MINUTE: "minute", HOUR: "hour", DAY: "day", MONTH: "month", YEAR: "year"}
_STEPS = {MINUTE: timedelta(minutes=1), HOUR: timedelta(hours=1), DAY: timedelta(days=1)}


class Timeline(msgspec.Struct):
    """Counts by time. length: characters of the times that are told apart. counts: by the beginnings of times; those
    that find no room stand under the empty one.
    """

    length: int
    counts: dict[str, int] = {}

    @property
    def unit(self) -> str:
        """What one count stands for: `minute`, `hour`, `day`, `month` or `year`."""
        return _UNITS[self.length]

    def add(self, time: str, count: int = 1) -> None:
        """Count at a time, RFC 3339; one that says less than is told apart counts as what it says. In place."""
        key = time[: self.length]
        if self.length == YEAR and len(self.counts) >= MAX_COUNTS and key not in self.counts:
            key = ""
        self.counts[key] = self.counts.get(key, 0) + count
        while len(self.counts) > MAX_COUNTS and self.length > YEAR:
            self._coarsen(max(length for length in LENGTHS if length < self.length))

    def merge(self, other: Timeline) -> None:
        """Take another timeline's counts in. In place."""
        if other.length < self.length:
            self._coarsen(other.length)
        for time, count in other.counts.items():
            self.add(time, count)

    def list_last(self, most: int, *, until: str = "") -> list[tuple[str, int]]:
        """Give the last times up to `until` with their counts, those without any between them too; `most` at most."""
        known = [key for key in self.counts if len(key) == self.length and (not until or key <= until[: self.length])]
        if not known:
            return []
        first, last = min(known), max(known)
        times: list[str] = []
        for time in _walk_back(last, self.length):
            if time < first or len(times) == most:
                break
            times.append(time)
        return [(time, self.counts.get(time, 0)) for time in reversed(times)]

    def _coarsen(self, length: int) -> None:
        coarse: dict[str, int] = {}
        for key, count in self.counts.items():
            coarse[key[:length]] = coarse.get(key[:length], 0) + count
        self.length, self.counts = length, coarse


def _walk_back(last: str, length: int) -> Iterator[str]:
    """Give a time and those before it, one step each; none where it is no time."""
    try:
        time = datetime.fromisoformat((last + "0001-01-01T00:00"[len(last) :]).ljust(16, "0")).replace(tzinfo=UTC)
        while True:
            yield time.isoformat()[:length]
            time = time - _STEPS[length] if length in _STEPS else _step_back(time, length)
    except (ValueError, OverflowError):
        return


def _step_back(time: datetime, length: int) -> datetime:
    first = time.replace(day=1) if length == MONTH else time.replace(month=1, day=1)
    return (first - timedelta(days=1)).replace(day=1)
