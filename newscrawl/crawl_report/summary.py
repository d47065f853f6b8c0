"""Decides what a run is compared by with the run before it: a few counts, and what was kept of each site."""

from __future__ import annotations

from typing import Any

import msgspec

from newscrawl.crawl_report.figures import KEPT_SITES, CrawlFigures, add_counts
from newscrawl.crawl_report.lines import ArticleLine, RejectionLine


class RunSummary(msgspec.Struct):
    """One run. started, finished: RFC 3339. pages: fetched; None where only its lines are known. sites: records by
    site.
    """

    crawl_id: str
    spider: str | None = None
    started: str | None = None
    finished: str | None = None
    exit_code: int | None = None
    pages: int | None = None
    articles: int = 0
    rejected: int = 0
    score_sum: float = 0.0
    sites: dict[str, int] = {}

    @property
    def score(self) -> float | None:
        """The mean extraction score of its records."""
        return self.score_sum / self.articles if self.articles else None

    def add_article(self, line: ArticleLine) -> None:
        """Count a record of the run. In place."""
        self.articles += 1
        self.score_sum += line.extraction_score
        add_counts(self.sites, {line.domain: 1})
        self._note_time(line.fetched)

    def add_rejection(self, line: RejectionLine) -> None:
        """Count a rejection of the run. In place."""
        self.rejected += 1
        if line.fetched:
            self._note_time(line.fetched)

    def _note_time(self, fetched: str) -> None:
        self.started = min(self.started or fetched, fetched)
        self.finished = max(self.finished or fetched, fetched)


def summarize_run(run: dict[str, Any], figures: CrawlFigures) -> RunSummary:
    """Sum a run up. run: what `run.json` says of it. Raises msgspec.ValidationError for values of another kind."""
    kept = {name: site.kept for name, site in figures.sites.items() if site.kept}
    counts = run.get("counts") or {}
    plain = {
        **{name: run.get(name) for name in ("crawl_id", "spider", "started", "finished", "exit_code")},
        "pages": counts.get("pages"),
        "articles": figures.kept,
        "rejected": sum(figures.rejected.values()),
        "score_sum": figures.score_sum,
        "sites": dict(sorted(kept.items(), key=lambda item: -item[1])[:KEPT_SITES]),
    }
    return msgspec.convert(plain, RunSummary)
