"""Decides what the memory makes of a page's result: marks, schedule, counts, and the next look."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from sqlite3 import Connection

from newscrawl.delivery.journal import Position
from newscrawl.memory.article_table import (
    ArticleRow,
    add_identity,
    find_row,
    hand_over,
    save_article,
    save_schedule,
)
from newscrawl.memory.frontier_table import SEEN, put_page, remove_page
from newscrawl.memory.outcomes import RECORD_OUTCOMES, PageResult, VisitOutcome
from newscrawl.memory.output_table import save_line
from newscrawl.memory.page_table import PageRow, add_alias, find_page, insert_page
from newscrawl.memory.site_table import count_day, count_look, find_site_id, read_step
from newscrawl.memory.source_table import count_lastmod_look
from newscrawl.memory.times import to_seconds
from newscrawl.memory.visit_table import keep_visit
from newscrawl.outcomes import Reason
from newscrawl.revisits import OVER, Schedule, advance, plan_retry, plan_wait

_DAY_COUNTS = {
    VisitOutcome.new: "articles",
    VisitOutcome.updated: "versions",
    VisitOutcome.corrected: "versions",
    VisitOutcome.gone: "versions",
    VisitOutcome.unchanged: "unchanged",
    VisitOutcome.not_modified: "unchanged",
    VisitOutcome.rejected: "rejected",
    VisitOutcome.failed: "failed",
}
_CHANGES = frozenset({VisitOutcome.updated, VisitOutcome.corrected, VisitOutcome.gone})
_FAILURES = frozenset({VisitOutcome.rejected, VisitOutcome.failed})


class ResultCommit:
    """Takes page results over, one by one, inside a transaction that its caller holds.

    folder: that of the memory file. run_id: the run at work.
    """

    def __init__(self, connection: Connection, folder: Path, run_id: int) -> None:
        self.connection = connection
        self.folder = folder
        self.run_id = run_id

    def take(self, result: PageResult, position: Position | None) -> None:
        """Take over what became of one page, and where its line stands."""
        at = to_seconds(result.at)
        page = find_page(self.connection, result.url)
        if page is None:
            site_id = find_site_id(self.connection, result.site)
            page = insert_page(self.connection, result.url, site_id, at)
        elif result.url != page.url:
            add_alias(self.connection, page.id, result.url)
        self._count(page, result, at)
        if result.outcome in _FAILURES:
            # A page that the host's pause kept from being asked for was not tried.
            page = replace(page, failures=page.failures + (result.reason != Reason.deferred))
            self._plan_retry(page, result, at)
        else:
            page = replace(page, failures=0)
            article_id = self._take_article(page, result, at)
            page = replace(page, article_id=article_id or page.article_id)
        self._save_page(page, result, at)
        keep_visit(self.connection, page.id, result, at, self.run_id)
        if position is not None:
            version = result.article.version if result.article is not None else None
            save_line(self.connection, page.id, at, version, position, self.folder)

    def _take_article(self, page: PageRow, result: PageResult, at: int) -> int | None:
        digest = result.article.first_digest if result.article is not None else result.known
        known = find_row(self.connection, digest) if digest is not None else None
        if result.outcome in RECORD_OUTCOMES:
            return self._take_record(page, result, known, at)
        if known is None or result.outcome in (VisitOutcome.alias, VisitOutcome.dropped):
            if known is None or known.page_id != page.id:
                remove_page(self.connection, page.id)
            if known is not None and result.outcome is VisitOutcome.alias and result.is_canonical:
                due = hand_over(self.connection, known.id, known.page_id, page.id)
                if due is not None and due <= at:  # then this was the look that was due
                    self._look_again(page, known, result, at)
            return known.id if known is not None else None
        if result.moved_to is not None:
            add_identity(self.connection, result.moved_to, known.id)
        self._look_again(page, known, result, at)
        return known.id

    def _look_again(self, page: PageRow, known: ArticleRow, result: PageResult, at: int) -> None:
        schedule = self._advance(page, known, result)
        save_schedule(self.connection, known.id, schedule)
        self._plan_look(page, schedule, at)

    def _take_record(self, page: PageRow, result: PageResult, known: ArticleRow | None, at: int) -> int:
        assert result.article is not None, "a record's outcome comes with its article"
        if result.outcome is VisitOutcome.gone:
            schedule = OVER
        else:
            schedule = self._advance(page, known, result) if known is not None else Schedule()
        number = save_article(self.connection, result.article, page.id, at, schedule)
        if known is not None and known.page_id != page.id:
            remove_page(self.connection, known.page_id)
        self._plan_look(page, schedule, at)
        return number

    def _advance(self, page: PageRow, known: ArticleRow, result: PageResult) -> Schedule:
        has_changed = result.outcome in _CHANGES
        if not known.schedule.is_over:
            count_look(self.connection, page.site_id, known.schedule.step, has_changed=has_changed)
        is_live = result.article is not None and result.article.is_live
        return advance(known.schedule, has_changed=has_changed, is_live=is_live)

    def _plan_look(self, page: PageRow, schedule: Schedule, at: int) -> None:
        wait = plan_wait(schedule, read_step(self.connection, page.site_id, schedule.step))
        if wait is None:
            remove_page(self.connection, page.id)
        else:
            due = at + int(wait.total_seconds())
            put_page(self.connection, page.id, page.site_id, due, rank=SEEN, why="revisit")

    def _plan_retry(self, page: PageRow, result: PageResult, at: int) -> None:
        wait = plan_retry(Reason(result.reason), result.status, page.failures, result.retry_after)
        if wait is not None:
            due = at + int(wait.total_seconds())
            put_page(self.connection, page.id, page.site_id, due, rank=SEEN, why="retry")
            return
        remove_page(self.connection, page.id)
        if page.article_id is not None:
            save_schedule(self.connection, page.article_id, OVER)

    def _save_page(self, page: PageRow, result: PageResult, at: int) -> None:
        validators = result.validators
        is_read = result.outcome not in _FAILURES
        self.connection.execute(
            "UPDATE page SET last_visit = ?, outcome = ?, failures = ?, article_id = ?,"
            " etag = iif(?, ?, etag), last_modified = iif(?, ?, last_modified) WHERE id = ?",
            (
                *(at, result.outcome, page.failures, page.article_id),
                *(is_read, validators.etag, is_read, validators.last_modified, page.id),
            ),
        )
        if result.final_url is not None and result.final_url not in (result.url, page.url):
            add_alias(self.connection, page.id, result.final_url)

    def _count(self, page: PageRow, result: PageResult, at: int) -> None:
        counts: dict[str, float] = {}
        if result.outcome in _DAY_COUNTS:
            counts[_DAY_COUNTS[result.outcome]] = 1
        if result.outcome in RECORD_OUTCOMES and result.score is not None:
            counts |= {"scores": 1, "score_sum": result.score}
        if counts:
            count_day(self.connection, page.site_id, at, counts)
        row = self.connection.execute(
            "SELECT source_id FROM frontier WHERE page_id = ? AND why = 'lastmod' AND source_id IS NOT NULL",
            (page.id,),
        ).fetchone()
        if row is not None and result.outcome not in _FAILURES:
            count_lastmod_look(self.connection, row[0], has_changed=result.outcome in _CHANGES)
