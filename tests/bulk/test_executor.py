"""Processes on this machine see units through, no more at a time than asked for; what is closed leaves nothing."""

from __future__ import annotations

import multiprocessing
import threading
import time
from pathlib import Path

import pytest

from newscrawl.bulk.executor import EXECUTORS, LocalExecutor
from newscrawl.bulk.manifest import State
from newscrawl.cores import count_cores
from newscrawl.errors import OutputError
from tests.bulk.made import make_job, make_unit, read_files, write_archive

pytest.importorskip("fastwarc", reason="the extra warc is not installed")


def test_all_units_are_seen_through_and_pages_are_heard_of(tmp_path: Path) -> None:
    for number in range(5):
        write_archive(tmp_path / f"{number}.warc.gz", [b"fine"] * (number + 1))
    units = [make_unit(tmp_path / f"{number}.warc.gz") for number in range(5)]
    heard: dict[str, int] = {}
    manifests = list(
        LocalExecutor(2).run(
            units, make_job(tmp_path / "out", is_obeying=True), lambda unit, pages, _: heard.update({unit.stem: pages})
        )
    )
    assert {manifest.stem: manifest.counts.records for manifest in manifests} == {
        str(number): number + 1 for number in range(5)
    }
    assert heard == {str(number): number + 1 for number in range(5)}


@pytest.mark.parametrize("workers", [1, 3])
def test_no_more_archives_are_at_work_than_asked_for(tmp_path: Path, workers: int) -> None:
    for number in range(4):
        write_archive(tmp_path / f"{number}.warc.gz", [b"slow"] * 6)
    units = [make_unit(tmp_path / f"{number}.warc.gz") for number in range(4)]
    most = 0

    def look(*_: object) -> None:
        nonlocal most
        most = max(most, len(list((tmp_path / "out").glob("*.part"))))

    list(LocalExecutor(workers).run(units, make_job(tmp_path / "out", is_obeying=True), look))
    assert most == workers


def test_closing_ends_what_is_at_work(tmp_path: Path) -> None:
    write_archive(tmp_path / "a.warc.gz", [b"fine"])
    write_archive(tmp_path / "b.warc.gz", [b"slow"] * 10_000)
    units = [make_unit(tmp_path / f"{name}.warc.gz") for name in "ab"]
    results = LocalExecutor(2).run(units, make_job(tmp_path / "out", is_obeying=True), lambda *_: None)
    assert next(results).stem == "a"
    start = time.monotonic()
    results.close()  # type: ignore[attr-defined]
    assert time.monotonic() - start < 5
    assert sorted(read_files(tmp_path / "out")) == ["a.jsonl", "rejects/a.jsonl"]
    assert multiprocessing.active_children() == []
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("bulk")]


def test_output_that_cannot_be_written_ends_the_run(tmp_path: Path) -> None:
    (tmp_path / "out/b.jsonl.part").mkdir(parents=True)  # a folder where the draft should be
    write_archive(tmp_path / "b.warc.gz", [b"fine"])
    with pytest.raises(OutputError, match="cannot be written"):
        list(LocalExecutor(1).run([make_unit(tmp_path / "b.warc.gz")], make_job(tmp_path / "out"), lambda *_: None))


def test_a_failed_archive_costs_no_other(tmp_path: Path) -> None:
    (tmp_path / "a.wacz").write_bytes(b"no zip")
    write_archive(tmp_path / "b.warc.gz", [b"fine"])
    units = [make_unit(tmp_path / name) for name in ("a.wacz", "b.warc.gz")]
    manifests = list(LocalExecutor(1).run(units, make_job(tmp_path / "out", is_obeying=True), lambda *_: None))
    assert {manifest.stem: manifest.state for manifest in manifests} == {"a": State.failed, "b": State.complete}


def test_default_is_a_worker_for_each_core() -> None:
    assert EXECUTORS["processes"](None, None) == LocalExecutor(count_cores())
    assert EXECUTORS["processes"](3, None) == LocalExecutor(3)
