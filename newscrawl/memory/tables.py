"""Decides what a place that keeps the memory has to be able to do with its rows, so that what a poll and a page's
result come to is decided once, whatever keeps them (`commit.py`, `poll_notes.py`).

Times are seconds since the epoch; ids are whole numbers, of which only the place itself knows more.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from newscrawl.delivery.journal import Position
from newscrawl.discovery.candidate import Source
from newscrawl.memory.article_table import ArticleRow
from newscrawl.memory.outcomes import DeliveredArticle, PageResult
from newscrawl.memory.page_table import PageRow
from newscrawl.memory.protocol import Poll
from newscrawl.revisits import Schedule, StepRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRow:
    """What is kept of a source beside its name. The columns are told of in `schema/1.sql`."""

    etag: str | None = None
    last_modified: str | None = None
    last_polled: int | None = None
    next_poll: int | None = None
    poll_interval: int | None = None
    listed: int | None = None
    most_listed: int = 0
    newest: str | None = None
    last_found: int | None = None
    failures: int = 0
    fault: str | None = None
    lastmod_hits: int = 0
    lastmod_misses: int = 0


class PageTables(Protocol):
    """Pages, and when they are to be fetched."""

    def find_page(self, url: str) -> PageRow | None:
        """Give the page that a URL is a variant of."""
        ...

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
        ...

    def add_alias(self, page_id: int, url: str) -> None:
        """Keep another URL of a page."""
        ...

    def note_variant(self, page: PageRow, url: str) -> None:
        """Keep another URL of a page, and fetch the page by it where it gives a fuller form."""
        ...

    def wake_page(self, page: PageRow, source_id: int | None, found: str) -> None:
        """Take a page out of the baseline: it counts as found now."""
        ...

    def save_look(self, page: PageRow, result: PageResult, at: int) -> None:
        """Take over the state of a page after a look at it."""
        ...

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
        """Set when a page is to be fetched. is_taken: this run fetches it now. source_id: whose `lastmod` moved."""
        ...

    def remove_page(self, page_id: int) -> None:
        """Fetch a page no more."""
        ...

    def is_in_flight(self, page: PageRow) -> bool:
        """Tell whether a run fetches the page now."""
        ...

    def find_moved_source(self, page: PageRow) -> int | None:
        """Give the source for whose moved `lastmod` the page is looked at."""
        ...

    def keep_visit(self, page: PageRow, result: PageResult, at: int) -> None:
        """Remember one look, for `scrapy why`."""
        ...

    def save_line(self, page: PageRow, at: int, version: int | None, position: Position) -> None:
        """Keep where a line stands."""
        ...


class ArticleTables(Protocol):
    """Articles and their schedules."""

    def find_row(self, digest: bytes) -> ArticleRow | None:
        """Give where an article is in its schedule. digest: any record id that it has or had."""
        ...

    def save_article(self, article: DeliveredArticle, page_id: int, now: int, schedule: Schedule) -> int:
        """Take over what was delivered of an article; give its number."""
        ...

    def add_identity(self, digest: bytes, article_id: int) -> None:
        """Know an article by one more record id."""
        ...

    def save_schedule(self, article_id: int, schedule: Schedule) -> None:
        """Keep where an article is in its schedule."""
        ...

    def hand_over(self, article_id: int, old_page_id: int, page_id: int) -> int | None:
        """Look at an article by another page from now on, at the same time as planned; give that time."""
        ...


class SiteTables(Protocol):
    """Sites, their days, and their sources."""

    def find_site_id(self, name: str) -> int:
        """Give the number of a site, a new one where it is not known."""
        ...

    def count_day(self, site_id: int, at: int, counts: dict[str, float]) -> None:
        """Add counts to a site's day."""
        ...

    def read_step(self, site_id: int, step: int) -> StepRecord:
        """Give what looks at one step of the schedule found on a site so far."""
        ...

    def count_look(self, site_id: int, step: int, *, has_changed: bool) -> None:
        """Add a look to a step's record."""
        ...

    def keep_named(self, site_id: int, source: Source) -> None:
        """Keep a source that another one named; what was learned of it by reading it stays."""
        ...

    def find_source_id(self, site_id: int, source: Source) -> int:
        """Give the number of a source that was read; its kind is what it turned out to be."""
        ...

    def read_source(self, source_id: int) -> SourceRow:
        """Give what is kept of a source."""
        ...

    def save_source(self, source_id: int, row: SourceRow) -> None:
        """Take over what is kept of a source."""
        ...

    def keep_poll(self, poll: Poll, source_id: int, new_count: int) -> None:
        """Remember a poll, for people."""
        ...


class Tables(PageTables, ArticleTables, SiteTables, Protocol):
    """All rows, inside one transaction that the caller holds."""
