"""Decides how the memory is kept in one SQLite file: which rows a step reads and writes, and in which transaction."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from sqlite3 import Connection

from newscrawl.delivery.journal import OutputState, Position
from newscrawl.memory.article_table import (
    drop_old_signatures,
    find_article,
    find_article_of_page,
    find_same_text,
    find_similar,
)
from newscrawl.memory.commit import ResultCommit
from newscrawl.memory.database import Database
from newscrawl.memory.frontier_table import find_due, release_all, take_pages, undo_clock
from newscrawl.memory.history import read_history
from newscrawl.memory.outcomes import KnownArticle, PageResult, SimilarArticle, make_unchanged
from newscrawl.memory.output_table import find_output, read_open_outputs, save_output
from newscrawl.memory.page_table import find_page, read_visits
from newscrawl.memory.pause_table import drop_past_pauses, read_pauses, save_pause
from newscrawl.memory.poll_notes import note_poll
from newscrawl.memory.protocol import PageVisit, Poll, SourceState, Validators
from newscrawl.memory.robots_table import drop_old_robots, find_robots, save_robots
from newscrawl.memory.site_table import drop_old_days
from newscrawl.memory.source_table import list_sources
from newscrawl.memory.sqlite_tables import SqliteTables
from newscrawl.memory.store import DUE_AT_ONCE, KEPT_RUNS
from newscrawl.memory.times import from_seconds, to_seconds
from newscrawl.record import PastTries
from newscrawl.similarity import Signature
from newscrawl.site_health import SiteHistory


class SqliteMemory:
    """The memory in one SQLite file: implements `Store`. One process writes; the caller holds the lock.

    Raises OutputError where the disk does not take it, MemoryFileError where the file cannot be used.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._folder = path.absolute().parent
        self._database = Database(path)
        self._run_id = 0

    def begin_run(self, crawl_id: str, now: datetime, *, keep_signatures: timedelta) -> int:
        """Begin a run: take back what a dead one had in flight, and forget what is too old."""
        at = to_seconds(now)
        with self._database.write() as connection:
            undo_clock(connection, at)
            left = release_all(connection, after_death=True)
            drop_old_signatures(connection, to_seconds(now - keep_signatures))
            drop_old_days(connection, at)
            drop_past_pauses(connection, at)
            drop_old_robots(connection, at)
            self._run_id = connection.execute(
                "INSERT INTO run (crawl_id, started) VALUES (?, ?) RETURNING id", (crawl_id, at)
            ).fetchone()[0]
            connection.execute("DELETE FROM run WHERE id <= ?", (self._run_id - KEPT_RUNS,))
        return left

    def end_run(self, now: datetime, exit_code: int) -> None:
        """End the run."""
        with self._database.write() as connection:
            release_all(connection, after_death=False)
            connection.execute(
                "UPDATE run SET finished = ?, exit_code = ? WHERE id = ?",
                (to_seconds(now), exit_code, self._run_id),
            )

    def read_history(self, site: str, now: datetime) -> SiteHistory:
        """Give what a site's health is judged by."""
        with self._database.read() as connection:
            return read_history(connection, site, now)

    def read_pauses(self, now: datetime) -> Mapping[str, timedelta]:
        """Give the hosts that asked to be left alone, and for how long still."""
        at = to_seconds(now)
        with self._database.read() as connection:
            return {host: timedelta(seconds=until - at) for host, until in read_pauses(connection, at).items()}

    def note_pause(self, host: str, now: datetime, wait: timedelta) -> None:
        """Remember that a host asks to be left alone."""
        with self._database.write() as connection:
            save_pause(connection, host, to_seconds(now + wait) + 1)

    def find_robots(self, host: str, now: datetime) -> tuple[bytes, timedelta] | None:
        """Give a host's robots.txt that still stands, and its age."""
        at = to_seconds(now)
        with self._database.read() as connection:
            found = find_robots(connection, host, at)
        return (found[0], timedelta(seconds=at - found[1])) if found is not None else None

    def note_robots(self, host: str, now: datetime, body: bytes) -> None:
        """Remember what a host answered for robots.txt."""
        with self._database.write() as connection:
            save_robots(connection, host, body, to_seconds(now))

    def claim(self, digest: bytes, version: int) -> bool:  # noqa: ARG002
        """There is no other run."""
        return True

    def close(self) -> None:
        """Close the file."""
        self._database.close()

    def list_sources(self, site: str) -> Sequence[SourceState]:
        """Give the sources of a site, in the order told."""
        with self._database.read() as connection:
            return list_sources(connection, site)

    def note_poll(self, poll: Poll) -> Sequence[PageVisit]:
        """Remember a poll; give the pages that are to be fetched now."""
        with self._database.write() as connection:
            return read_visits(connection, note_poll(self._bind(connection), poll))

    def list_due(self, site: str, now: datetime) -> Iterable[PageVisit]:
        """Give the pages of a site that are due, the most urgent first; those given are in flight."""
        return self._take_due(site, to_seconds(now))

    def note_unchanged(self, visit: PageVisit, at: datetime, validators: Validators) -> None:
        """Remember that a page answered 304."""
        with self._database.write() as connection:
            page = find_page(connection, visit.candidate.url)
            if page is None:
                return
            known = find_article_of_page(connection, page.id)
            result = make_unchanged(visit, at, validators, known)
            ResultCommit(self._bind(connection)).take(result, None)

    def find_article(self, digest: bytes) -> KnownArticle | None:
        """Give the article that has, or ever had, this record id."""
        with self._database.read() as connection:
            return find_article(connection, digest)

    def find_article_of_page(self, url: str) -> KnownArticle | None:
        """Give the article that a page showed when it was last read."""
        with self._database.read() as connection:
            page = find_page(connection, url)
            return find_article_of_page(connection, page.id) if page is not None else None

    def find_same_text(self, text_sha256: bytes) -> list[KnownArticle]:
        """Give articles whose last record has this very text, the oldest first."""
        with self._database.read() as connection:
            return find_same_text(connection, text_sha256)

    def count_failures(self, url: str) -> int:
        """Say how many tries at a page were fruitless in a row."""
        with self._database.read() as connection:
            page = find_page(connection, url)
            return page.failures if page is not None else 0

    def find_tries(self, url: str) -> PastTries:
        """Say how often a page was tried in vain, and when it was first met."""
        with self._database.read() as connection:
            page = find_page(connection, url)
            return PastTries(page.failures, from_seconds(page.first_seen)) if page is not None else PastTries()

    def find_similar(self, text_sha256: bytes, signature: Signature | None, own: bytes) -> SimilarArticle | None:
        """Give the article of the same or nearly the same text."""
        with self._database.read() as connection:
            return find_similar(connection, text_sha256, signature, own)

    def read_open_outputs(self) -> list[OutputState]:
        """Give the files that are open, or were when a run died."""
        with self._database.read() as connection:
            return read_open_outputs(connection, self._folder)

    def find_output(self, path: Path) -> OutputState | None:
        """Give what is known of a file."""
        with self._database.read() as connection:
            return find_output(connection, path, self._folder)

    def commit(self, outputs: Sequence[OutputState], deliveries: Sequence[tuple[PageResult, Position | None]]) -> None:
        """Take over states and results, all or none of them, durably."""
        with self._database.write(is_durable=True) as connection:
            for state in outputs:
                save_output(connection, state, self._folder)
            taking = ResultCommit(self._bind(connection))
            for result, position in deliveries:
                taking.take(result, position)

    def _bind(self, connection: Connection) -> SqliteTables:
        return SqliteTables(connection, self._folder, self._run_id)

    def _take_due(self, site: str, at: int) -> Iterator[PageVisit]:
        while True:
            with self._database.read() as connection:
                page_ids = find_due(connection, site, at, DUE_AT_ONCE)
            if not page_ids:
                return
            with self._database.write() as connection:
                take_pages(connection, page_ids, self._run_id)
                visits = read_visits(connection, page_ids)
            yield from visits
