"""A site is held against its own past: what it gives for a fault, without one, and less than before."""

from __future__ import annotations

from dataclasses import replace

import pytest

from newscrawl.discovery.candidate import SourceKind
from newscrawl.site_health import SiteDay, SiteHistory, SiteRunFacts, SourceRecord, judge_site

TODAY = 20_000
FRONT = SourceRecord(url="https://a.test/", kind=SourceKind.front_page, listed=30, most_listed=40)
FEED = SourceRecord(url="https://a.test/rss", kind=SourceKind.feed, parent_url=FRONT.url, listed=20, most_listed=20)
RUN = SiteRunFacts(asked=5, declared=frozenset({FRONT.url}))


def days(counts: str, **values: float) -> tuple[SiteDay, ...]:
    """Days up to today: `.` without news, `x` with."""
    first = TODAY - len(counts) + 1
    return tuple(
        SiteDay(day=first + place, found=3, **values)  # type: ignore[arg-type]
        for place, mark in enumerate(counts)
        if mark == "x"
    )


def judge(*sources: SourceRecord, run: SiteRunFacts = RUN, past: tuple[SiteDay, ...] = ()) -> tuple[str, str]:
    health = judge_site(SiteHistory(today=TODAY, days=past, sources=sources), run)
    return health.status, "; ".join(health.findings)


def faulty(source: SourceRecord, faults: int = 1, fault: str = "HTTP status 500") -> SourceRecord:
    return replace(source, faults=faults, fault=fault)


@pytest.mark.parametrize(
    ("sources", "status", "told"),
    [
        ((FRONT, FEED), "ok", ""),
        ((), "ok", ""),
        ((FRONT, faulty(FEED)), "degraded", "HTTP status 500"),
        ((FRONT, faulty(FEED, 2)), "failed", "HTTP status 500, 2 times in a row"),
        ((faulty(FRONT), faulty(FEED)), "failed", "front page https://a.test/: HTTP status 500; feed"),
        ((faulty(FRONT), FEED), "degraded", "front page"),
        ((FRONT, faulty(replace(FEED, listed=0, most_listed=0), fault="no feed")), "failed", "no feed"),
        ((FRONT, faulty(replace(FEED, listed=None, most_listed=0), 9, "HTTP status 404")), "ok", ""),
        (
            (FRONT, faulty(replace(FEED, parent_url=None, listed=0, most_listed=0), 9, "no feed")),
            "ok",
            "",
        ),
        ((faulty(replace(FRONT, kind=SourceKind.robots), 5), FEED), "ok", ""),
        ((FEED, faulty(replace(FRONT, kind=SourceKind.section_page, listed=0), 9, "no link")), "degraded", "no link"),
    ],
)
def test_sources_that_break_are_told(sources: tuple[SourceRecord, ...], status: str, told: str) -> None:
    found, findings = judge(*sources)
    assert found == status
    assert told in findings


@pytest.mark.parametrize(
    ("run", "status"),
    [
        (replace(RUN, given_up="no answer from 3 requests"), "failed"),
        (replace(RUN, failed=5), "failed"),
        (replace(RUN, failed=4), "ok"),
        (replace(RUN, asked=0), "ok"),
        (replace(RUN, asked=1, failed=1), "degraded"),
        (replace(RUN, asked=2, failed=2), "failed"),
    ],
)
def test_run_that_got_no_page_is_told(run: SiteRunFacts, status: str) -> None:
    assert judge(FRONT, run=run)[0] == status


@pytest.mark.parametrize(
    ("counts", "status"),
    [
        ("xxxxxxxxxx", "ok"),
        ("xxxxxxxx..", "ok"),
        ("xxxxxxx...", "ok"),
        ("xxxxxxx....", "silent"),
        ("x......x......x......x......x......", "ok"),
        ("x......x......x......x......x..................", "silent"),
        ("xx.........", "ok"),
        ("xxxxx..xxxxx..xxxxx..", "ok"),
        ("xxxxx..xxxxx..xxxxx.....", "ok"),
        ("xxxxx..xxxxx..xxxxx......", "silent"),
    ],
)
def test_silence_is_held_against_the_sites_own_rhythm(counts: str, status: str) -> None:
    assert judge(FRONT, past=days(counts))[0] == status


@pytest.mark.parametrize(("found", "status"), [(1, "ok"), (2, "ok"), (4, "silent")])
def test_two_quiet_days_mean_less_the_less_a_site_publishes(found: int, status: str) -> None:
    past = tuple(replace(day, found=found) for day in days("xxxxxxxxx..."))
    assert judge(FRONT, past=past)[0] == status


def test_sources_that_name_nothing_any_more_are_silence() -> None:
    empty = replace(FEED, listed=0)
    assert judge(empty)[0] == "silent"
    assert "named 20 once" in judge(empty)[1]
    assert judge(empty, FRONT)[0] == "ok"
    explained = replace(empty, fault="no entry in the feed", faults=3)
    assert judge(explained)[0] == "silent"
    assert "no entry in the feed" in judge(explained)[1]
    assert judge(explained, FRONT)[0] == "failed"


@pytest.mark.parametrize(("score", "status"), [(0.9, "ok"), (0.8, "ok"), (0.6, "degraded")])
def test_fallen_score_is_told(score: float, status: str) -> None:
    past = days("x" * 20, articles=10, scores=10, score_sum=9.0)
    now = tuple(replace(day, score_sum=10 * score) if day.day > TODAY - 2 else day for day in past)
    assert judge(FRONT, past=now)[0] == status


@pytest.mark.parametrize(("rejected", "status"), [(1, "ok"), (3, "ok"), (12, "degraded")])
def test_risen_rejections_are_told(rejected: int, status: str) -> None:
    past = days("x" * 20, articles=10, rejected=1)
    now = tuple(replace(day, rejected=rejected) if day.day > TODAY - 2 else day for day in past)
    assert judge(FRONT, past=now)[0] == status


def test_new_site_is_judged_by_no_past() -> None:
    assert judge(FRONT, past=days("x", articles=1, rejected=40, scores=1, score_sum=0.1))[0] == "ok"
