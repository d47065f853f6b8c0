"""Decides what a poll changes: the source's own state, the pages it named, and which of them are fetched
now.
"""

from __future__ import annotations

from datetime import timedelta
from sqlite3 import Connection

from newscrawl.discovery.candidate import Candidate, Source, SourceKind
from newscrawl.discovery.dates import find_span
from newscrawl.discovery.poll_interval import RECENT, choose_bounds, plan_poll
from newscrawl.memory.frontier_table import NEW, SEEN, put_page
from newscrawl.memory.outcomes import VisitOutcome
from newscrawl.memory.page_table import (
    PageRow,
    find_page,
    insert_page,
    note_variant,
    pack_candidate,
    read_visits,
)
from newscrawl.memory.protocol import PageVisit, Poll, PollOutcome, SourceState, Validators
from newscrawl.memory.site_table import count_day, find_site_id
from newscrawl.memory.times import from_seconds, to_seconds

KEPT_POLLS = 50
MIN_LOOK_GAP = 600
"""Seconds between two looks at one page for a moved `lastmod`."""
TRIED_LOOKS = 5
"""So many looks a source's `lastmod` gets on trust; some sites print the time of the request there."""
TRUSTED_SHARE = 0.3
"""From then on it is believed while so many of the looks found a change."""


def list_sources(connection: Connection, site: str) -> list[SourceState]:
    """Give the sources of a site in the order they were told of."""
    rows = connection.execute(
        "SELECT url, kind, parent_url, etag, last_modified, last_polled, next_poll FROM source"
        " WHERE site_id = (SELECT id FROM site WHERE name = ?) ORDER BY id",
        (site,),
    )
    return [
        SourceState(
            source=Source(url=url, kind=SourceKind(kind), parent_url=parent_url),
            validators=Validators(etag=etag, last_modified=last_modified),
            last_polled=from_seconds(last_polled),
            next_poll=from_seconds(next_poll),
        )
        for url, kind, parent_url, etag, last_modified, last_polled, next_poll in rows
    ]


def note_poll(connection: Connection, poll: Poll, run_id: int) -> list[PageVisit]:
    """Take over a poll; give the pages that are to be fetched now, in the poll's order. In place."""
    site_id = find_site_id(connection, poll.site)
    source_id = None if poll.is_passing else _find_source_id(connection, site_id, poll.source)
    for source in poll.sources:
        _keep_named(connection, site_id, source)
    noting = _Noting(connection, poll, site_id, source_id, run_id)
    for candidate in poll.candidates:
        noting.note_candidate(candidate)
    for candidate in poll.baseline:
        noting.note_baseline(candidate)
    if source_id is not None:
        _update_source(connection, poll, source_id, noting.new_count)
        _keep_poll(connection, poll, source_id, run_id, noting.new_count)
    counts: dict[str, float] = {"polls": 1, "found": noting.new_count}
    if poll.outcome is not PollOutcome.read:
        counts["polls_unchanged" if poll.outcome is PollOutcome.unchanged else "polls_failed"] = 1
    count_day(connection, site_id, to_seconds(poll.at), counts)
    return read_visits(connection, noting.page_ids)


class _Noting:
    """The pages of one poll on their way into the memory."""

    def __init__(self, connection: Connection, poll: Poll, site_id: int, source_id: int | None, run_id: int) -> None:
        self.connection = connection
        self.poll = poll
        self.now = to_seconds(poll.at)
        self.site_id = site_id
        self.source_id = source_id
        self.source_url = poll.source.url if source_id is not None else None
        self.run_id = run_id
        self.page_ids: list[int] = []
        self.new_count = 0
        self.looks_left = self._count_looks()

    def note_candidate(self, candidate: Candidate) -> None:
        """Take over one page that the source names."""
        page = find_page(self.connection, candidate.url)
        if page is None:
            page = insert_page(
                self.connection,
                candidate.url,
                self.site_id,
                self.now,
                source_id=self.source_id,
                found=pack_candidate(candidate, self.source_url),
            )
            self._fetch_new(page)
        elif page.outcome == VisitOutcome.baseline and self.poll.is_backfill:
            self.connection.execute(
                "UPDATE page SET outcome = NULL, source_id = ?, found = ? WHERE id = ?",
                (self.source_id, pack_candidate(candidate, self.source_url), page.id),
            )
            self._fetch_new(page)
        elif page.outcome != VisitOutcome.baseline:
            self._note_known(page, candidate)

    def note_baseline(self, candidate: Candidate) -> None:
        """Take over a page that was there before newscrawl was."""
        if find_page(self.connection, candidate.url) is None:
            insert_page(
                self.connection,
                candidate.url,
                self.site_id,
                self.now,
                source_id=self.source_id,
                outcome=VisitOutcome.baseline,
            )

    def _fetch_new(self, page: PageRow) -> None:
        put_page(self.connection, page.id, page.site_id, self.now, rank=NEW, why="new", run_id=self.run_id)
        self.page_ids.append(page.id)
        self.new_count += 1

    def _note_known(self, page: PageRow, candidate: Candidate) -> None:
        is_in_flight = self.connection.execute(
            "SELECT 1 FROM frontier WHERE page_id = ? AND run_id IS NOT NULL", (page.id,)
        ).fetchone()
        if is_in_flight:
            return
        note_variant(self.connection, page, candidate.url)
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
        put_page(
            self.connection,
            page.id,
            page.site_id,
            self.now,
            rank=SEEN,
            why="lastmod",
            run_id=self.run_id,
            source_id=self.source_id,
        )
        self.page_ids.append(page.id)

    def _count_looks(self) -> float:
        row = self.connection.execute(
            "SELECT lastmod_hits, lastmod_misses FROM source WHERE id = ?", (self.source_id,)
        ).fetchone()
        if row is None:
            return 0
        hits, misses = row[0], row[1]
        if hits + misses < TRIED_LOOKS:
            return float(TRIED_LOOKS - hits - misses)
        return float("inf") if hits >= TRUSTED_SHARE * (hits + misses) else 0


