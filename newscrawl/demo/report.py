"""Decides how a run's summary is set out for a person: which tables, in which order, in which words.

The numbers come from `summary.py`, the shape of a table from `columns.py`.
"""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from newscrawl.blocks.kinds import CUT_KIND_MEANING, CutKind
from newscrawl.columns import Columns
from newscrawl.demo.summary import RunSummary
from newscrawl.outcomes import REASON_MEANING, Reason

TEXT_WIDTH = 88
"""Characters a line of the excerpt."""
EXCERPT_PARAGRAPHS = 3
PARAGRAPH_LINES = 4
"""How much of the sample's text is shown."""
SAMPLE_FIELDS = (
    "title",
    "subtitle",
    "authors",
    "published",
    "publisher",
    "agency",
    "section",
    "language",
    "url",
)


def build_report(summary: RunSummary, files: Sequence[tuple[Path, str]]) -> tuple[Columns, ...]:
    """Give the summary's tables, in order. files: paths with what each holds; absent ones are left out."""
    tables = [_build_overview(summary)]
    if summary.rejected:
        tables.append(_build_rejections(summary.rejected))
    if summary.removed:
        tables.append(_build_removals(summary))
    if summary.sample is not None:
        tables.append(_build_sample(summary.sample))
    tables.append(Columns("Files", tuple((str(path), holds) for path, holds in files if path.exists())))
    if summary.faults:
        tables.append(Columns("What went wrong", tuple((fault,) for fault in summary.faults)))
    return tuple(tables)


def _build_overview(summary: RunSummary) -> Columns:
    pace = f"in {summary.seconds:.1f} s, {summary.rate:.1f} pages a second"
    rejected = sum(summary.rejected.values())
    rows = [
        ("pages fetched", f"{summary.pages:,}", pace),
        ("articles", f"{summary.articles:,}", ""),
        ("rejected", f"{rejected:,}", "addresses that gave no article, each with its reason"),
    ]
    if summary.duplicates:
        rows.append(("duplicates", f"{summary.duplicates:,}", "articles found again under another address"))
    return Columns("The crawl", tuple(rows), right_aligned=frozenset({1}))


def _build_rejections(rejected: Mapping[str, int]) -> Columns:
    rows = tuple((reason, f"{count:,}", _explain_reason(reason)) for reason, count in rejected.items())
    return Columns("Rejected, by reason", rows, right_aligned=frozenset({1}))


def _build_removals(summary: RunSummary) -> Columns:
    total = sum(summary.removed.values())
    rows = tuple(
        (kind, f"{count:,}", f"{100 * count / total:.1f} %", _explain_kind(kind))
        for kind, count in summary.removed.items()
    )
    share = 100 * total / (total + summary.kept)
    title = (
        f"Removed from the articles, by kind: {total:,} characters, "
        f"{share:.0f} % of what the pages said; {summary.kept:,} kept"
    )
    return Columns(title, rows, right_aligned=frozenset({1, 2}))


def _build_sample(record: Mapping[str, Any]) -> Columns:
    rows = [(name, _show_value(record[name])) for name in SAMPLE_FIELDS if record.get(name)]
    rows.append(("text", _excerpt(record.get("text", ""))))
    removed = record.get("removed") or {}
    if removed:
        rows.append(("removed", _fill(", ".join(f"{kind} {count}" for kind, count in removed.items()))))
    return Columns("One record", tuple(rows))


def _show_value(value: Any) -> str:
    return _fill("; ".join(map(str, value)) if isinstance(value, list) else str(value))


def _excerpt(text: str) -> str:
    paragraphs = text.split("\n\n")
    shown = [
        textwrap.fill(paragraph, TEXT_WIDTH, max_lines=PARAGRAPH_LINES, placeholder=" ...")
        for paragraph in paragraphs[:EXCERPT_PARAGRAPHS]
    ]
    left = len(paragraphs) - len(shown)
    if left:
        shown.append(f"... and {left} more block{'s' if left > 1 else ''}")
    return "\n".join(shown)


def _fill(text: str) -> str:
    return textwrap.fill(text, TEXT_WIDTH, break_long_words=False, break_on_hyphens=False)


def _explain_reason(reason: str) -> str:
    return REASON_MEANING[Reason(reason)] if reason in set(Reason) else ""


def _explain_kind(kind: str) -> str:
    meaning = CUT_KIND_MEANING[CutKind(kind)] if kind in set(CutKind) else ""
    return meaning.replace("…", "...")  # plain lines are ASCII but for the pages' own words
