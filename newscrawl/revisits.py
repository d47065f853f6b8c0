"""Decides when a page is looked at again: after a record, after a failure, after a rejection. Pure.

What came of a look is decided in `versions.py`; the memory keeps the steps.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from math import sqrt

from newscrawl.outcomes import Reason

GAPS: tuple[timedelta, ...] = (
    timedelta(hours=1),
    timedelta(hours=5),
    timedelta(hours=18),
    timedelta(days=6),
)
"""The waits between looks: 1 h, 6 h, 1 d and 7 d after the first record.

Of 127 pages of `../shared/bench/news_dev` that state both times to the minute, 69 were not edited after their
publication; of the other 58 the last edit came within the hour in 20, within 6 hours in 36, within a day in 49,
within a week in 54. So each of the four finds something, and the last leaves 4 of 127 unseen.
"""
MAX_REPEATS = 3
"""So often a step is taken again for a page that changed; a page that changes at every look is no story that
needs its hundredth version. A choice.
"""
EXPECTED_CHANGES = 0.1
"""The share of looks that find a change, where nothing is known of the site: of the 127 pages above the last edit
lay between publication and the first look in 16 %, between that and the second in 13 %, then in 10 % and 4 %. A lower
bound, since earlier edits left no trace, and not all of them touched the text.
"""
PRIOR_LOOKS = 20
"""After so many looks half of the estimate is the site's own. A choice: at 1 change in 10 looks, 20 looks know the
rate to about ±7 points, no better than the figures above.
"""
STRETCH = (0.5, 2.0)
"""No wait is shortened or lengthened beyond these factors: a look that was announced comes in time. A choice."""

# The waits below are choices: the first try soon, for most troubles of a server pass in minutes; the last after a day.
_FAILED = (timedelta(minutes=10), timedelta(hours=1), timedelta(hours=6), timedelta(days=1))
_NOT_FOUND = (timedelta(hours=1), timedelta(hours=6))
_MAY_OPEN = (timedelta(hours=6), timedelta(days=1))
_FORBIDDEN = (timedelta(days=1), timedelta(days=7))
_RETRIES: dict[Reason, tuple[timedelta, ...]] = {
    Reason.http_error: _FAILED,
    Reason.unreachable: _FAILED,
    Reason.timeout: _FAILED,
    Reason.redirect_loop: _FAILED,
    Reason.bad_certificate: _FAILED,
    Reason.bad_http: _FAILED,
    Reason.truncated: _FAILED,
    Reason.broken_encoding: _FAILED,
    Reason.robots_denied: _FORBIDDEN,
    Reason.forbidden_address: _FORBIDDEN,
    Reason.bot_wall: _MAY_OPEN,
    Reason.consent_wall: _MAY_OPEN,
    Reason.login_page: _MAY_OPEN,
    Reason.paywall_stub: _MAY_OPEN,
    Reason.soft_404: _MAY_OPEN,
    Reason.empty: _MAY_OPEN,
    Reason.unknown: _MAY_OPEN,
    Reason.extraction_error: _MAY_OPEN,
    Reason.extraction_timeout: _MAY_OPEN,
    Reason.extraction_memory: _MAY_OPEN,
    Reason.extraction_crash: _MAY_OPEN,
}
"""Waits before a page is tried again, by reason. Reasons that are not here say what the page is (a listing, a
gallery, a PDF): it is not asked for again."""


@dataclass(frozen=True, slots=True)
class StepRecord:
    """What the looks at one step of the schedule found on a site. changes: looks that found one."""

    looks: int = 0
    changes: int = 0


@dataclass(frozen=True, slots=True)
class Schedule:
    """Where a page is in its schedule. step: index into `GAPS` of the wait before the next look. repeats: how
    often that step was taken already.
    """

    step: int = 0
    repeats: int = 0

    @property
    def is_over(self) -> bool:
        """Whether the page is looked at no more."""
        return self.step >= len(GAPS)


OVER = Schedule(len(GAPS), 0)
"""The schedule of a page that is looked at no more."""


def advance(schedule: Schedule, *, has_changed: bool, is_live: bool = False) -> Schedule:
    """Give the schedule after a look.

    A page that changed may change again: the same wait comes once more, up to `MAX_REPEATS` times. A live
    page that changed goes back to the first wait.
    """
    if has_changed and schedule.repeats < MAX_REPEATS:
        return Schedule(0 if is_live else schedule.step, schedule.repeats + 1)
    return Schedule(schedule.step + 1, 0)


def plan_wait(schedule: Schedule, record: StepRecord) -> timedelta | None:
    """Give the wait before the next look; None where there is none.

    record: what looks at this step found on the site so far. The wait is stretched where they find less
    than `EXPECTED_CHANGES` and tightened where they find more, by the square root of the ratio: the rate
    at which changes come per look falls with the wait, so a look twice as rich is worth one and a half
    times the looks.
    """
    if schedule.is_over:
        return None
    rate = (record.changes + EXPECTED_CHANGES * PRIOR_LOOKS) / (record.looks + PRIOR_LOOKS)
    low, high = STRETCH
    factor = min(max(sqrt(EXPECTED_CHANGES / rate), low), high) if rate else high
    return GAPS[schedule.step] * factor


def plan_retry(
    reason: Reason, status: int | None, failures: int, retry_after: timedelta | None = None
) -> timedelta | None:
    """Give the wait before a page that gave no record is tried again; None where it is given up.

    failures: fruitless tries in a row, this one included. retry_after: what the server asks for; no try comes
    sooner. 410 is given up at once, 404 after three tries; a page that was not asked for because its host wants to be
    left alone never is.
    """
    if status == 410:
        return None
    if reason is Reason.deferred:
        return max(_FAILED[0], retry_after or timedelta(0))
    waits = _NOT_FOUND if status == 404 else _RETRIES.get(reason, ())
    if failures > len(waits):
        return None
    return max(waits[failures - 1], retry_after or timedelta(0))


def is_gone(status: int | None, failures: int) -> bool:
    """Tell whether an article that was there has vanished. failures: as in `plan_retry`."""
    return status == 410 or (status == 404 and failures > len(_NOT_FOUND))