def count_lastmod_look(connection: Connection, source_id: int, *, has_changed: bool) -> None:
    """Remember whether a look for a moved `lastmod` found a change. In place."""
    column = "lastmod_hits" if has_changed else "lastmod_misses"
    connection.execute(f"UPDATE source SET {column} = {column} + 1 WHERE id = ?", (source_id,))


def _keep_named(connection: Connection, site_id: int, source: Source) -> None:
    """Keep a source that another one named; what was learned of it by reading it stays."""
    connection.execute(
        "INSERT OR IGNORE INTO source (site_id, url, kind, parent_url) VALUES (?, ?, ?, ?)",
        (site_id, source.url, source.kind, source.parent_url),
    )


def _find_source_id(connection: Connection, site_id: int, source: Source) -> int:
    """Give the number of a source that was read; its kind is what it turned out to be."""
    row = connection.execute(
        "INSERT INTO source (site_id, url, kind, parent_url) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (site_id, url) DO UPDATE SET kind = excluded.kind RETURNING id",
        (site_id, source.url, source.kind, source.parent_url),
    ).fetchone()
    number: int = row[0]
    return number


def _update_source(connection: Connection, poll: Poll, source_id: int, new_count: int) -> None:
    etag, last_modified, interval, last_polled, listed, last_found = connection.execute(
        "SELECT etag, last_modified, poll_interval, last_polled, listed, last_found FROM source WHERE id = ?",
        (source_id,),
    ).fetchone()
    has_failed = poll.outcome is PollOutcome.failed
    if not has_failed:
        etag, last_modified = poll.validators.etag, poll.validators.last_modified
    recent = to_seconds(poll.at - RECENT)
    bounds = choose_bounds(
        poll.source.kind,
        has_validators=bool(etag or last_modified),
        listed=poll.listed if poll.outcome is PollOutcome.read else listed or 0,
        is_first_with_news=new_count > 0 or (last_found or 0) > recent,
    )
    next_poll, planned = plan_poll(
        poll.at,
        None if interval is None else timedelta(seconds=interval),
        new_count,
        has_failed=has_failed,
        is_proven=last_polled is not None,
        bounds=bounds,
    )
    now = to_seconds(poll.at)
    connection.execute(
        "UPDATE source SET etag = ?, last_modified = ?, next_poll = ?, poll_interval = ?, fault = ?,"
        " last_polled = iif(?, last_polled, ?), failures = iif(?, failures + 1, 0),"
        " listed = iif(?, ?, listed), most_listed = max(most_listed, ?), newest = coalesce(?, newest),"
        " last_found = iif(?, ?, last_found) WHERE id = ?",
        (
            *(etag, last_modified, to_seconds(next_poll), int(planned.total_seconds()), poll.fault or None),
            *(has_failed, now, has_failed or bool(poll.fault)),
            *(poll.outcome is PollOutcome.read, poll.listed, poll.listed, poll.newest),
            *(new_count > 0, now, source_id),
        ),
    )


def _keep_poll(connection: Connection, poll: Poll, source_id: int, run_id: int, new_count: int) -> None:
    connection.execute(
        "INSERT OR REPLACE INTO poll (source_id, at, run_id, outcome, status, listed, found, fault)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            *(source_id, to_seconds(poll.at), run_id, poll.outcome, poll.status),
            *(poll.listed, new_count, poll.fault or None),
        ),
    )
    connection.execute(
        "DELETE FROM poll WHERE source_id = ?1 AND at <="
        " (SELECT at FROM poll WHERE source_id = ?1 ORDER BY at DESC LIMIT 1 OFFSET ?2)",
        (source_id, KEPT_POLLS),
    )
