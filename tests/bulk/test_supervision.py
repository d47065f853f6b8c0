"""An archive is worked off whole or not at all; a page that kills its worker costs its own record."""

from __future__ import annotations

import json
import os
import threading
import time
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from newscrawl.bulk.draft import claim_drafts, name_outputs
from newscrawl.bulk.manifest import State, find_manifest_path, read_manifest
from newscrawl.bulk.supervision import StoppedError, process_unit
from newscrawl.delivery.compression import Compression, find_compression, open_decompressed
from newscrawl.errors import OutputError
from tests.archives.stored import answer, pack, record
from tests.bulk.made import make_job, make_unit, read_files, read_lines, write_archive, write_stories
from tests.workers.made_faults import obey

pytest.importorskip("fastwarc", reason="the extra warc is not installed")

FAULTS = {
    "hang": ("extraction_timeout", "not done after 0.6 seconds"),
    "eat": ("extraction_memory", "needs more than 400 MiB of memory"),
    "kill": ("extraction_crash", "the worker was ended by SIGKILL"),
    "crash": ("extraction_crash", "the worker was ended by SIGSEGV"),
    "leave": ("extraction_crash", "the worker ended with exit code 3"),
    "raise": ("extraction_error", "ZeroDivisionError at made_faults.py"),
}


def test_pages_that_kill_their_workers_cost_their_own_records_only(tmp_path: Path) -> None:
    bodies = [b"fine"] + [part for fault in FAULTS for part in (fault.encode(), b"fine")]
    write_archive(tmp_path / "x.warc.gz", bodies)
    manifest = process_unit(make_unit(tmp_path / "x.warc.gz"), make_job(tmp_path / "out", is_obeying=True))
    assert manifest.state is State.complete
    records, rejects = read_lines(tmp_path / "out/x.jsonl"), read_lines(tmp_path / "out/rejects/x.jsonl")
    assert [line["url"].rpartition("/")[2] for line in records] == [str(number) for number in range(0, 13, 2)]
    told = [(line["reason"], line["evidence"]) for line in rejects]
    assert [reason for reason, _ in told] == [reason for reason, _ in FAULTS.values()]
    assert [evidence for (_, evidence), (_, began) in zip(told, FAULTS.values(), strict=True) if began in evidence] == [
        evidence for _, evidence in told
    ]
    counts = manifest.counts
    assert (counts.pages, counts.records, counts.responses) == (13, 7, 13)
    assert counts.rejected == {
        "extraction_crash": 3, "extraction_error": 1, "extraction_memory": 1, "extraction_timeout": 1
    }  # fmt: skip
    assert manifest.deaths == 1 + 1 + 2 + 2 + 2  # a crash is tried once more


def test_worker_that_is_killed_from_outside_costs_no_page(tmp_path: Path) -> None:
    write_archive(tmp_path / "x.warc.gz", [b"slow"] * 30)
    job = make_job(tmp_path / "out", is_obeying=True)
    killed: list[int] = []

    def kill_now_and_then(unit: object, pages: int, offset: int) -> None:
        line = (tmp_path / "out/x.jsonl.part").read_bytes().splitlines()[pages - 1]
        worker = int(json.loads(line)["extractor"]["strategy"])
        if pages in (7, 20) and worker not in killed:
            killed.append(worker)
            os.kill(worker, 9)

    manifest = process_unit(make_unit(tmp_path / "x.warc.gz"), job, kill_now_and_then)
    lines = read_lines(tmp_path / "out/x.jsonl")
    assert [line["url"].rpartition("/")[2] for line in lines] == [str(number) for number in range(30)]
    assert (manifest.counts.records, manifest.counts.rejected, manifest.deaths) == (30, {}, 2)
    assert len({line["extractor"]["strategy"] for line in lines}) == 3


