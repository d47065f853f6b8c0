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


PROMPT = PollBounds(longest=timedelta(minutes=10))
"""For nearly all sources. Ten minutes, because a cron job every quarter of an hour must find them due at every run,
whatever a run's own length: with an hour, 3 of 108 articles of three simulated days came a run or more late, all of
them on front pages that answer no validators (`python -m tests.newsworld --days 3`). A 304 costs next to nothing, and
a list of some hundred pages that comes whole is what one reader costs a site in one visit."""
SLOW = PollBounds()
"""For what comes whole and is either large or many, as long as news comes by it: an hour."""
BULKY = PollBounds(longest=timedelta(hours=6))
"""For large lists that come whole and never are the first to name a page: a feed or a news sitemap is."""
LARGE_LIST = 1_000
"""Pages in a list from which it counts as large: a sitemap of so many is some 100 kB, a full one 50,000 and megabytes.
A choice, not measured."""
RECENT = timedelta(days=7)
"""A source that was the first to name a page so lately is one that news comes by."""

GROWTH = 1.5
"""By how much the interval grows after a poll without anything new."""
FAILURE_GROWTH = 2.0
"""By how much it grows after a failed poll, as for any server in trouble."""
FAILURE_LONGEST = timedelta(hours=24)
"""No failing source is left alone for longer."""
PROVEN_FAILURE_LONGEST = timedelta(hours=1)
"""Nor one that has answered before: when its server is back, its news is to come within the hour."""
WANTED_NEW = 1.0
"""New pages that a poll should find on average: fewer are polls for nothing, more are pages heard of late."""
FASTEST_FALL = 0.25
"""No single poll shortens the interval to less than this share: a site that lists its archive anew is no
hurry.
"""


def choose_bounds(
    kind: SourceKind, *, has_validators: bool, listed: int = 0, is_first_with_news: bool = False
) -> PollBounds:
    """Give the bounds for a source.

    has_validators: its last answer carried ETag or Last-Modified. listed: how many pages it names.
    is_first_with_news: whether it was the first to name some page within `RECENT`.
    """
    if has_validators:
        return PROMPT
    if listed > LARGE_LIST:
        return SLOW if is_first_with_news else BULKY
    if kind is SourceKind.section_page:  # a site has dozens
        return PROMPT if is_first_with_news else SLOW
    return PROMPT


def plan_interval(
    interval: timedelta | None,
    new_count: int,
    *,
    has_failed: bool = False,
    is_proven: bool = False,
    bounds: PollBounds = SLOW,
) -> timedelta:
    """Give the interval until the next poll.

    interval: the one before, None at the first poll. new_count: pages of this poll that were not known.
    is_proven: whether the source ever answered.

    Why: polls cost the site and the run, lateness costs the reader. What is new in an interval estimates the
    rate, so the interval is led towards the one in which `WANTED_NEW` pages come: after n new ones it becomes
    interval × WANTED_NEW / n (by a quarter at most, for one burst is no rate), after none it grows by half.
    The steps are the AIMD of feed readers, with multiplication on both sides, so that a source that falls
    asleep at night is back at its daytime interval after two or three polls with news. A failed poll says
    nothing of the rate: the interval is doubled, as backoff. Wrong for a source that publishes once a day in
    one batch: it swings between short and long, which the bounds keep harmless. After failures the interval
    may grow to `FAILURE_LONGEST` or `PROVEN_FAILURE_LONGEST`, whatever the bounds.
    """
    if interval is None:
        return bounds.first
    if has_failed:
        longest = PROVEN_FAILURE_LONGEST if is_proven else FAILURE_LONGEST
        return min(interval * FAILURE_GROWTH, max(longest, bounds.longest))
    factor = GROWTH if new_count <= 0 else max(FASTEST_FALL, min(1.0, WANTED_NEW / new_count))
    return min(max(interval * factor, bounds.shortest), bounds.longest)


def plan_poll(
    at: datetime,
    interval: timedelta | None,
    new_count: int,
    *,
    has_failed: bool = False,
    is_proven: bool = False,
    bounds: PollBounds = SLOW,
) -> tuple[datetime, timedelta]:
    """Give the time of the next poll, and the interval to keep. at: the time of this poll."""
    planned = plan_interval(interval, new_count, has_failed=has_failed, is_proven=is_proven, bounds=bounds)
    return at + planned, planned
