"""Decides what a run comes to: its numbers, recounted from the files it wrote, held against its stats.

Setting them out for a person is left to `report.py`.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from newscrawl.run_outcome import judge_run


@dataclass(frozen=True, slots=True, kw_only=True)
class RunSummary:
    """The numbers of one run, and where they do not agree."""

    pages: int
    """Pages fetched, by the run's stats."""
    seconds: float
    """From the opening of the spider to its end."""
    articles: int
    """Records in the file of articles."""
    duplicates: int
    """Articles found again under another URL, and not written again, by the run's stats."""
    rejected: Mapping[str, int]
    """Lines in the file of rejections, by reason, most first."""
    removed: Mapping[str, int]
    """Characters removed from the articles, by kind, most first."""
    kept: int
    """Characters of the articles' texts."""
    sample: Mapping[str, Any] | None
    """The record that shows most: that with the most kinds removed."""
    faults: tuple[str, ...]
    """What went wrong, or does not agree, a line each; empty for a run that is sound."""

    @property
    def rate(self) -> float:
        """Pages a second."""
        return self.pages / self.seconds if self.seconds else 0.0

    @property
    def is_sound(self) -> bool:
        """Whether nothing went wrong."""
        return not self.faults


def read_summary(stats: Mapping[str, Any], articles: Path, rejects: Path) -> RunSummary:
    """Read what a run comes to from Scrapy's stats and the two files, which need not exist."""
    records, bad_records = read_lines(articles)
    rejections, bad_rejections = read_lines(rejects)
    return RunSummary(
        pages=stats.get("newscrawl/pages", 0),
        seconds=float(stats.get("elapsed_time_seconds", 0.0)),
        articles=len(records),
        duplicates=stats.get("newscrawl/duplicates", 0),
        rejected=_order(Counter(str(rejection.get("reason")) for rejection in rejections)),
        removed=sum_removed(records),
        kept=sum(len(record.get("text", "")) for record in records),
        sample=choose_sample(records),
        faults=(
            *find_run_faults(stats),
            *find_count_faults(articles.name, len(records), bad_records, stats.get("newscrawl/articles", 0)),
            *find_count_faults(
                rejects.name, len(rejections), bad_rejections, stats.get("newscrawl/rejected", 0)
            ),
        ),
    )


def read_lines(path: Path) -> tuple[list[dict[str, Any]], int]:
    """Read a file of JSON Lines: its objects, and how many lines hold none. A missing file has neither."""
    if not path.exists():
        return [], 0
    objects, bad = [], 0
    for line in path.read_text(encoding="utf-8", errors="replace").split("\n"):
        if not line.strip():
            continue
        try:
            value = json.loads(line)
        except ValueError:
            value = None
        if isinstance(value, dict):
            objects.append(value)
        else:
            bad += 1
    return objects, bad


def sum_removed(records: Iterable[Mapping[str, Any]]) -> dict[str, int]:
    """Add up the characters removed from all records, by kind, most first."""
    total: Counter[str] = Counter()
    for record in records:
        total.update(record.get("removed") or {})
    return _order(total)


def choose_sample(records: Iterable[Mapping[str, Any]]) -> Mapping[str, Any] | None:
    """Choose the record to show: that with the most kinds removed, and of several the first."""
    return max(records, key=lambda record: len(record.get("removed") or {}), default=None)


def find_run_faults(stats: Mapping[str, Any]) -> tuple[str, ...]:
    """Say whether the run itself failed."""
    faults = []
    reason = stats.get("finish_reason")
    if reason is None:
        faults.append("the crawl did not come to its end")
    failure = judge_run(stats, reason).why
    if failure is not None:
        faults.append(failure)
    elif reason not in (None, "finished"):
        faults.append(f"the crawl ended early: {reason}")
    if not stats.get("newscrawl/articles", 0):
        faults.append("no article was found")
    errors = stats.get("log_count/ERROR", 0) + stats.get("log_count/CRITICAL", 0)
    if errors:
        faults.append(f"errors in the log: {errors}")
    return tuple(faults)


def find_count_faults(name: str, lines: int, bad_lines: int, counted: int) -> tuple[str, ...]:
    """Say where a file does not hold what the run counted."""
    faults = []
    if lines != counted:
        faults.append(f"{name} holds {lines} records, but the crawl counted {counted}")
    if bad_lines:
        faults.append(f"{name} holds lines that are no record: {bad_lines}")
    return tuple(faults)


def _order(counts: Counter[str]) -> dict[str, int]:
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
