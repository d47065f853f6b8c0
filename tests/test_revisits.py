"""When a page is looked at again, and when it is given up."""

from __future__ import annotations

from datetime import timedelta

import pytest

from newscrawl.outcomes import Reason
from newscrawl.revisits import (
    GAPS,
    MAX_REPEATS,
    OVER,
    Schedule,
    StepRecord,
    advance,
    is_gone,
    plan_retry,
    plan_wait,
)


def test_looks_come_an_hour_six_hours_a_day_and_a_week_after_the_record() -> None:
    schedule, age, ages = Schedule(), timedelta(0), []
    while (wait := plan_wait(schedule, StepRecord())) is not None:
        age += wait
        ages.append(age)
        schedule = advance(schedule, has_changed=False)
    assert ages == [timedelta(hours=1), timedelta(hours=6), timedelta(days=1), timedelta(days=7)]
    assert schedule == OVER


def test_page_that_changes_every_time_is_given_up_in_the_end() -> None:
    schedule, looks = Schedule(), 0
    while not schedule.is_over:
        schedule = advance(schedule, has_changed=True)
        looks += 1
    assert looks == len(GAPS) * (MAX_REPEATS + 1)


def test_live_page_that_changed_goes_back_to_the_first_wait() -> None:
    assert advance(Schedule(2, 0), has_changed=True, is_live=True) == Schedule(0, 1)
    assert advance(Schedule(2, 0), has_changed=False, is_live=True) == Schedule(3, 0)


@pytest.mark.parametrize(
    ("record", "hours"),
    [
        (StepRecord(0, 0), 1.0),
        (StepRecord(20, 2), 1.0),
        (StepRecord(380, 158), 0.5),
        (StepRecord(10_000, 10_000), 0.5),
        (StepRecord(10_000, 0), 2.0),
    ],
)
def test_wait_follows_what_the_site_was_seen_to_do(record: StepRecord, hours: float) -> None:
    assert plan_wait(Schedule(), record) == timedelta(hours=hours)


def test_a_site_that_changes_more_is_looked_at_sooner_and_a_few_looks_say_little() -> None:
    waits = [plan_wait(Schedule(), StepRecord(40, changes)) for changes in (0, 4, 10, 30)]
    assert waits == sorted(waits, reverse=True)  # type: ignore[type-var]
    few = plan_wait(Schedule(), StepRecord(1, 1))
    assert few is not None
    assert timedelta(minutes=45) < few < timedelta(hours=1)


@pytest.mark.parametrize(
    ("reason", "status", "tries"),
    [
        (Reason.timeout, None, 5),
        (Reason.http_error, 503, 5),
        (Reason.http_error, 404, 3),
        (Reason.http_error, 410, 1),
        (Reason.robots_denied, None, 3),
        (Reason.consent_wall, 200, 3),
        (Reason.listing, 200, 1),
        (Reason.not_html, 200, 1),
        (Reason.bad_url, None, 1),
    ],
)
def test_page_is_given_up_after_so_many_tries(reason: Reason, status: int | None, tries: int) -> None:
    waits = [plan_retry(reason, status, failures) for failures in range(1, tries + 1)]
    assert waits[-1] is None
    assert None not in waits[:-1]
    assert waits[:-1] == sorted(waits[:-1])  # type: ignore[type-var]


def test_every_reason_has_a_plan() -> None:
    for reason in set(Reason) - {Reason.deferred}:
        assert plan_retry(reason, None, 99) is None


def test_page_that_its_host_put_off_is_never_given_up() -> None:
    assert plan_retry(Reason.deferred, None, 99, timedelta(hours=2)) == timedelta(hours=2)
    assert plan_retry(Reason.deferred, None, 0) == timedelta(minutes=10)


def test_server_that_asks_for_a_longer_wait_gets_it() -> None:
    assert plan_retry(Reason.http_error, 503, 1, timedelta(hours=2)) == timedelta(hours=2)
    assert plan_retry(Reason.http_error, 503, 2, timedelta(seconds=7)) == timedelta(hours=1)


@pytest.mark.parametrize(
    ("status", "failures", "gone"),
    [(410, 1, True), (404, 2, False), (404, 3, True), (500, 9, False), (None, 9, False)],
)
def test_article_is_gone_at_410_at_once_and_at_404_after_three_tries(
    status: int | None, failures: int, gone: bool
) -> None:
    assert is_gone(status, failures) is gone