def test_what_a_worker_knew_is_known_by_the_next(tmp_path: Path) -> None:
    """Duplicates, redirects, counts and damages: as if no worker had died."""
    site = "https://news.example"
    moved = pack(record(f"{site}/old", answer(b"", "301 Moved", location="/new"), number=90))
    broken = bytearray(pack(record(f"{site}/b", answer(b"fine"), number=91)))
    broken[60:90] = b"\xff" * 30
    one = pack(record(f"{site}/one", answer(b"fine"), number=92))
    new = pack(record(f"{site}/new", answer(b"fine"), number=93))
    robots = pack(record(f"{site}/robots.txt", answer(b"User-agent: *"), number=94))
    for name, fault in (("calm", b"raise"), ("wild", b"leave")):
        bad = pack(record(f"{site}/bad", answer(fault), number=95))
        (tmp_path / f"{name}.warc.gz").write_bytes(one + moved + bytes(broken) + robots + bad + one + new)
    job = make_job(tmp_path / "out", is_obeying=True)
    calm, wild = (process_unit(make_unit(tmp_path / f"{name}.warc.gz"), job) for name in ("calm", "wild"))
    assert (calm.deaths, wild.deaths) == (0, 2)
    assert calm.counts.duplicates == 1
    assert replace(calm.counts, rejected={}) == replace(wild.counts, rejected={})
    assert calm.state is wild.state is State.damaged
    lines = [
        [{**line, "archive": None} for line in read_lines(tmp_path / f"out/{name}.jsonl")] for name in ("calm", "wild")
    ]
    assert lines[0] == lines[1]
    assert lines[0][1]["http"]["redirects"] == [f"{site}/old"]


@pytest.mark.parametrize("compression", list(Compression))
def test_files_are_as_the_manifest_says(tmp_path: Path, compression: Compression) -> None:
    write_stories(tmp_path / "x.warc.gz", 4)
    out = tmp_path / "out"
    manifest = process_unit(make_unit(tmp_path / "x.warc.gz"), make_job(out, compression=compression))
    assert [output.name for output in manifest.outputs] == [f"x.jsonl{compression}", f"rejects/x.jsonl{compression}"]
    assert sorted(read_files(out)) == sorted(output.name for output in manifest.outputs)
    for output, count in zip(manifest.outputs, (4, 0), strict=True):
        with (out / output.name).open("rb") as file:
            lines = open_decompressed(file, find_compression(output.name)).read().splitlines()
        assert (output.lines, output.bytes) == (count, (out / output.name).stat().st_size)
        assert len(lines) == count
    assert manifest == read_manifest(find_manifest_path(out, make_unit(tmp_path / "x.warc.gz")))


def test_other_compression_takes_the_place_of_the_files_before(tmp_path: Path) -> None:
    write_stories(tmp_path / "x.warc.gz", 1)
    for compression in Compression:
        process_unit(make_unit(tmp_path / "x.warc.gz"), make_job(tmp_path / "out", compression=compression))
        assert set(read_files(tmp_path / "out")) == {f"x.jsonl{compression}", f"rejects/x.jsonl{compression}"}


def test_archives_of_a_wacz_are_one_unit_and_a_broken_one_costs_itself(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "x.wacz", "w") as package:
        for name in "abc":
            first = answer(b"fine" if name != "c" else b"leave")
            records = [record(f"https://{name}.example/{n}", first if n else answer(b"fine"), number=n) for n in (0, 1)]
            package.writestr(f"archive/{name}.warc.gz", pack(*records))
    whole = (tmp_path / "x.wacz").read_bytes()
    place = whole.index(b"archive/b.warc.gz")
    (tmp_path / "x.wacz").write_bytes(whole[: place - 30] + b"XXXX" + whole[place - 26 :])
    manifest = process_unit(make_unit(tmp_path / "x.wacz"), make_job(tmp_path / "out", is_obeying=True))
    assert manifest.state is State.damaged
    urls = [line["url"] for line in read_lines(tmp_path / "out/x.jsonl")]
    assert urls == ["https://a.example/0", "https://a.example/1", "https://c.example/0"]
    assert manifest.counts.rejected == {"extraction_crash": 1}
    assert (manifest.deaths, manifest.counts.pages) == (2, 4)


