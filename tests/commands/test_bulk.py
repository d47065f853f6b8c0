"""`scrapy bulk` makes records of archives, says what was wrong, and ends as a crawl would."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tomllib
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from newscrawl.archives import library
from newscrawl.bulk.manifest import MANIFEST_SCHEMA_NAME
from newscrawl.commands.bulk import Command
from tests.archives.stored import answer, pack, record
from tests.bulk.made import read_files, read_lines, write_archive, write_stories
from tests.conftest import ROOT, checkout_environment, story
from tests.extensions.test_memory import small_disk
from tests.real_size_pages import make_page
from tests.sessions import list_session
from tests.workers.test_processes import SITECUSTOMIZE, made, wait_until

pytest.importorskip("fastwarc", reason="the extra warc is not installed")


def bulk(cwd: Path, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "scrapy", "bulk", *arguments],
        cwd=cwd,
        env=checkout_environment(**variables),
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


def test_command_is_the_one_that_the_package_declares() -> None:
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["entry-points"]["scrapy.commands"]
    module, _, name = declared["bulk"].partition(":")
    assert getattr(import_module(module), name) is Command


def read_manifest(out: Path, name: str) -> dict[str, Any]:
    manifest: dict[str, Any] = json.loads((out / f"{name}.manifest.json").read_text("utf-8"))
    return manifest


def test_archives_become_records_with_rejections_and_manifests_beside_them(tmp_path: Path) -> None:
    write_stories(tmp_path / "a.warc.gz", 3, "https://a.example")
    pages = [story("Dredging put off", place="b"), b"%PDF-1.7 no page", b"<title>x</title><p>Page not found</p>"]
    write_archive(tmp_path / "b.warc.gz", pages, "https://b.example")
    done = bulk(tmp_path, "*.warc.gz", "--out", "there", "--workers", "2")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("2 archives done; 6 pages: 4 records, 2 rejections; 0:0")
    assert done.stderr.startswith("2 of 2 archives, 6 pages, ")
    assert [line["url"] for line in read_lines(tmp_path / "there/a.jsonl")] == [
        f"https://a.example/{number}" for number in range(3)
    ]
    rejects = read_lines(tmp_path / "there/rejects/b.jsonl")
    assert rejects[0]["reason"] == "not_html"
    assert {line["schema"] for line in rejects} == {"newscrawl.reject/1"}
    manifest = read_manifest(tmp_path / "there", "b")
    assert (manifest["schema"], manifest["state"], manifest["archive"]) == (
        MANIFEST_SCHEMA_NAME, "complete", "b.warc.gz"
    )  # fmt: skip
    assert manifest["counts"]["rejected"] == {line["reason"]: 1 for line in rejects}
    assert {line["crawl_id"] for line in rejects} == {manifest["crawl_id"]}
    again = bulk(tmp_path, "*.warc.gz", "--out", "there")
    assert again.stdout.startswith("0 archives done, 2 done before; ")
    assert read_manifest(tmp_path / "there", "b") == manifest


def test_shards_are_all_archives_once(tmp_path: Path) -> None:
    for name in "abc":
        write_stories(tmp_path / f"{name}.warc.gz", 1, f"https://{name}.example")
    for shard, archives in (("1/2", 2), ("2/2", 1), ("2/2", 0)):
        done = bulk(tmp_path, "*.warc.gz", "--shard", shard)
        assert done.stdout.startswith(f"{archives} archives done")
    assert sorted(path.stem for path in (tmp_path / "out").glob("*.jsonl")) == ["a", "b", "c"]
    assert read_manifest(tmp_path / "out", "b")["labels"]["shard"] == "2/2"


def test_options_reach_the_extraction(tmp_path: Path) -> None:
    figure = b"</h1><figure><img src=i><figcaption>Silt.</figcaption></figure>"
    page = story("Dredging put off").replace(b"</h1>", figure)
    write_archive(tmp_path / "a.warc.gz", [page, page + b" " * 2000])
    options = ["--option", "captions=true", "--option", "max_bytes=4000", "--compress", "gz", "--page-seconds", "7.5"]
    done = bulk(tmp_path, "a.warc.gz", *options)
    assert done.returncode == 0, done.stderr
    manifest = read_manifest(tmp_path / "out", "a")
    assert (manifest["made_with"]["options"]["captions"], manifest["made_with"]["page_seconds"]) == (True, 7.5)
    assert sorted(read_files(tmp_path / "out")) == ["a.jsonl.gz", "rejects/a.jsonl.gz"]
    assert (manifest["counts"]["records"], manifest["counts"]["rejected"]) == (1, {"too_large": 1})


def test_bad_archives_give_what_can_be_read_and_the_code_says_so(tmp_path: Path) -> None:
    def make(number: int, **options: Any) -> bytes:
        return record(f"https://a.example/{number}", answer(story(f"Basin {number}", place=str(number))), **options)

    broken = bytearray(pack(make(2)))
    broken[60:90] = b"\xff" * 30
    picture = pack(record("https://a.example/p", answer(b"\x89PNG\r\n\x1a\n" + b"\0" * 99, content_type="image/png")))
    (tmp_path / "cut.warc.gz").write_bytes(pack(make(1), make(2))[:-200])
    (tmp_path / "broken.warc.gz").write_bytes(pack(make(1)) + bytes(broken) + pack(make(3)))
    (tmp_path / "false.warc.gz").write_bytes(pack(make(1), make(2, length=99), make(3)))
    (tmp_path / "picture.warc.gz").write_bytes(picture + pack(make(1)))
    (tmp_path / "none.wacz").write_bytes(b"no zip")
    done = bulk(tmp_path, "*.warc.gz", "none.wacz")
    assert done.returncode == 2
    assert done.stdout.startswith("4 archives done, 3 of them could not be read whole, 1 failed; ")
    for line in (
        "cut.warc.gz, byte ", "the archive ends after", "broken.warc.gz, byte ", "Gzip decompression error",
        "false.warc.gz, byte ", "a false length", "failed: ", "no readable WACZ",
    ):  # fmt: skip
        assert line in done.stderr
    assert "Traceback" not in done.stderr
    found = {name: [line["url"][-1] for line in read_lines(tmp_path / f"out/{name}.jsonl")] for name in (
        "cut", "broken", "false", "picture")}  # fmt: skip
    assert found == {"cut": ["1"], "broken": ["1", "3"], "false": ["1", "3"], "picture": ["1"]}
    states = {name: read_manifest(tmp_path / "out", name)["state"] for name in (*found, "none")}
    assert states == {**dict.fromkeys(found, "damaged"), "picture": "complete", "none": "failed"}
    assert read_manifest(tmp_path / "out", "picture")["counts"]["rejected"] == {"not_html": 1}
    again = bulk(tmp_path, "*.warc.gz", "none.wacz")
    assert (again.returncode, again.stdout.startswith("0 archives done, 1 failed, 4 done before")) == (2, True)


@pytest.mark.parametrize(
    ("arguments", "code", "why"),
    [
        (("none.warc.gz",), 4, "none.warc.gz: no such file"),
        (("none*",), 4, "none*: no file matches"),
        (("a.warc", "b/a.warc.gz"), 4, "would have the same file as those of a.warc"),
        (("a.warc", "--shard", "3/2"), 4, "--shard 3/2: shards go from 1/2 to 2/2"),
        (("a.warc", "--option", "captions"), 4, "write it as NAME=VALUE"),
        (("a.warc", "--option", "nope=1"), 4, "nope: no option"),
        (("a.warc", "--page-seconds", "soon"), 4, "must be a number, 0.1 or more"),
        (("a.warc", "--out", "file"), 3, "cannot be written"),
        ((), 2, "name the archives to read"),
        (("a.warc", "--workers", "0"), 2, "0 is less than 1"),
    ],
)
def test_wrong_use_is_told_in_a_line(tmp_path: Path, arguments: tuple[str, ...], code: int, why: str) -> None:
    for name in ("a.warc", "b/a.warc.gz"):
        write_stories(tmp_path / name, 1)
    (tmp_path / "file").touch()
    wrong = bulk(tmp_path, *arguments)
    assert wrong.returncode == code
    assert why in wrong.stderr
    assert "Traceback" not in wrong.stderr


def test_missing_library_is_named(tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text("import sys\nsys.modules['fastwarc.warc'] = None\n")
    write_stories(tmp_path / "a.warc", 1)
    environment = checkout_environment()
    path = os.pathsep.join([str(tmp_path), environment["PYTHONPATH"]])
    wrong = bulk(tmp_path, "a.warc", PYTHONPATH=path)
    assert (wrong.returncode, wrong.stderr) == (4, f"scrapy bulk: reading archives: {library.MISSING}\n")


def test_full_disk_ends_the_run_with_3_and_the_next_goes_on(tmp_path: Path) -> None:
    for name in "abc":
        write_stories(tmp_path / f"{name}.warc.gz", 40, f"https://{name}.example")
    with small_disk(tmp_path / "disk", "400k") as disk:
        full = bulk(tmp_path, "*.warc.gz", "--out", str(disk / "out"), "--workers", "1")
        assert full.returncode == 3
        assert "No space left on device" in full.stderr
        assert "Traceback" not in full.stderr
        assert list((disk / "out").rglob("*.part")) == []
        subprocess.run(["mount", "-o", "remount,size=50m", str(disk)], check=True)
        again = bulk(tmp_path, "*.warc.gz", "--out", str(disk / "out"))
        assert again.returncode == 0
        assert all(len(read_lines(disk / f"out/{name}.jsonl")) == 40 for name in "abc")


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM])
def test_signal_ends_it_cleanly_and_the_next_run_goes_on(tmp_path: Path, ending: signal.Signals) -> None:
    write_stories(tmp_path / "a.warc.gz", 1)
    write_archive(tmp_path / "b.warc.gz", [make_page(number) for number in range(200)], "https://b.example")
    process = subprocess.Popen(
        [sys.executable, "-m", "scrapy", "bulk", "a.warc.gz", "b.warc.gz"],
        cwd=tmp_path,
        env=checkout_environment(),
        start_new_session=True,
        stderr=subprocess.PIPE,
        text=True,
    )
    draft = tmp_path / "out/b.jsonl.part"
    assert wait_until((tmp_path / "out/a.manifest.json").exists, 30)
    assert wait_until(lambda: draft.exists() and draft.stat().st_size > 0, 10)
    for member in list_session(process.pid) if ending is signal.SIGINT else [process.pid]:  # Ctrl-C goes to all
        os.kill(member, ending)
    _, stderr = process.communicate(timeout=15)
    assert process.returncode == 11
    assert stderr.endswith("scrapy bulk: stopped; what is begun counts as not done, the rest stays\n")
    assert "Traceback" not in stderr
    assert wait_until(lambda: not list_session(process.pid), 5)
    assert sorted(path.name for path in (tmp_path / "out").rglob("*.*")) == ["a.jsonl", "a.jsonl", "a.manifest.json"]
    assert bulk(tmp_path, "a.warc.gz", "b.warc.gz").stdout.startswith("1 archives done, 1 done before; 200 pages")


def test_hanging_page_is_a_rejection(tmp_path: Path) -> None:
    (tmp_path / "made").mkdir()
    (tmp_path / "made/sitecustomize.py").write_text(SITECUSTOMIZE)
    write_archive(tmp_path / "a.warc.gz", [story("One"), made("hang"), story("Two")])
    path = os.pathsep.join([str(tmp_path / "made"), checkout_environment()["PYTHONPATH"]])
    done = bulk(tmp_path, "a.warc.gz", "--page-seconds", "0.7", PYTHONPATH=path)
    assert done.returncode == 0, done.stderr
    (line,) = read_lines(tmp_path / "out/rejects/a.jsonl")
    assert (line["url"], line["reason"], line["evidence"]) == (
        "https://news.example/1", "extraction_timeout", "not done after 0.7 seconds"
    )  # fmt: skip
    assert len(read_lines(tmp_path / "out/a.jsonl")) == 2
