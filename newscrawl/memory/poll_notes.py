"""Decides what a poll changes: the source's own state, the pages it named, and which of them are fetched
now.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta

from newscrawl.discovery.candidate import Candidate
from newscrawl.discovery.dates import find_span
from newscrawl.discovery.poll_interval import RECENT, choose_bounds, plan_poll
from newscrawl.memory.frontier_table import NEW, SEEN
from newscrawl.memory.outcomes import VisitOutcome
from newscrawl.memory.page_table import PageRow, pack_candidate
from newscrawl.memory.protocol import Poll, PollOutcome
from newscrawl.memory.tables import SourceRow, Tables
from newscrawl.memory.times import to_seconds

MIN_LOOK_GAP = 600
"""Seconds between two looks at one page for a moved `lastmod`."""
TRIED_LOOKS = 5
"""So many looks a source's `lastmod` gets on trust; some sites print the time of the request there."""
TRUSTED_SHARE = 0.3
"""From then on it is believed while so many of the looks found a change."""


@dataclass(frozen=True, slots=True)
class PollProgress:
    """How far a poll was taken over. page_ids: of the pages to be fetched now, in the poll's order. new_count: those
    that nobody knew before. looks_left: pages that may still be looked at for their `lastmod`; None: not counted yet.
    """

    page_ids: tuple[int, ...] = ()
    new_count: int = 0
    looks_left: float | None = None


def note_poll(tables: Tables, poll: Poll) -> list[int]:
    """Take over a poll; give the ids of the pages that are to be fetched now, in the poll's order. In place."""
    progress = note_pages(tables, poll, PollProgress())
    note_source(tables, poll, progress.new_count)
    return list(progress.page_ids)


def note_pages(tables: Tables, poll: Poll, progress: PollProgress) -> PollProgress:
    """Take over what a poll names, or one of the portions that it was split into; its source comes last. In place."""
    site_id = tables.find_site_id(poll.site)
    source_id = None if poll.is_passing else tables.find_source_id(site_id, poll.source)
    for source in poll.sources:
        tables.keep_named(site_id, source)
    noting = _Noting(tables, poll, site_id, source_id, progress)
    for candidate in poll.candidates:
        noting.note_candidate(candidate)
    for candidate in poll.baseline:
        noting.note_baseline(candidate)
    return PollProgress((*progress.page_ids, *noting.page_ids), noting.new_count, noting.looks_left)


def note_source(tables: Tables, poll: Poll, new_count: int) -> None:
    """Take over the state of the polled source, whose pages are noted: a state that is kept without them would hide
    them for good. In place.
    """
    site_id = tables.find_site_id(poll.site)
    if not poll.is_passing:
        source_id = tables.find_source_id(site_id, poll.source)
        tables.save_source(source_id, update_source(tables.read_source(source_id), poll, new_count))
        tables.keep_poll(poll, source_id, new_count)
    counts: dict[str, float] = {"polls": 1, "found": new_count}
    if poll.outcome is not PollOutcome.read:
        counts["polls_unchanged" if poll.outcome is PollOutcome.unchanged else "polls_failed"] = 1
    tables.count_day(site_id, to_seconds(poll.at), counts)


def split_poll(poll: Poll, size: int) -> Iterator[Poll]:
    """Part a poll into portions that name so many pages and sources each, in order; one where it names none."""
    for start in range(0, max(1, len(poll.candidates), len(poll.baseline), len(poll.sources)), size):
        part = slice(start, start + size)
        yield replace(
            poll, candidates=poll.candidates[part], baseline=poll.baseline[part], sources=poll.sources[part]
        )