@pytest.mark.parametrize(
    ("content", "why"),
    [(b"", "no answer is stored in it"), (b"no archive", ""), (b"\x1f\x8b\x08 nor this", ""), (b"PK\3\4", "")],
)
def test_file_that_is_no_archive_is_damaged(tmp_path: Path, content: bytes, why: str) -> None:
    (tmp_path / "x.warc.gz").write_bytes(content)
    manifest = process_unit(make_unit(tmp_path / "x.warc.gz"), make_job(tmp_path / "out"))
    assert (manifest.state, manifest.counts.pages, len(manifest.damages)) == (State.damaged, 0, 1)
    assert why in manifest.damages[0].why


def test_archive_that_cannot_be_opened_fails_and_leaves_what_was_there(tmp_path: Path) -> None:
    (tmp_path / "x.wacz").write_bytes(b"no zip")
    unit, job = make_unit(tmp_path / "x.wacz"), make_job(tmp_path / "out")
    manifest = process_unit(unit, job)
    assert manifest.state is State.failed
    assert "no readable WACZ" in str(manifest.why)
    assert read_manifest(find_manifest_path(job.out, unit)) == manifest
    assert read_files(job.out) == {}
    with zipfile.ZipFile(tmp_path / "x.wacz", "w") as package:
        package.writestr("archive/a.warc.gz", pack(record("https://a.example/0", answer(b"fine"))))
    done = process_unit(unit, replace(job, extract=obey))
    files = read_files(job.out)
    (tmp_path / "x.wacz").write_bytes(b"no zip")
    assert process_unit(unit, job).state is State.failed
    assert read_manifest(find_manifest_path(job.out, unit)) == done
    assert read_files(job.out) == files


def test_archive_that_is_gone_by_now_fails(tmp_path: Path) -> None:
    write_stories(tmp_path / "x.warc.gz", 1)
    unit, job = make_unit(tmp_path / "x.warc.gz"), make_job(tmp_path / "out")
    (tmp_path / "x.warc.gz").unlink()
    manifest = process_unit(unit, job)
    assert (manifest.state, manifest.identity) == (State.failed, None)
    assert "cannot be read (No such file or directory)" in str(manifest.why)
    assert read_manifest(find_manifest_path(job.out, unit)) == manifest


def test_archive_that_another_run_has_in_work_is_left_to_it(tmp_path: Path) -> None:
    write_stories(tmp_path / "x.warc.gz", 1)
    unit, job = make_unit(tmp_path / "x.warc.gz"), make_job(tmp_path / "out")
    with claim_drafts(name_outputs(unit, job)):
        manifest = process_unit(unit, job)
        assert manifest.state is State.failed
        assert "another run is at work" in str(manifest.why)
        assert len(list(job.out.rglob("*.part"))) == 2
    assert process_unit(unit, job).state is State.complete


def test_stop_ends_it_at_once_and_leaves_nothing(tmp_path: Path) -> None:
    write_archive(tmp_path / "x.warc.gz", [b"fine", b"hang"])
    job = make_job(tmp_path / "out", is_obeying=True, limits=replace(make_job(tmp_path).limits, seconds=60))
    stopped = threading.Event()
    start = time.monotonic()
    with pytest.raises(StoppedError):
        process_unit(make_unit(tmp_path / "x.warc.gz"), job, lambda *_: stopped.set(), stopped)
    assert time.monotonic() - start < 10
    assert read_files(tmp_path / "out") == {}
    assert list((tmp_path / "out").rglob("*.json")) == []


def test_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    write_stories(tmp_path / "x.warc.gz", 1)
    (tmp_path / "out").touch()
    with pytest.raises(OutputError, match="cannot be written"):
        process_unit(make_unit(tmp_path / "x.warc.gz"), make_job(tmp_path / "out"))
