"""Decides what the runs are measured by: the world knows what happened, the ledger what was told of it."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from tests.newsworld.ledger import DuePage, Line
from tests.newsworld.life import Form, Life, read_number
from tests.newsworld.server import NOT_MODIFIED, RequestKind, Seen

LATE = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class RunNote:
    """What is noted of a run. due: the pages that it had to look at when it began."""

    at: datetime
    code: int
    seconds: float
    due: tuple[DuePage, ...] = ()


@dataclass(slots=True)
class Figures:
    """What was measured. The lists name what went wrong."""

    runs: int = 0
    codes: Counter[int] = field(default_factory=Counter)
    articles: int = 0
    """Stories that some source listed while the runs went on, and that were still there at the next run."""
    front_only: int = 0
    """Of them, those that no feed and no sitemap ever listed."""
    listed_late: int = 0
    """Of them, those that some list named more than `LATE` after their publication; `listed_twice`: twice."""
    listed_twice: int = 0
    runs_late: Counter[int] = field(default_factory=Counter)
    """Of their records: 0 means the first run after a source listed the story."""
    missed: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    """Stories with more than one record that calls itself new, and versions that change nothing."""
    no_articles: list[str] = field(default_factory=list)
    """Records of pages that are no story."""
    edits: int = 0
    """Edits before a look at their page."""
    edits_missed: list[str] = field(default_factory=list)
    edits_unseen: int = 0
    """Edits after the last look at their page."""
    corrections: int = 0
    corrections_named: int = 0
    looks_due: int = 0
    looks_left_out: list[str] = field(default_factory=list)
    gone: int = 0
    """Stories that had vanished at a look."""
    gone_told: int = 0
    moved: int = 0
    requests: Counter[str] = field(default_factory=Counter)
    looks: int = 0
    """Articles fetched the first time, and looks at known ones."""
    polls: int = 0
    polls_unchanged: int = 0
    polls_with_validators: int = 0

    @property
    def requests_a_look(self) -> float:
        """Requests for pages by article and look."""
        return self.requests[RequestKind.page] / max(1, self.looks)

    @property
    def unchanged_share(self) -> float:
        """The share of polls that were answered by 304."""
        return self.polls_unchanged / max(1, self.polls)

    @property
    def on_time(self) -> int:
        """Articles that the first run after their appearance wrote."""
        return sum(count for late, count in self.runs_late.items() if late <= 0)


def measure(
    lives: Mapping[int, Life], notes: Sequence[RunNote], log: Sequence[Seen], lines: Sequence[Line], looks: int
) -> Figures:
    """Hold the runs against the world. notes: by number of the run."""
    figures = Figures(runs=len(notes), codes=Counter(note.code for note in notes), looks=looks)
    told: defaultdict[int, list[Line]] = defaultdict(list)
    for line in lines:
        told[line.number].append(line)
    asked: defaultdict[int, set[int]] = defaultdict(set)
    paths: defaultdict[int, set[str]] = defaultdict(set)
    for seen in log:
        figures.requests[seen.kind] += 1
        if seen.kind is RequestKind.page and (number := read_number(seen.path.partition("?")[0])) is not None:
            asked[number].add(seen.run)
            paths[seen.run].add(seen.path)
    _count_polls(figures, log)
    times = [note.at for note in notes]
    for number, life in lives.items():
        _measure_arrival(figures, life, times, told[number])
        _measure_edits(figures, life, times, sorted(asked[number]), told[number])
    _measure_due(figures, notes, paths)
    return figures


def find_doubles(life: Life, lines: Iterable[Line]) -> list[str]:
    """Tell which records of a story are one too many."""
    doubles, last, has_new = [], None, False
    for line in sorted(lines, key=lambda line: line.run):
        shown = (line.title, line.edits, line.change == "gone")
        if line.change == "new" and has_new:
            doubles.append(f"{life.number} new again in run {line.run}: {line.url}")
        elif shown == last:
            doubles.append(f"{life.number} {line.change} without a change in run {line.run}: {line.url}")
        has_new |= line.change == "new"
        last = shown
    return doubles


def _count_polls(figures: Figures, log: Iterable[Seen]) -> None:
    polls = [seen for seen in log if seen.kind is RequestKind.source]
    figures.polls = len(polls)
    figures.polls_unchanged = sum(seen.status == NOT_MODIFIED for seen in polls)
    figures.polls_with_validators = sum(seen.has_validator for seen in polls)


def _measure_arrival(figures: Figures, life: Life, times: Sequence[datetime], lines: Sequence[Line]) -> None:
    new = [line for line in lines if line.change == "new"]
    if life.form is not Form.story:
        figures.no_articles += [f"{life.number}: {line.url}" for line in new]
        return
    figures.doubled += find_doubles(life, lines)
    expected = bisect_left(times, life.first_listed)
    if life.first_listed < times[0] or expected == len(times) or life.is_gone(times[expected]):
        return
    figures.articles += 1
    figures.listed_late += any(listing.at > life.published + LATE for listing in life.listings.values())
    figures.listed_twice += any(listing.again is not None for listing in life.listings.values())
    figures.front_only += set(life.listings) == {"/"}
    figures.moved += life.moved is not None and life.moved <= times[-1]
    if new:
        figures.runs_late[new[0].run - expected] += 1
    else:
        figures.missed.append(f"{life.number}, listed at {life.first_listed} by {', '.join(life.listings)}")


def _measure_edits(
    figures: Figures, life: Life, times: Sequence[datetime], looks: Sequence[int], lines: Sequence[Line]
) -> None:
    """Hold every look against what stood on the page then. looks: numbers of the runs that asked for the page."""
    if life.form is not Form.story or not lines:
        return
    by_run = {line.run: line for line in lines}
    first = min(by_run)
    known = life.count_edits(times[first])
    for run in (run for run in looks if run > first):
        now = times[run]
        if life.is_gone(now):
            break
        shown = life.count_edits(now)
        line = by_run.get(run)
        if shown > known:
            figures.edits += shown - known
            if line is None or line.edits != shown:
                figures.edits_missed.append(f"{life.number}: edit {shown} was there in run {run}")
            made = [edit.kind.value for edit in life.edits[known:shown]]
            figures.corrections += "correction" in made
            figures.corrections_named += "correction" in made and line is not None and line.change == "corrected"
            known = shown
    figures.edits_unseen += life.count_edits(times[-1]) - known
    is_looked_at_gone = any(life.is_gone(times[run]) for run in looks)
    figures.gone += is_looked_at_gone
    figures.gone_told += is_looked_at_gone and any(line.change == "gone" for line in lines)


def _measure_due(figures: Figures, notes: Sequence[RunNote], paths: Mapping[int, set[str]]) -> None:
    for number, note in enumerate(notes):
        for page in note.due:
            figures.looks_due += 1
            path = "/" + page.url.partition("://")[2].partition("/")[2]
            if path not in paths[number]:
                figures.looks_left_out.append(f"{page.url} ({page.why}) in run {number}")
