"""Decides what the memory makes of a page's result: marks, schedule, counts, and the next look."""

from __future__ import annotations

from dataclasses import replace

from newscrawl.delivery.journal import Position
from newscrawl.memory.article_table import ArticleRow
from newscrawl.memory.frontier_table import SEEN
from newscrawl.memory.outcomes import FAILURES, RECORD_OUTCOMES, PageResult, VisitOutcome
from newscrawl.memory.page_table import PageRow
from newscrawl.memory.poll_notes import count_lastmod_look
from newscrawl.memory.tables import Tables
from newscrawl.memory.times import to_seconds
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


class ResultCommit:
    """Takes page results over, one by one, inside a transaction that its caller holds."""

    def __init__(self, tables: Tables) -> None:
        self.tables = tables

    def take(self, result: PageResult, position: Position | None) -> None:
        """Take over what became of one page, and where its line stands."""
        at = to_seconds(result.at)
        page = self.tables.find_page(result.url)
        if page is None:
            site_id = self.tables.find_site_id(result.site)
            page = self.tables.insert_page(result.url, site_id, at)
        elif result.url != page.url:
            self.tables.add_alias(page.id, result.url)
        self._count(page, result, at)
        if result.outcome in FAILURES:
            # A page that the host's pause kept from being asked for was not tried.
            page = replace(page, failures=page.failures + (result.reason != Reason.deferred))
            self._plan_retry(page, result, at)
        else:
            page = replace(page, failures=0)
            article_id = self._take_article(page, result, at)
            page = replace(page, article_id=article_id or page.article_id)
        self._save_page(page, result, at)
        self.tables.keep_visit(page, result, at)
        if position is not None:
            version = result.article.version if result.article is not None else None
            self.tables.save_line(page, at, version, position)

    def _take_article(self, page: PageRow, result: PageResult, at: int) -> int | None:
        digest = result.article.first_digest if result.article is not None else result.known
        known = self.tables.find_row(digest) if digest is not None else None
        if result.outcome in RECORD_OUTCOMES:
            return self._take_record(page, result, known, at)
        if known is None or result.outcome in (VisitOutcome.alias, VisitOutcome.dropped):
            if known is None or known.page_id != page.id:
                self.tables.remove_page(page.id)
            if known is not None and result.outcome is VisitOutcome.alias and result.is_canonical:
                due = self.tables.hand_over(known.id, known.page_id, page.id)
                if due is not None and due <= at:  # then this was the look that was due
                    self._look_again(page, known, result, at)
            return known.id if known is not None else None
        if result.moved_to is not None:
            self.tables.add_identity(result.moved_to, known.id)
        self._look_again(page, known, result, at)
        return known.id

    def _look_again(self, page: PageRow, known: ArticleRow, result: PageResult, at: int) -> None:
        schedule = self._advance(page, known, result)
        self.tables.save_schedule(known.id, schedule)
        self._plan_look(page, schedule, at)

    def _take_record(self, page: PageRow, result: PageResult, known: ArticleRow | None, at: int) -> int:
        assert result.article is not None, "a record's outcome comes with its article"
        if result.outcome is VisitOutcome.gone:
            schedule = OVER
        else:
            schedule = self._advance(page, known, result) if known is not None else Schedule()
        number = self.tables.save_article(result.article, page.id, at, schedule)
        if known is not None and known.page_id != page.id:
            self.tables.remove_page(known.page_id)
        self._plan_look(page, schedule, at)
        return number

    def _advance(self, page: PageRow, known: ArticleRow, result: PageResult) -> Schedule:
        has_changed = result.outcome in _CHANGES
        if not known.schedule.is_over:
            self.tables.count_look(page.site_id, known.schedule.step, has_changed=has_changed)
        is_live = result.article is not None and result.article.is_live
        return advance(known.schedule, has_changed=has_changed, is_live=is_live)

    def _plan_look(self, page: PageRow, schedule: Schedule, at: int) -> None:
        wait = plan_wait(schedule, self.tables.read_step(page.site_id, schedule.step))
        if wait is None:
            self.tables.remove_page(page.id)
        else:
            due = at + int(wait.total_seconds())
            self.tables.put_page(page, due, rank=SEEN, why="revisit")

    def _plan_retry(self, page: PageRow, result: PageResult, at: int) -> None:
        wait = plan_retry(Reason(result.reason), result.status, page.failures, result.retry_after)
        if wait is not None:
            due = at + int(wait.total_seconds())
            self.tables.put_page(page, due, rank=SEEN, why="retry")
            return
        self.tables.remove_page(page.id)
        if page.article_id is not None:
            self.tables.save_schedule(page.article_id, OVER)

    def _save_page(self, page: PageRow, result: PageResult, at: int) -> None:
        self.tables.save_look(page, result, at)
        if result.final_url is not None and result.final_url not in (result.url, page.url):
            self.tables.add_alias(page.id, result.final_url)

    def _count(self, page: PageRow, result: PageResult, at: int) -> None:
        counts: dict[str, float] = {}
        if result.outcome in _DAY_COUNTS:
            counts[_DAY_COUNTS[result.outcome]] = 1
        if result.outcome in RECORD_OUTCOMES and result.score is not None:
            counts |= {"scores": 1, "score_sum": result.score}
        if counts:
            self.tables.count_day(page.site_id, at, counts)
        source_id = self.tables.find_moved_source(page)
        if source_id is not None and result.outcome not in FAILURES:
            count_lastmod_look(self.tables, source_id, has_changed=result.outcome in _CHANGES)
