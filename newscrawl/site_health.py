"""Decides how well a watched site is, held against its own past: pure, of what the memory has counted.

A site is `failed` where it gives nothing for a fault, `silent` where it gives nothing without one, `degraded`
where it gives less than it used to.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from newscrawl.discovery.candidate import SourceKind

Status = Literal["ok", "failed", "silent", "degraded"]

RECENT_DAYS = 2
"""Today and yesterday are held against the days before: a run of a quarter of an hour shows too little."""
PAST_DAYS = 30
MIN_ACTIVE_DAYS = 5
"""Days with news that a site must have had before its silence means anything. A choice."""
QUIET_FACTOR = 2
"""Silence of more than so many times the longest quiet before is told: a weekly's six quiet days are its
rhythm. A choice.
"""
MIN_EXPECTED = 7
"""And only where so many stories should have come in that time: at random none of seven come once in a thousand times
(e⁻⁷). Without this a simulated site of two stories a day was called silent for two quiet days in two weeks
(`python -m tests.newsworld`).
"""
MIN_RECENT_PAGES = 10
MIN_PAST_PAGES = 50
SCORE_FALL = 0.15
"""The 154 pages of `../shared/bench/news_dev` have a mean score of 0.95 with a deviation of 0.07: the mean of ten of
them, drawn at random, lies more than 0.11 below that once in a thousand draws, so chance alone is not told. What a
layout costs that the extractor does not know is not measured.
"""
REJECT_RISE = 0.3
"""None of those 154 pages is rejected; three more of ten are no chance. A choice otherwise."""
FAULTS_IN_A_ROW = 2
"""One source of several may fail once: its server was restarted. Twice in a row is told."""
MIN_FAILED_PAGES = 2
"""A run of a quarter of an hour often asks for one page only, and one broken page is no broken site."""
_FEEDS = frozenset({SourceKind.feed, SourceKind.news_sitemap})
_PAGES = frozenset({SourceKind.front_page, SourceKind.section_page})


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteDay:
    """What came of a site on one day. day: days since the epoch. score_sum: of so many `scores`."""

    day: int
    found: int = 0
    articles: int = 0
    versions: int = 0
    rejected: int = 0
    scores: int = 0
    score_sum: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRecord:
    """A source that was polled.

    parent_url: the source that named it, None where the user did, or where it was guessed. faults: in a row,
    with the last one's `fault`. listed: pages of its last reading; most_listed: the most ever.
    """

    url: str
    kind: SourceKind
    parent_url: str | None = None
    faults: int = 0
    fault: str = ""
    listed: int | None = None
    most_listed: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteHistory:
    """A site as the memory knows it. today: days since the epoch. days: in order, those with any count."""

    today: int
    days: Sequence[SiteDay] = ()
    sources: Sequence[SourceRecord] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteRunFacts:
    """What this run saw of the site.

    asked, failed: pages; those that are not there any more (404, 410) count as neither. given_up: why it was
    given up for the run; empty where it was not. declared: URLs of the sources that the user named, the front
    page among them.
    """

    asked: int = 0
    failed: int = 0
    given_up: str = ""
    declared: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class SiteHealth:
    """How well a site is. findings: what shows it, a clause each."""

    status: Status
    findings: tuple[str, ...] = ()


def judge_site(history: SiteHistory, run: SiteRunFacts) -> SiteHealth:
    """Judge a site by its past and by this run."""
    sources = [source for source in history.sources if _counts(source, run.declared)]
    proven = [source for source in sources if source.most_listed]
    # They answer, and name nothing: that is another thing than a source that breaks.
    emptied = proven if all(source.listed == 0 for source in proven) else []
    checks: tuple[tuple[Status, Iterator[str]], ...] = (
        ("failed", _find_failures([source for source in sources if source not in emptied], run)),
        ("silent", _find_silence(history, emptied)),
        ("degraded", _find_losses(history)),
        ("degraded", _find_first_faults(sources, run.declared)),
        ("degraded", _find_lone_failure(run)),
    )
    found = [(status, finding) for status, findings in checks for finding in findings]
    if not found:
        return SiteHealth("ok")
    return SiteHealth(found[0][0], tuple(dict.fromkeys(finding for _, finding in found)))


def _counts(source: SourceRecord, declared: frozenset[str]) -> bool:
    """Tell whether a source says something of its site: not robots.txt, and no guess that came to nothing."""
    is_guess = source.parent_url is None and source.url not in declared
    return source.kind is not SourceKind.robots and not (is_guess and not source.most_listed)


def _find_failures(sources: Sequence[SourceRecord], run: SiteRunFacts) -> Iterator[str]:
    if run.given_up:
        yield f"given up in this run: {run.given_up}"
    if run.failed >= MIN_FAILED_PAGES and run.failed == run.asked:
        yield f"none of {run.asked} pages could be fetched"
    faulty = [source for source in sources if source.fault]
    for source in faulty:
        is_proven = source.url in run.declared or source.most_listed > 0
        is_empty = source.listed == 0
        is_malformed = source.kind in _FEEDS and is_empty
        # A section whose last story left it answers well: a page that names nothing is only worth a look.
        breaks = is_proven and source.faults >= FAULTS_IN_A_ROW and not (source.kind in _PAGES and is_empty)
        if len(faulty) == len(sources) or is_malformed or breaks:
            yield _tell_fault(source)


def _find_first_faults(sources: Sequence[SourceRecord], declared: frozenset[str]) -> Iterator[str]:
    for source in sources:
        if source.fault and (source.url in declared or source.most_listed):
            yield _tell_fault(source)


def _find_lone_failure(run: SiteRunFacts) -> Iterator[str]:
    if 0 < run.failed == run.asked < MIN_FAILED_PAGES:
        yield "the only page asked for could not be fetched"


def _tell_fault(source: SourceRecord) -> str:
    times = f", {source.faults} times in a row" if source.faults > 1 else ""
    return f"{source.kind.replace('_', ' ')} {source.url}: {source.fault}{times}"


def _find_silence(history: SiteHistory, emptied: Sequence[SourceRecord]) -> Iterator[str]:
    if emptied:
        most = max(emptied, key=lambda source: source.most_listed)
        why = f" ({most.fault})" if most.fault else ""
        yield f"its sources name no page any more; {most.url} named {most.most_listed} once{why}"
    active = [day.day for day in history.days if day.found and day.day > history.today - PAST_DAYS * 2]
    if len(active) < MIN_ACTIVE_DAYS:
        return
    longest = max(later - earlier - 1 for earlier, later in pairwise(active))
    quiet = history.today - active[-1] - 1
    later = [day.found for day in history.days if active[0] < day.day <= active[-1]]  # the first holds what was there
    expected = sum(later) / (active[-1] - active[0]) * quiet
    if quiet > max(1, QUIET_FACTOR * longest) and expected >= MIN_EXPECTED:
        yield f"nothing new for {quiet} days; the longest quiet before was {longest}"


def _find_losses(history: SiteHistory) -> Iterator[str]:
    recent = [day for day in history.days if day.day > history.today - RECENT_DAYS]
    past = [
        day for day in history.days if history.today - RECENT_DAYS - PAST_DAYS < day.day <= history.today - RECENT_DAYS
    ]
    score, before = _mean_score(recent), _mean_score(past)
    if score is not None and before is not None and score < before - SCORE_FALL:
        yield f"the extraction score fell from {before:.2f} to {score:.2f}"
    share, share_before = _reject_share(recent, MIN_RECENT_PAGES), _reject_share(past, MIN_PAST_PAGES)
    if share is not None and share_before is not None and share > share_before + REJECT_RISE:
        yield f"{share:.0%} of its pages are rejected, {share_before:.0%} before"


def _mean_score(days: Sequence[SiteDay]) -> float | None:
    count = sum(day.scores for day in days)
    return sum(day.score_sum for day in days) / count if count >= MIN_RECENT_PAGES else None


def _reject_share(days: Sequence[SiteDay], least: int) -> float | None:
    rejected = sum(day.rejected for day in days)
    pages = rejected + sum(day.articles + day.versions for day in days)
    return rejected / pages if pages >= least else None
