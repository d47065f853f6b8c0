"""An archive is done once; it is done anew where it, newscrawl or an option is another, or an output is not there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from newscrawl.bulk import job as job_module
from newscrawl.bulk.job import Job
from newscrawl.bulk.manifest import State, find_manifest_path, read_manifest, write_manifest
from newscrawl.bulk.plan import make_plan
from newscrawl.bulk.supervision import process_unit
from newscrawl.delivery.compression import Compression
from newscrawl.errors import InputError
from newscrawl.options import Options
from newscrawl.record import RunFacts
from newscrawl.workers.limits import Limits
from tests.bulk.made import make_job, make_unit, write_archive

pytest.importorskip("fastwarc", reason="the extra warc is not installed")


@pytest.fixture
def done(tmp_path: Path) -> Job:
    """The job that the archive x.warc.gz was done with."""
    write_archive(tmp_path / "x.warc.gz", [b"fine"])
    job = make_job(tmp_path / "out", is_obeying=True)
    assert process_unit(make_unit(tmp_path / "x.warc.gz"), job).state is State.complete
    return job


def is_left(folder: Path, job: Job) -> bool:
    plan = make_plan([make_unit(folder / "x.warc.gz")], job)
    assert len(plan.units) + len(plan.done) == 1
    return bool(plan.units)


def test_archive_that_was_done_is_not_done_again(tmp_path: Path, done: Job) -> None:
    assert not is_left(tmp_path, done)
    assert not is_left(tmp_path, replace(done, run=RunFacts(crawl_id="another")))


@pytest.mark.parametrize(
    "change",
    [
        lambda job: replace(job, options=Options(captions=True)),
        lambda job: replace(job, limits=Limits(seconds=9)),
        lambda job: replace(job, max_size=5),
        lambda job: replace(job, compression=Compression.gzip),
    ],
)
def test_archive_is_done_anew_with_other_options(tmp_path: Path, done: Job, change: Callable[[Job], Job]) -> None:
    assert is_left(tmp_path, change(done))


def test_archive_is_done_anew_by_another_newscrawl(tmp_path: Path, done: Job, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(job_module, "__version__", "0.0.1")
    assert is_left(tmp_path, done)


def test_archive_is_done_anew_with_another_model(tmp_path: Path, done: Job, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(job_module, "_hash_model", lambda: "another")
    assert is_left(tmp_path, done)


def test_archive_is_done_anew_with_other_publisher_files(tmp_path: Path, done: Job) -> None:
    folder = tmp_path / "publishers"
    folder.mkdir()
    job = replace(done, options=Options(publishers=str(folder)))
    process_unit(make_unit(tmp_path / "x.warc.gz"), job)
    assert not is_left(tmp_path, job)
    (folder / "news.example.toml").write_text("# another")
    assert is_left(tmp_path, job)


def test_archive_with_other_bytes_is_done_anew(tmp_path: Path, done: Job) -> None:
    write_archive(tmp_path / "x.warc.gz", [b"fine", b"fine"])
    assert is_left(tmp_path, done)


@pytest.mark.parametrize("name", ["x.jsonl", "rejects/x.jsonl", "x.manifest.json"])
def test_archive_whose_file_is_gone_is_done_anew(tmp_path: Path, done: Job, name: str) -> None:
    (done.out / name).unlink()
    assert is_left(tmp_path, done)


@pytest.mark.parametrize("name", ["x.jsonl", "x.manifest.json"])
def test_archive_whose_file_is_cut_is_done_anew(tmp_path: Path, done: Job, name: str) -> None:
    path = done.out / name
    path.write_bytes(path.read_bytes()[:-20])
    assert is_left(tmp_path, done)


def test_archive_that_failed_is_tried_again(tmp_path: Path, done: Job) -> None:
    path = find_manifest_path(done.out, make_unit(tmp_path / "x.warc.gz"))
    manifest = read_manifest(path)
    assert manifest is not None
    write_manifest(path, replace(manifest, state=State.failed, outputs=[]))
    assert is_left(tmp_path, done)


def test_archive_that_was_moved_counts_as_done(tmp_path: Path, done: Job) -> None:
    (tmp_path / "elsewhere").mkdir()
    moved = (tmp_path / "x.warc.gz").rename(tmp_path / "elsewhere/x.warc.gz")
    assert make_plan([make_unit(moved)], done).units == []


def test_records_of_another_archive_of_the_same_name_are_not_overwritten(tmp_path: Path, done: Job) -> None:
    write_archive(tmp_path / "elsewhere/x.warc.gz", [b"fine", b"fine"])
    with pytest.raises(InputError, match="are those of"):
        make_plan([make_unit(tmp_path / "elsewhere/x.warc.gz")], done)


def test_largest_archive_comes_first(tmp_path: Path) -> None:
    for name, count in (("a", 1), ("b", 3), ("c", 2)):
        write_archive(tmp_path / f"{name}.warc", [b"fine"] * count)
    units = [make_unit(tmp_path / f"{name}.warc") for name in "abc"]
    plan = make_plan(units, make_job(tmp_path / "out"))
    assert [unit.stem for unit in plan.units] == ["b", "c", "a"]
