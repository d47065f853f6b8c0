"""A report is made of what runs left: `run.json`, or lines alone, one or several, whole or torn."""

from __future__ import annotations

import gzip
import json
import os
from pathlib import Path
from time import perf_counter
from typing import Any

import msgspec
import pytest

from newscrawl.crawl_report.page import render_report
from newscrawl.crawl_report.reading import RunReport, read_report
from newscrawl.errors import InputError
from tests.crawl_report.many_records import write_records
from tests.crawl_report.test_figures import count

RECORDS = int(os.environ.get("NEWSCRAWL_REPORT_RECORDS", "4000"))
"""100,000 for the figure in the README."""


def write_run(folder: Path, crawl_id: str = "run-00000", **told: Any) -> Path:
    """Write a `run.json` whose figures are of 40 records and 40 rejections."""
    folder.mkdir(exist_ok=True)
    run = {
        "crawl_id": crawl_id, "status": "finished", "spider": "news", "started": f"2026-11-01T00:00:00Z-{crawl_id}",
        "finished": "2026-11-01T01:00:00Z", "exit_code": 0, "counts": {"pages": 80}, "sites": None,
        "files": ["out/a.jsonl"], "report": msgspec.to_builtins(RunReport(count(0, 40))), **told,
    }  # fmt: skip
    path = folder / "run.json"
    path.write_text(json.dumps(run), "utf-8")
    return path


def test_lines_alone_give_counts_runs_and_a_sample(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    write_records(path, 5200)
    with path.open("ab") as file:
        file.write(b'{"schema":"newscrawl.article/1","id":"torn')
    report = read_report([path])
    assert (report.figures.kept, sum(report.figures.rejected.values())) == (4680, 520)
    assert [(run.crawl_id, run.articles) for run in report.runs] == [("run-00000", 4500), ("run-00001", 180)]
    assert report.notes == ["1 lines hold neither a record nor a rejection"]
    assert report.figures.statuses == {"200": 5200}
    assert (len(report.sample), report.has_answers, report.run) == (12, False, None)


@pytest.mark.parametrize("named", ["folder", "file"])
def test_run_file_gives_what_the_run_counted(tmp_path: Path, named: str) -> None:
    path = write_run(tmp_path / "out", sites={"news.example": {"status": "silent", "findings": ["nothing new"]}})
    report = read_report([path.parent if named == "folder" else path])
    assert (report.figures.kept, report.figures.hosts["site0.example"].answers > 0) == (40, True)
    assert report.run is not None
    assert report.watched["news.example"]["status"] == "silent"
    assert [run.pages for run in report.runs] == [80]


def test_several_runs_are_one_report_each_once(tmp_path: Path) -> None:
    paths = [write_run(tmp_path / name, name) for name in ("b", "a")]
    report = read_report([*paths, tmp_path / "a"])
    assert report.figures.kept == 80
    assert [run.crawl_id for run in report.runs] == ["a", "b"]
    assert report.run is None


def test_run_that_died_is_counted_from_its_own_lines(tmp_path: Path) -> None:
    write_run(tmp_path / "out", "run-00001", report=None, status="running")
    write_records(tmp_path / "out" / "a.jsonl", 5200)
    report = read_report([tmp_path / "out"])
    assert report.figures.kept == 180
    assert any("did not come to its end" in note for note in report.notes)


def test_compressed_files_are_read(tmp_path: Path) -> None:
    write_records(tmp_path / "a.jsonl", 20)
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress((tmp_path / "a.jsonl").read_bytes()))
    (tmp_path / "a.jsonl").unlink()
    assert read_report([tmp_path]).figures.kept == 18


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("absent.jsonl", None, "no such file"),
        ("a.jsonl", b"no json\n", "holds no record"),
        ("a.jsonl.gz", b"no gzip", "cannot be read"),
        ("run.json", b"{", "is no run.json"),
        ("run.json", b"[]", "is no run.json"),
        ("run.json", b'{"crawl_id":"a","report":{"figures":5}}', "another form"),
        ("folder", None, "holds neither"),
    ],
)
def test_what_cannot_be_read_is_said(tmp_path: Path, name: str, content: bytes | None, why: str) -> None:
    (tmp_path / "folder").mkdir()
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(InputError, match=why):
        read_report([tmp_path / name])


def test_report_of_many_records_is_quick(tmp_path: Path) -> None:
    path = tmp_path / "many.jsonl"
    write_records(path, RECORDS)
    start = perf_counter()
    page = render_report(read_report([path]), tmp_path)
    seconds = perf_counter() - start
    print(f"{RECORDS:,} records of {path.stat().st_size / 1e6:,.0f} MB: {seconds:.1f} s, {len(page):,} characters")
    assert seconds < max(2.0, 20 * RECORDS / 100_000)
    assert len(page) < 1_000_000
