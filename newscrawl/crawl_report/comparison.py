"""Decides what a run is held against: the run of the same spider before it, and how the difference is shown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from newscrawl.crawl_report.sections import Section
from newscrawl.crawl_report.summary import RunSummary
from newscrawl.explanation.document import make_element, make_table

SHOWN_RUNS = 30


def find_before(runs: Sequence[RunSummary]) -> RunSummary | None:
    """Give the run before the last one; None where there is none of the same spider. runs: in order."""
    return _find_earlier(runs, len(runs) - 1) if runs else None


def show_runs(runs: Sequence[RunSummary]) -> Section:
    """Show the last runs, each held against the one before it."""
    section = Section()
    if find_before(runs) is None:
        section.tell("No run of the same spider before this one is known.")
    first = max(len(runs) - SHOWN_RUNS, 0)
    rows = [_show_run(runs[at], _find_earlier(runs, at)) for at in range(len(runs) - 1, first - 1, -1)]
    header = ["run", "articles", "rejected", "pages", "score", "exit code", "began", "spider"]
    section.content.append(make_table("Runs, the last one first", header, rows, 5))
    if first:
        section.tell(f"The last {SHOWN_RUNS} of {len(runs):,} runs.")
    return section


def _show_run(run: RunSummary, before: RunSummary | None) -> list[Any]:
    return [
        run.crawl_id,
        _show_change(run.articles, before.articles if before else None),
        _show_change(run.rejected, before.rejected if before else None),
        _show_change(run.pages, before.pages if before else None),
        _show_change(run.score, before.score if before else None, digits=3),
        "–" if run.exit_code is None else str(run.exit_code),
        run.started or "–",
        run.spider or "–",
    ]


def _show_change(value: float | None, before: float | None, digits: int = 0) -> list[Any]:
    if value is None:
        return ["–"]
    shown = f"{value:,.{digits}f}"
    if before is None:
        return [shown]
    change = round(value - before, digits)
    kind = "up" if change > 0 else "down" if change < 0 else "soft"
    return [shown, " ", make_element("span", f"({change:+,.{digits}f})", class_=kind)]


def _find_earlier(runs: Sequence[RunSummary], at: int) -> RunSummary | None:
    return next((runs[before] for before in range(at - 1, -1, -1) if runs[before].spider == runs[at].spider), None)
