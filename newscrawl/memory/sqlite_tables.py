"""Decides where each row of the memory stands in SQLite: a module for each table, bound to one transaction."""

from __future__ import annotations

from pathlib import Path
from sqlite3 import Connection

from newscrawl.delivery.journal import Position
from newscrawl.discovery.candidate import Source
from newscrawl.memory import (
    article_table,
    frontier_table,
    output_table,
    page_table,
    site_table,
    source_table,
    visit_table,
)
from newscrawl.memory.article_table import ArticleRow
from newscrawl.memory.outcomes import DeliveredArticle, PageResult
from newscrawl.memory.page_table import PageRow
from newscrawl.memory.protocol import Poll
from newscrawl.memory.tables import SourceRow
from newscrawl.revisits import Schedule, StepRecord


class SqliteTables:
    """Implements `Tables`. folder: that of the memory file. run_id: the run at work."""

    def __init__(self, connection: Connection, folder: Path, run_id: int) -> None:
        self.connection = connection
        self.folder = folder
        self.run_id = run_id

    def find_page(self, url: str) -> PageRow | None:
        """Give the page that a URL is a variant of."""
        return page_table.find_page(self.connection, url)

    def insert_page(
        self,
        url: str,
        site_id: int,
        now: int,
        *,
        source_id: int | None = None,
        found: str | None = None,
        outcome: str | None = None,
    ) -> PageRow:
        """Add a page that is not known."""
        return page_table.insert_page(
            self.connection, url, site_id, now, source_id=source_id, found=found, outcome=outcome
        )

    def add_alias(self, page_id: int, url: str) -> None:
        """Keep another URL of a page."""
        page_table.add_alias(self.connection, page_id, url)

    def note_variant(self, page: PageRow, url: str) -> None:
        """Keep another URL of a page, and fetch the page by it where it gives a fuller form."""
        page_table.note_variant(self.connection, page, url)

    def wake_page(self, page: PageRow, source_id: int | None, found: str) -> None:
        """Take a page out of the baseline."""
        page_table.wake_page(self.connection, page.id, source_id, found)

    def save_look(self, page: PageRow, result: PageResult, at: int) -> None:
        """Take over the state of a page after a look at it."""
        page_table.save_look(self.connection, page, result, at)

    def put_page(
        self,
        page: PageRow,
        due: int,
        *,
        rank: int,
        why: str,
        is_taken: bool = False,
        source_id: int | None = None,
    ) -> None:
        """Set when a page is to be fetched."""
        run_id = self.run_id if is_taken else None
        frontier_table.put_page(
            self.connection, page.id, page.site_id, due, rank=rank, why=why, run_id=run_id, source_id=source_id
        )

    def remove_page(self, page_id: int) -> None:
        """Fetch a page no more."""
        frontier_table.remove_page(self.connection, page_id)

    def is_in_flight(self, page: PageRow) -> bool:
        """Tell whether a run fetches the page now."""
        return frontier_table.is_in_flight(self.connection, page.id)

    def find_moved_source(self, page: PageRow) -> int | None:
        """Give the source for whose moved `lastmod` the page is looked at."""
        return frontier_table.find_moved_source(self.connection, page.id)

    def keep_visit(self, page: PageRow, result: PageResult, at: int) -> None:
        """Remember one look."""
        visit_table.keep_visit(self.connection, page.id, result, at, self.run_id)

    def save_line(self, page: PageRow, at: int, version: int | None, position: Position) -> None:
        """Keep where a line stands."""
        output_table.save_line(self.connection, page.id, at, version, position, self.folder)

    def find_row(self, digest: bytes) -> ArticleRow | None:
        """Give where an article is in its schedule."""
        return article_table.find_row(self.connection, digest)

    def save_article(self, article: DeliveredArticle, page_id: int, now: int, schedule: Schedule) -> int:
        """Take over what was delivered of an article; give its number."""
        return article_table.save_article(self.connection, article, page_id, now, schedule)

    def add_identity(self, digest: bytes, article_id: int) -> None:
        """Know an article by one more record id."""
        article_table.add_identity(self.connection, digest, article_id)

    def save_schedule(self, article_id: int, schedule: Schedule) -> None:
        """Keep where an article is in its schedule."""
        article_table.save_schedule(self.connection, article_id, schedule)

    def hand_over(self, article_id: int, old_page_id: int, page_id: int) -> int | None:
        """Look at an article by another page from now on, at the same time as planned; give that time."""
        return article_table.hand_over(self.connection, article_id, old_page_id, page_id)

    def find_site_id(self, name: str) -> int:
        """Give the number of a site, a new one where it is not known."""
        return site_table.find_site_id(self.connection, name)

    def count_day(self, site_id: int, at: int, counts: dict[str, float]) -> None:
        """Add counts to a site's day."""
        site_table.count_day(self.connection, site_id, at, counts)

    def read_step(self, site_id: int, step: int) -> StepRecord:
        """Give what looks at one step of the schedule found on a site so far."""
        return site_table.read_step(self.connection, site_id, step)

    def count_look(self, site_id: int, step: int, *, has_changed: bool) -> None:
        """Add a look to a step's record."""
        site_table.count_look(self.connection, site_id, step, has_changed=has_changed)

    def keep_named(self, site_id: int, source: Source) -> None:
        """Keep a source that another one named."""
        source_table.keep_named(self.connection, site_id, source)

    def find_source_id(self, site_id: int, source: Source) -> int:
        """Give the number of a source that was read."""
        return source_table.find_source_id(self.connection, site_id, source)

    def read_source(self, source_id: int) -> SourceRow:
        """Give what is kept of a source."""
        return source_table.read_source(self.connection, source_id)

    def save_source(self, source_id: int, row: SourceRow) -> None:
        """Take over what is kept of a source."""
        source_table.save_source(self.connection, source_id, row)

    def keep_poll(self, poll: Poll, source_id: int, new_count: int) -> None:
        """Remember a poll, for people."""
        source_table.keep_poll(self.connection, poll, source_id, self.run_id, new_count)