class _Noting:
    """The pages of one poll on their way into the memory."""

    def __init__(
        self, tables: Tables, poll: Poll, site_id: int, source_id: int | None, progress: PollProgress
    ) -> None:
        self.tables = tables
        self.poll = poll
        self.now = to_seconds(poll.at)
        self.site_id = site_id
        self.source_id = source_id
        self.source_url = poll.source.url if source_id is not None else None
        self.page_ids: list[int] = []
        self.new_count = progress.new_count
        self.looks_left = self._count_looks() if progress.looks_left is None else progress.looks_left

    def note_candidate(self, candidate: Candidate) -> None:
        """Take over one page that the source names."""
        page = self.tables.find_page(candidate.url)
        if page is None:
            found = pack_candidate(candidate, self.source_url)
            self._fetch_new(
                self.tables.insert_page(
                    candidate.url, self.site_id, self.now, source_id=self.source_id, found=found
                )
            )
        elif page.outcome == VisitOutcome.baseline and self.poll.is_backfill:
            self.tables.wake_page(page, self.source_id, pack_candidate(candidate, self.source_url))
            self._fetch_new(page)
        elif page.outcome != VisitOutcome.baseline:
            self._note_known(page, candidate)

    def note_baseline(self, candidate: Candidate) -> None:
        """Take over a page that was there before newscrawl was."""
        if self.tables.find_page(candidate.url) is None:
            self.tables.insert_page(
                candidate.url, self.site_id, self.now, source_id=self.source_id, outcome=VisitOutcome.baseline
            )

    def _fetch_new(self, page: PageRow) -> None:
        self.tables.put_page(page, self.now, rank=NEW, why="new", is_taken=True)
        self.page_ids.append(page.id)
        self.new_count += 1

    def _note_known(self, page: PageRow, candidate: Candidate) -> None:
        if self.tables.is_in_flight(page):
            return
        self.tables.note_variant(page, candidate.url)
        span = find_span(candidate.lastmod)
        moved = to_seconds(span.start) if span is not None else None
        if (
            page.article_id is None
            or page.last_visit is None
            or moved is None
            or not page.last_visit < moved <= self.now
            or self.now - page.last_visit < MIN_LOOK_GAP
            or self.looks_left <= 0
        ):
            return
        self.looks_left -= 1
        self.tables.put_page(
            page, self.now, rank=SEEN, why="lastmod", is_taken=True, source_id=self.source_id
        )
        self.page_ids.append(page.id)

    def _count_looks(self) -> float:
        if self.source_id is None:
            return 0
        row = self.tables.read_source(self.source_id)
        hits, misses = row.lastmod_hits, row.lastmod_misses
        if hits + misses < TRIED_LOOKS:
            return float(TRIED_LOOKS - hits - misses)
        return float("inf") if hits >= TRUSTED_SHARE * (hits + misses) else 0


def count_lastmod_look(tables: Tables, source_id: int, *, has_changed: bool) -> None:
    """Remember whether a look for a moved `lastmod` found a change. In place."""
    row = tables.read_source(source_id)
    hits, misses = row.lastmod_hits + has_changed, row.lastmod_misses + (not has_changed)
    tables.save_source(source_id, replace(row, lastmod_hits=hits, lastmod_misses=misses))


def update_source(row: SourceRow, poll: Poll, new_count: int) -> SourceRow:
    """Give the state of a source after a poll. new_count: pages that nobody knew before."""
    has_failed, is_read = poll.outcome is PollOutcome.failed, poll.outcome is PollOutcome.read
    if not has_failed:
        row = replace(row, etag=poll.validators.etag, last_modified=poll.validators.last_modified)
    bounds = choose_bounds(
        poll.source.kind,
        has_validators=bool(row.etag or row.last_modified),
        listed=poll.listed if is_read else row.listed or 0,
        is_first_with_news=new_count > 0 or (row.last_found or 0) > to_seconds(poll.at - RECENT),
    )
    next_poll, planned = plan_poll(
        poll.at,
        None if row.poll_interval is None else timedelta(seconds=row.poll_interval),
        new_count,
        has_failed=has_failed,
        is_proven=row.last_polled is not None,
        bounds=bounds,
    )
    now = to_seconds(poll.at)
    return replace(
        row,
        next_poll=to_seconds(next_poll),
        poll_interval=int(planned.total_seconds()),
        fault=poll.fault or None,
        last_polled=row.last_polled if has_failed else now,
        failures=row.failures + 1 if has_failed or poll.fault else 0,
        listed=poll.listed if is_read else row.listed,
        most_listed=max(row.most_listed, poll.listed),
        newest=poll.newest or row.newest,
        last_found=now if new_count > 0 else row.last_found,
    )
