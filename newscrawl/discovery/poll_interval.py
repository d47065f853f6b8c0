"""Decides when a source is polled again, from how much was new in it. Pure: memory keeps the intervals."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from newscrawl.discovery.candidate import SourceKind


@dataclass(frozen=True, slots=True, kw_only=True)
class PollBounds:
    """Between which intervals a source may settle, and the one it begins with."""

    first: timedelta = timedelta(minutes=10)
    shortest: timedelta = timedelta(minutes=2)
    longest: timedelta = timedelta(hours=1)


CHEAP = PollBounds(longest=timedelta(minutes=10))
"""For sources that answer 304: a poll costs next to nothing, so lateness decides. Ten minutes, because a cron
job every quarter of an hour must find every such source due, whatever a run's own length."""
DEFAULT_BOUNDS = PollBounds()
"""For feeds, news sitemaps and front pages that come whole every time."""
BULKY = PollBounds(longest=timedelta(hours=6))
"""For plain sitemaps and section pages that come whole every time: they are many or large, and what they list
is mostly in a feed or a news sitemap too."""
_BULKY_KINDS = frozenset({SourceKind.sitemap, SourceKind.sitemap_index, SourceKind.section_page})

GROWTH = 1.5
"""By how much the interval grows after a poll without anything new."""
FAILURE_GROWTH = 2.0
"""By how much it grows after a failed poll, as for any server in trouble."""
FAILURE_LONGEST = timedelta(hours=24)
"""No failing source is left alone for longer."""
WANTED_NEW = 1.0
"""New pages that a poll should find on average: fewer are polls for nothing, more are pages heard of late."""
FASTEST_FALL = 0.25
"""No single poll shortens the interval to less than this share: a site that lists its archive anew is no
hurry.
"""


def choose_bounds(kind: SourceKind, *, has_validators: bool) -> PollBounds:
    """Give the bounds for a source. has_validators: its last answer carried ETag or Last-Modified."""
    if has_validators:
        return CHEAP
    return BULKY if kind in _BULKY_KINDS else DEFAULT_BOUNDS


def plan_interval(
    interval: timedelta | None,
    new_count: int,
    *,
    has_failed: bool = False,
    bounds: PollBounds = DEFAULT_BOUNDS,
) -> timedelta:
    """Give the interval until the next poll.

    interval: the one before, None at the first poll. new_count: pages of this poll that were not known.

    Why: polls cost the site and the run, lateness costs the reader. What is new in an interval estimates the
    rate, so the interval is led towards the one in which `WANTED_NEW` pages come: after n new ones it becomes
    interval × WANTED_NEW / n (by a quarter at most, for one burst is no rate), after none it grows by half.
    The steps are the AIMD of feed readers, with multiplication on both sides, so that a source that falls
    asleep at night is back at its daytime interval after two or three polls with news. A failed poll says
    nothing of the rate: the interval is doubled, as backoff. Wrong for a source that publishes once a day in
    one batch: it swings between short and long, which the bounds keep harmless. After failures the interval
    may grow to `FAILURE_LONGEST`, whatever the bounds.
    """
    if interval is None:
        return bounds.first
    if has_failed:
        return min(interval * FAILURE_GROWTH, max(FAILURE_LONGEST, bounds.longest))
    factor = GROWTH if new_count <= 0 else max(FASTEST_FALL, min(1.0, WANTED_NEW / new_count))
    return min(max(interval * factor, bounds.shortest), bounds.longest)


def plan_poll(
    at: datetime,
    interval: timedelta | None,
    new_count: int,
    *,
    has_failed: bool = False,
    bounds: PollBounds = DEFAULT_BOUNDS,
) -> tuple[datetime, timedelta]:
    """Give the time of the next poll, and the interval to keep. at: the time of this poll."""
    planned = plan_interval(interval, new_count, has_failed=has_failed, bounds=bounds)
    return at + planned, planned
