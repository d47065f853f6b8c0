"""Decides in which order a site's sources and pages are asked for, how many at once, and when a site is given
up.

Every site has a queue of its own, and hands out few tasks at a time: so a site that hangs, or that is to be
asked slowly, holds its own tasks only, never the places of the others.
"""

from __future__ import annotations

import heapq
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import count

from newscrawl.discovery.candidate import Candidate, SourceKind
from newscrawl.discovery.selection import CURRENT_KINDS
from newscrawl.discovery.window import find_latest
from newscrawl.memory.protocol import PageVisit, SourceState

MAX_SILENCES = 3
"""So many requests in a row without any answer, and the site is given up for this run: each may take a minute
and a half with its retries."""


@dataclass(frozen=True, slots=True)
class PollTask:
    """A source to ask. depth: 1, or the number of a following page of the same list."""

    state: SourceState
    depth: int = 1

    @property
    def is_passing(self) -> bool:
        """Whether it is a following page."""
        return self.depth > 1


@dataclass(frozen=True, slots=True)
class PageTask:
    """A page to fetch."""

    visit: PageVisit


Task = PollTask | PageTask


def merge_facts(known: Candidate, told: Candidate) -> Candidate:
    """Join what two sources say of one page, under the address that was known first."""
    first, second = (told, known) if rate_facts(told) > rate_facts(known) else (known, told)
    return replace(
        first,
        url=known.url,
        title=first.title or second.title,
        published=first.published or second.published,
        lastmod=first.lastmod or second.lastmod,
        language=first.language or second.language,
    )


def rate_facts(candidate: Candidate) -> int:
    """Rate how much a source says of a page: a date counts most, with its time more; then that it is a list."""
    is_list = candidate.source_kind in (SourceKind.feed, SourceKind.news_sitemap, SourceKind.sitemap)
    published = candidate.published or ""
    return 8 * bool(published) + 4 * ("T" in published) + 2 * is_list + bool(candidate.title)


@dataclass(slots=True)
class SiteQueue:
    """width: tasks handed out at once; one until the site has answered. max_pages: pages handed out in all.
    """

    now: datetime
    width: int = 2
    max_pages: int | None = None
    pages_taken: int = 0
    running: int = 0
    running_polls: int = 0
    given_up: str = ""
    """Why the site was given up; empty where it was not."""
    _polls: deque[PollTask] = field(default_factory=deque)
    _pages: list[tuple[float, int, PageTask]] = field(default_factory=list)
    _waiting: dict[str, PageVisit] = field(default_factory=dict)
    _order: count[int] = field(default_factory=count)
    _silences: int = 0
    _has_answered: bool = False

    def add_polls(self, states: Iterable[SourceState], depth: int = 1) -> None:
        """Add sources; they go before all pages, in their order. In place."""
        if not self.given_up:
            self._polls.extend(PollTask(state, depth) for state in states)

    def add_pages(self, visits: Iterable[PageVisit]) -> None:
        """Add pages; the newest goes first, of equals the one that was added first. In place.

        An undated page of a list of what is new counts as new, as does one to be looked at again.
        """
        if self.given_up:
            return
        for visit in visits:
            self._waiting[visit.candidate.key] = visit
            self._push(visit)

    def learn(self, candidates: Iterable[Candidate]) -> None:
        """Take what a further source says of pages that wait already. In place.

        The front page is often the first to name a story; its feed knows the date. The source that says most
        counts as the one that named the page; what it leaves open is filled in from the other. The address
        stays.
        """
        if not self._waiting:
            return
        for candidate in candidates:
            visit = self._waiting.get(candidate.key)
            if visit is None:
                continue
            merged = merge_facts(visit.candidate, candidate)
            if merged != visit.candidate:
                better = replace(visit, candidate=merged)
                self._waiting[candidate.key] = better
                self._push(better)

    def take(self) -> Task | None:
        """Give the next task, if one may run now. In place."""
        if self.given_up or self.running >= (self.width if self._has_answered else 1):
            return None
        if self._polls:
            self.running += 1
            self.running_polls += 1
            return self._polls.popleft()
        if self._waiting and (self.max_pages is None or self.pages_taken < self.max_pages):
            self.running += 1
            self.pages_taken += 1
            return self._pop()
        return None

    def finish(self, task: Task, *, silence: str = "") -> None:
        """Take back a task that has its outcome. In place.

        silence: what happened, where the site gave no answer at all; an answer of any kind is none.
        """
        self.running -= 1
        if isinstance(task, PollTask):
            self.running_polls -= 1
        if not silence:
            self._has_answered, self._silences = True, 0
            return
        self._silences += 1
        if self._silences >= MAX_SILENCES and not self.given_up:
            self.given_up = f"no answer to {self._silences} requests in a row ({silence})"

    @property
    def has_polls(self) -> bool:
        """Whether sources are still to be asked, or are being asked."""
        return bool(self._polls or self.running_polls) and not self.given_up

    @property
    def is_done(self) -> bool:
        """Whether nothing runs and nothing can be taken."""
        has_room = self.max_pages is None or self.pages_taken < self.max_pages
        return not self.running and (bool(self.given_up) or not (self._polls or (self._waiting and has_room)))

    @property
    def left(self) -> int:
        """How many pages are left for a later run."""
        return len(self._waiting)

    @property
    def open_pages(self) -> int:
        """How many pages are still to get their outcome in this run."""
        room = self.left if self.max_pages is None else min(self.left, self.max_pages - self.pages_taken)
        return self.running_pages + (0 if self.given_up else room)

    @property
    def running_pages(self) -> int:
        """How many pages are under way."""
        return self.running - self.running_polls

    def _push(self, visit: PageVisit) -> None:
        heapq.heappush(self._pages, (-self._find_time(visit), next(self._order), PageTask(visit)))

    def _pop(self) -> PageTask:
        """Give the first page that waits; what was learnt of a page since made its old entry void."""
        while True:
            task = heapq.heappop(self._pages)[2]
            key = task.visit.candidate.key
            if self._waiting.get(key) is task.visit:
                del self._waiting[key]
                return task

    def _find_time(self, visit: PageVisit) -> float:
        latest = find_latest(visit.candidate)
        is_new = visit.is_revisit or (latest.year == 1 and visit.candidate.source_kind in CURRENT_KINDS)
        return (self.now if is_new else latest).timestamp() if is_new or latest.year > 1 else 0.0
