"""Decides where each row of the memory stands in Redis: a module for each table, bound to one transaction, and what
is read in advance, since every single read is a way to the server and back.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from newscrawl.delivery.journal import Position
from newscrawl.discovery.candidate import Source
from newscrawl.fleet.tables import (
    article_table,
    frontier_table,
    output_table,
    page_table,
    site_table,
    source_table,
    visit_table,
)
from newscrawl.fleet.tables.keys import find_page_id, name_identity, name_page, name_visits
from newscrawl.fleet.tables.signature_table import signature_key
from newscrawl.fleet.transaction import Transaction
from newscrawl.memory.article_table import ArticleRow
from newscrawl.memory.frontier_table import NEW
from newscrawl.memory.outcomes import DeliveredArticle, PageResult
from newscrawl.memory.page_table import PageRow
from newscrawl.memory.protocol import Poll
from newscrawl.memory.tables import SourceRow
from newscrawl.revisits import Schedule, StepRecord


class RedisTables:
    """Implements `Tables`. worker, folder: whose files the lines are in, and where those lie. run_id: of the run."""

    def __init__(self, transaction: Transaction, worker: str, folder: Path, run_id: int) -> None:
        self.transaction = transaction
        self.worker = worker
        self.folder = folder
        self.run_id = run_id
        self._puts = 0

    def load_poll(self, poll: Poll) -> None:
        """Read what a poll may change."""
        pages = [find_page_id(candidate.url) for candidate in (*poll.candidates, *poll.baseline)]
        page_table.load_pages(self.transaction, pages)
        site_id = site_table.find_site_id(self.transaction, poll.site)
        source_table.load_sources(self.transaction, site_id, (poll.source, *poll.sources))

    def load_results(self, results: Sequence[PageResult]) -> None:
        """Read what results may change."""
        transaction = self.transaction
        pages = [find_page_id(result.url) for result in results]
        digests = [result.article.first_digest for result in results if result.article is not None]
        digests += [result.article.digest for result in results if result.article is not None]
        digests += [result.known for result in results if result.known is not None]
        transaction.load(
            [name(transaction.prefix, page) for page in pages for name in (name_page, name_visits)],
            [name_identity(transaction.prefix, digest) for digest in digests],
        )
        page_table.load_pages(transaction, pages)
        found = [article_table.find_number(transaction, digest) for digest in dict.fromkeys(digests)]
        numbers = dict.fromkeys(number for number in found if number is not None)
        transaction.load(
            [key(transaction, number) for number in numbers for key in (article_table.article_key, signature_key)]
        )

    def find_page(self, url: str) -> PageRow | None:
        """Give the page that a URL is a variant of."""
        return page_table.find_page(self.transaction, url)

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
        page = page_table.StoredPage(url, site_id, now, source_id, found, outcome=outcome)
        page_id = find_page_id(url)
        page_table.save_page(self.transaction, page_id, page)
        return page_table.make_row(page_id, page)

    def add_alias(self, page_id: int, url: str) -> None:
        """Keep another URL of a page."""
        page_table.add_alias(self.transaction, page_id, url)

    def note_variant(self, page: PageRow, url: str) -> None:
        """Keep another URL of a page, and fetch the page by it where it gives a fuller form."""
        page_table.note_variant(self.transaction, page, url)

    def wake_page(self, page: PageRow, source_id: int | None, found: str) -> None:
        """Take a page out of the baseline."""
        page_table.wake_page(self.transaction, page.id, source_id, found)

    def save_look(self, page: PageRow, result: PageResult, at: int) -> None:
        """Take over the state of a page after a look at it."""
        page_table.save_look(self.transaction, page, result, at)

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
        kept = page_table.change_page(self.transaction, page.id)
        kept.why, kept.moved_source = why, source_id
        page_table.save_page(self.transaction, page.id, kept)
        score = frontier_table.make_score(rank, page.first_seen if rank == NEW else due, self._puts)
        self._puts += 1
        run_id = self.run_id if is_taken else None
        frontier_table.put_page(self.transaction, page.id, page.site_id, score, run_id)

    def remove_page(self, page_id: int) -> None:
        """Fetch a page no more."""
        kept = page_table.change_page(self.transaction, page_id)
        if kept.why is not None:
            kept.why = kept.moved_source = None
            page_table.save_page(self.transaction, page_id, kept)
        frontier_table.remove_page(self.transaction, page_id, kept.site_id)

    def is_in_flight(self, page: PageRow) -> bool:
        """Tell whether a run fetches the page now."""
        return frontier_table.find_owner(self.transaction, page.id) is not None

    def find_moved_source(self, page: PageRow) -> int | None:
        """Give the source for whose moved `lastmod` the page is looked at."""
        kept = page_table.read_page(self.transaction, page.id)
        return kept.moved_source if kept is not None and kept.why == "lastmod" else None

    def keep_visit(self, page: PageRow, result: PageResult, at: int) -> None:
        """Remember one look."""
        visit_table.keep_visit(self.transaction, page.id, result, at, self.run_id)

    def save_line(self, page: PageRow, at: int, version: int | None, position: Position) -> None:
        """Keep where a line stands."""
        output_id = output_table.find_output_id(self.transaction, position.path, self.worker, self.folder)
        if output_id is not None:
            line = visit_table.StoredLine(version, output_id, position.offset, position.line)
            visit_table.save_line(self.transaction, page.id, at, line)

    def find_row(self, digest: bytes) -> ArticleRow | None:
        """Give where an article is in its schedule."""
        return article_table.find_row(self.transaction, digest)

    def save_article(self, article: DeliveredArticle, page_id: int, now: int, schedule: Schedule) -> int:
        """Take over what was delivered of an article; give its number."""
        return article_table.save_article(self.transaction, article, page_id, now, schedule)

    def add_identity(self, digest: bytes, article_id: int) -> None:
        """Know an article by one more record id."""
        article_table.add_identity(self.transaction, digest, article_id)

    def save_schedule(self, article_id: int, schedule: Schedule) -> None:
        """Keep where an article is in its schedule."""
        article_table.save_schedule(self.transaction, article_id, schedule)

    def hand_over(self, article_id: int, old_page_id: int, page_id: int) -> int | None:
        """Look at an article by another page from now on, at the same time as planned; give that time."""
        if page_id == old_page_id:
            return None
        article_table.move_article(self.transaction, article_id, page_id)
        old = page_table.change_page(self.transaction, old_page_id)
        score = frontier_table.read_score(self.transaction, old_page_id, old.site_id)
        if score is None:
            return None
        page = page_table.change_page(self.transaction, page_id)
        page.why, page.moved_source = old.why, old.moved_source
        page_table.save_page(self.transaction, page_id, page)
        self.remove_page(old_page_id)
        frontier_table.put_page(self.transaction, page_id, page.site_id, score, None)
        return frontier_table.read_due(score)

    def find_site_id(self, name: str) -> int:
        """Give the number of a site, a new one where it is not known."""
        return site_table.find_site_id(self.transaction, name)

    def count_day(self, site_id: int, at: int, counts: dict[str, float]) -> None:
        """Add counts to a site's day."""
        site_table.count_day(self.transaction, site_id, at, counts)

    def read_step(self, site_id: int, step: int) -> StepRecord:
        """Give what looks at one step of the schedule found on a site so far."""
        return site_table.read_step(self.transaction, site_id, step)

    def count_look(self, site_id: int, step: int, *, has_changed: bool) -> None:
        """Add a look to a step's record."""
        site_table.count_look(self.transaction, site_id, step, has_changed=has_changed)

    def keep_named(self, site_id: int, source: Source) -> None:
        """Keep a source that another one named."""
        source_table.keep_named(self.transaction, site_id, source)

    def find_source_id(self, site_id: int, source: Source) -> int:
        """Give the number of a source that was read."""
        return source_table.find_source_id(self.transaction, site_id, source)

    def read_source(self, source_id: int) -> SourceRow:
        """Give what is kept of a source."""
        return source_table.read_source(self.transaction, source_id)

    def save_source(self, source_id: int, row: SourceRow) -> None:
        """Take over what is kept of a source."""
        source_table.save_source(self.transaction, source_id, row)

    def keep_poll(self, poll: Poll, source_id: int, new_count: int) -> None:
        """Single polls are not kept."""
