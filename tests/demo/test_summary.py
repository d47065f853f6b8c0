"""The summary's numbers are recounted from the files, and disagreement with the stats is told."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from newscrawl.demo.summary import RunSummary, choose_sample, read_summary

RECORDS = [
    {"title": "Port", "text": "Größe.", "removed": {"footer": 10}},
    {"title": "Ferry", "text": "Two.", "removed": {"footer": 1, "navigation": 30}},
]
REJECTIONS = [{"reason": "listing"}, {"reason": "empty"}, {"reason": "listing"}]
STATS = {
    "newscrawl/urls": 5,
    "newscrawl/pages": 5,
    "newscrawl/articles": 2,
    "newscrawl/rejected": 3,
    "elapsed_time_seconds": 2.0,
    "finish_reason": "finished",
}


def summarize(folder: Path, stats: dict[str, Any]) -> RunSummary:
    return read_summary(stats, folder / "demo.jsonl", folder / "rejects.jsonl")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, objects in (("demo.jsonl", RECORDS), ("rejects.jsonl", REJECTIONS)):
        lines = "".join(json.dumps(value, ensure_ascii=False) + "\n" for value in objects)
        (tmp_path / name).write_text(lines, encoding="utf-8")
    return tmp_path


def test_numbers_are_recounted_from_the_files(folder: Path) -> None:
    summary = summarize(folder, STATS)
    assert (summary.pages, summary.seconds, summary.rate, summary.articles) == (5, 2.0, 2.5, 2)
    assert list(summary.rejected.items()) == [("listing", 2), ("empty", 1)]
    assert list(summary.removed.items()) == [("navigation", 30), ("footer", 11)]
    assert summary.kept == len("Größe.") + len("Two.")
    assert summary.is_sound


def test_sample_is_the_record_with_the_most_kinds_removed() -> None:
    assert choose_sample(RECORDS) == RECORDS[1]
    assert choose_sample([]) is None


@pytest.mark.parametrize(
    ("stats", "fault"),
    [
        ({"newscrawl/articles": 3}, "demo.jsonl holds 2 records, but the crawl counted 3"),
        ({"newscrawl/rejected": 2}, "rejects.jsonl holds 3 records, but the crawl counted 2"),
        ({"finish_reason": "shutdown"}, "stopped by a signal"),
        ({"finish_reason": "cancelled"}, "the crawl ended early: cancelled"),
        ({"finish_reason": None}, "the crawl did not come to its end"),
        ({"newscrawl/output_errors": 1}, "the output could not be written in full"),
        ({"log_count/ERROR": 2, "log_count/CRITICAL": 1}, "errors in the log: 3"),
    ],
)
def test_what_went_wrong_is_told(folder: Path, stats: dict[str, Any], fault: str) -> None:
    summary = summarize(folder, STATS | stats)
    assert summary.faults == (fault,)
    assert not summary.is_sound


def test_a_torn_line_is_told_and_not_counted(folder: Path) -> None:
    with (folder / "demo.jsonl").open("a") as file:
        file.write('{"title": "To')
    summary = summarize(folder, STATS)
    assert (summary.articles, summary.faults) == (2, ("demo.jsonl holds lines that are no record: 1",))


def test_missing_files_count_as_nothing_written(tmp_path: Path) -> None:
    summary = summarize(tmp_path, {"finish_reason": "finished"})
    assert (summary.articles, summary.rejected, summary.sample) == (0, {}, None)
    assert summary.faults == ("no URL was given", "no article was found")
