"""Decides what happens to one site in one run of the `news` spider: what is asked next, what is told at the
end.

Ties together the site's plan, its queue and the memory. Requests and responses are the spider's.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import islice
from typing import Any

from newscrawl.discovery.candidate import Source, SourceKind
from newscrawl.discovery.reading import Reading
from newscrawl.discovery.report import SourceReport, explain_silence
from newscrawl.discovery.selection import select_candidates
from newscrawl.discovery.site_plan import SitePlan
from newscrawl.discovery.window import Window
from newscrawl.memory.protocol import Memory, PageVisit, Poll, PollOutcome, SourceState, Validators
from newscrawl.site import Site, strip_www
from newscrawl.site_counts import FoundPages
from newscrawl.site_queue import PageTask, PollTask, SiteQueue, Task
from newscrawl.sites import read_host
from newscrawl.spiders.robots_watch import RobotsFile

logger = logging.getLogger(__name__)

_AHEAD = 50
"""Pages that wait in the memory are taken in portions of this size."""
_PAGE_KINDS = frozenset({SourceKind.front_page, SourceKind.section_page})


@dataclass(slots=True)
class SiteRun:
    """One site in one run."""

    site: Site
    memory: Memory
    plan: SitePlan
    queue: SiteQueue
    reports: list[SourceReport] = field(default_factory=list)
    pages: Counter[str] = field(default_factory=Counter)
    """Counts of pages: asked, unchanged, missing (404, 410), failed for other reasons."""
    _due: Iterator[PageVisit] = field(default_factory=lambda: iter(()))
    _robots_seen: set[str] = field(default_factory=set)

    @classmethod
    def begin(
        cls, site: Site, memory: Memory, now: datetime, window: Window | None, *, width: int
    ) -> SiteRun:
        """Begin the run of a site: its due sources are queued, its due pages follow as there is room.

        window: the dates that the user names, which makes the run a backfill; else None.
        """
        states = {state.source.url: state for state in memory.list_sources(site.name)}
        plan = SitePlan(site=site, states=states, now=now, window=window, is_backfill=window is not None)
        queue = SiteQueue(now=now, width=width, max_pages=site.max_articles)
        run = cls(site=site, memory=memory, plan=plan, queue=queue)
        run._due = iter(memory.list_due(site.name, now))
        queue.add_polls(plan.begin())
        return run

    def take(self) -> Task | None:
        """Give the next task that may run now."""
        if not self.queue.has_polls:
            self.queue.add_polls(self.plan.drain())
        if self.queue.left < _AHEAD and not self.queue.given_up:
            self.queue.add_pages(islice(self._due, _AHEAD))
        task = self.queue.take()
        if isinstance(task, PageTask):
            self.pages["asked"] += 1
        return task

    def take_domain(self, task: PollTask, url: str) -> None:
        """Let a front page lead to the site's real domain, for this run. url: where it answered."""
        host = read_host(url)
        if task.state.source.kind is SourceKind.front_page and host and not self.site.owns(url):
            logger.warning("%s leads to %s; name that domain instead", self.site.name, host)
            self.site = replace(self.site, hosts=(*self.site.hosts, strip_www(host)))
            self.plan.site = self.site

    def note_robots(self, robots: RobotsFile) -> list[Source]:
        """Take the sitemaps of a robots.txt the first time; give those that were not known."""
        if robots.url in self._robots_seen:
            return []
        self._robots_seen.add(robots.url)
        named, due = self.plan.note_robots(robots.url, robots.sitemaps)
        self.queue.add_polls(due)
        return named

    def note_read(
        self,
        task: PollTask,
        reading: Reading,
        at: datetime,
        *,
        status: int,
        validators: Validators,
        sources: Sequence[Source] = (),
    ) -> None:
        """Take what a source said: remember it, and queue what it named.

        Validators of an answer that was faulty are not kept: it is to be read again, whole.
        """
        source = replace(task.state.source, kind=reading.kind)
        choice = self.plan.choose(reading, source)
        selection = select_candidates(
            reading.pages,
            self.site,
            self.plan.find_window(source),
            at,
            is_first_poll=self.plan.is_first_poll(source) and not task.is_passing,
            is_backfill=self.plan.is_backfill,
        )
        named, due = self.plan.note_read(source, reading)
        poll = Poll(
            site=self.site.name,
            source=source,
            at=at,
            outcome=PollOutcome.read,
            status=status,
            validators=Validators() if reading.fault else validators,
            candidates=selection.wanted,
            baseline=selection.baseline,
            sources=(*sources, *named),
            listed=len(reading.pages) or len(reading.sitemaps),
            newest=reading.newest,
            fault=reading.fault,
            is_backfill=self.plan.is_backfill,
            is_passing=task.is_passing,
        )
        visits = self.memory.note_poll(poll)
        self.queue.add_polls(due)
        self.queue.learn(selection.wanted)
        self.queue.add_pages(visits)
        self._add_next_page(task, reading, bool(visits))
        left_out = {
            **selection.left_out,
            "baseline": len(selection.baseline),
            "sitemap_outside": choice.outside,
            "sitemap_without_articles": choice.no_articles,
        }
        self._report(poll, len(visits), {reason: count for reason, count in left_out.items() if count})

    def note_unread(
        self,
        task: PollTask,
        outcome: PollOutcome,
        at: datetime,
        *,
        status: int | None,
        fault: str = "",
        validators: Validators | None = None,
        sources: Sequence[Source] = (),
    ) -> None:
        """Take that a source was unchanged, or failed."""
        poll = Poll(
            site=self.site.name,
            source=task.state.source,
            at=at,
            outcome=outcome,
            status=status,
            validators=validators or task.state.validators,
            sources=sources,
            fault=fault,
            is_backfill=self.plan.is_backfill,
            is_passing=task.is_passing,
        )
        self.queue.add_pages(self.memory.note_poll(poll))
        has_answered = outcome is PollOutcome.unchanged
        self.queue.add_polls(self.plan.note_unread(task.state.source, has_answered=has_answered))
        self._report(poll, 0, {})

    def is_silent(self) -> bool:
        """Tell whether the site was asked and named no page at all, so that a person should look at it."""
        has_said = any(report.outcome == PollOutcome.unchanged or report.wanted for report in self.reports)
        return bool(self.reports) and not has_said and not self.pages["asked"]

    def explain_silence(self) -> list[str]:
        """Say in lines why the site named no page."""
        given_up = [f"{self.site.name} was given up: {self.queue.given_up}"] if self.queue.given_up else []
        return given_up + explain_silence(self.site.name, self.reports)

    def count_found(self) -> FoundPages:
        """Give how many pages were found to fetch in this run, and how many of them are left."""
        left = self.queue.open_pages
        return FoundPages(self.site.name, self.queue.pages_taken + left - self.queue.running_pages, left)

    def describe(self) -> dict[str, Any]:
        """Give what `run.json` says of the site, as plain values."""
        reports = [report for report in self.reports if not self._is_missing_guess(report)]
        outcomes = Counter(report.outcome for report in reports)
        faults = {report.source.url: report.fault for report in reports if report.fault}
        return {
            "polls": {outcome.value: outcomes[outcome] for outcome in PollOutcome},
            "listed": sum(report.listed for report in self.reports),
            "new": sum(report.new for report in self.reports),
            "pages": dict(self.pages),
            "left": self.queue.left,
            "sitemaps_postponed": self.plan.postponed,
            "newest": max((report.newest for report in self.reports if report.newest), default=None),
            "faults": faults,
            "given_up": self.queue.given_up or None,
        }

    def _is_missing_guess(self, report: SourceReport) -> bool:
        return report.outcome == PollOutcome.failed and report.source.url in self.plan.guessed

    def _add_next_page(self, task: PollTask, reading: Reading, has_new: bool) -> None:
        """Queue the next page of a list while pages bring something new."""
        source = task.state.source
        is_wanted = source.kind in _PAGE_KINDS and (has_new or self.plan.is_backfill)
        if is_wanted and reading.next_page and task.depth < self.site.max_pages:
            following = Source(url=reading.next_page, kind=source.kind, parent_url=source.url)
            self.queue.add_polls([SourceState(source=following)], depth=task.depth + 1)


    def _report(self, poll: Poll, new: int, left_out: dict[str, int]) -> None:
        self.reports.append(
            SourceReport(
                source=poll.source,
                outcome=poll.outcome.value,
                status=poll.status,
                listed=poll.listed,
                wanted=len(poll.candidates),
                new=new,
                left_out=left_out,
                newest=poll.newest,
                fault=poll.fault,
            )
        )
