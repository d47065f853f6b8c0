"""Real crawls with a memory: each article once over runs, whatever ends a run, and one run at a time.

`NEWSCRAWL_CRAWL_KILLS=50` sets how many `kill -9` each form of output gets.
"""

from __future__ import annotations

import gzip
import json
import os
import random
import signal
import sqlite3
import subprocess
import threading
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from newscrawl.memory.database import SCHEMA_VERSION
from tests.conftest import (
    QUICK,
    Answer,
    Crawled,
    Loopback,
    crawl_command,
    crawl_environment,
    html,
    run_crawl,
    story,
)
from tests.long import IS_LONG

REMEMBER = {
    **QUICK,
    "NEWSCRAWL_MEMORY": "out/memory.sqlite",
    "LOG_LEVEL": "WARNING",
    "NEWSCRAWL_CONTACT": "a@b.test",
}
KILLS = int(os.environ.get("NEWSCRAWL_CRAWL_KILLS", "2"))
STORIES = 24


def serve_stories(loopback: Loopback, count: int = STORIES, size: int = 1) -> str:
    """Serve stories and a page that is no article; give the list of their URLs."""
    pages = {f"/story-{number}": story(f"Story {number}", place=f"{number}th " * size) for number in range(count)}
    loopback.serve({**pages, "/empty": html(b"")})
    return ",".join(loopback.url(path) for path in (*pages, "/empty"))


def crawl(folder: Path, urls: str, **settings: str) -> Crawled:
    return run_crawl(folder, "article", settings={**REMEMBER, **settings}, urls=urls)


def read_records(folder: Path) -> list[dict[str, Any]]:
    """Read every published record; a torn line fails the test."""
    records = []
    for path in sorted(folder.glob("article*.jsonl*")):
        if path.suffix == ".part":
            continue
        data = path.read_bytes()
        text = gzip.decompress(data) if path.suffix == ".gz" else data
        assert text == b"" or text.endswith(b"\n")
        records += [json.loads(line) for line in text.splitlines()]
    return records


def count_titles(folder: Path) -> Counter[str]:
    return Counter(record["title"] for record in read_records(folder))


def test_article_is_written_once_over_runs_and_run_json_tells(loopback: Loopback, tmp_path: Path) -> None:
    urls = serve_stories(loopback, 3)
    first = crawl(tmp_path, urls)
    assert (first.code, first.stderr) == (0, "")
    assert (first.run["counts"]["articles"], first.run["exit_code"]) == (3, 0)
    assert first.run["files"] == ["out/article.jsonl", "out/rejects.jsonl", "out/run.json"]
    loopback.serve({"/story-1": story("Story 1, corrected", place="1th ")})
    second = crawl(tmp_path, urls)
    assert (second.code, second.run["counts"]["articles"]) == (0, 1)
    changed = second.lines("article.jsonl")[-1]
    assert [changed[name] for name in ("title", "version", "change")] == ["Story 1, corrected", 2, "updated"]
    assert len(second.lines("article.jsonl")) == 4


@pytest.mark.parametrize("stop", [signal.SIGTERM, signal.SIGINT])
def test_stopped_run_exits_with_11_and_the_next_one_goes_on(
    stop: signal.Signals, loopback: Loopback, tmp_path: Path
) -> None:
    urls = serve_stories(loopback)
    code, _ = start_and_stop(tmp_path, urls, stop, lines=3, DOWNLOAD_DELAY="0.1")
    assert code == 11
    written = len(read_records(tmp_path / "out"))
    assert 3 <= written < STORIES
    again = crawl(tmp_path, urls)
    assert (again.code, again.run["repairs"]) == (0, [])
    assert count_titles(tmp_path / "out") == Counter(f"Story {number}" for number in range(STORIES))


def test_run_that_could_not_begin_leaves_no_lock_and_one_that_can_makes_its_folders(
    loopback: Loopback, tmp_path: Path
) -> None:
    urls = serve_stories(loopback, 2)
    settings = {"NEWSCRAWL_MEMORY": "kept/memory.sqlite"}
    (tmp_path / "out").touch()
    refused = crawl(tmp_path, urls, **settings)
    assert refused.code == 3
    assert (tmp_path / "kept/memory.sqlite.lock").read_text() == ""
    (tmp_path / "out").unlink()
    done = crawl(tmp_path, urls, **settings)
    assert (done.code, done.stderr) == (0, "")
    assert len(done.lines("article.jsonl")) == 2


FORMS: Mapping[str, Mapping[str, str]] = {
    "append": {},
    "append-gzip-daily": {"NEWSCRAWL_OUTPUT": "article-%(date)s.jsonl.gz"},
    "whole": {"NEWSCRAWL_DELIVERY": "whole"},
    "whole-gzip": {"NEWSCRAWL_DELIVERY": "whole", "NEWSCRAWL_OUTPUT": "article-%(time)s.jsonl.gz"},
}


@pytest.mark.parametrize("form", list(FORMS))
def test_kills_lose_double_and_tear_nothing(form: str, loopback: Loopback, tmp_path: Path) -> None:
    randomness = random.Random(f"20261124 {form}")
    kills = round_number = 0
    while kills < KILLS:
        folder = tmp_path / str(round_number)
        folder.mkdir()
        urls = serve_stories(loopback)
        round_number += 1
        for _ in range(min(3, KILLS - kills)):
            settings = {**FORMS[form], "DOWNLOAD_DELAY": "0.05"}
            wait = randomness.uniform(0.0, 1.5)
            code, _ = start_and_stop(folder, urls, signal.SIGKILL, lines=0, wait=wait, **settings)
            kills += code == -signal.SIGKILL
        last = crawl(folder, urls, **FORMS[form])
        assert last.code == 0, last.stderr
        assert count_titles(folder / "out") == Counter(f"Story {number}" for number in range(STORIES))
        rejects = [line for line in last.lines("rejects.jsonl") if line["url"].endswith("/empty")]
        assert len({line["crawl_id"] for line in rejects}) == len(rejects) >= 1
        assert not list(folder.glob("out/*.part"))


def start_and_stop(
    folder: Path, urls: str, stop: signal.Signals, *, lines: int, wait: float = 0.0, **settings: str
) -> tuple[int, str]:
    """Start a crawl, stop it when it holds the lock (and wrote so many lines) and a while later."""
    command = crawl_command("article", settings={**REMEMBER, **settings}, urls=urls)
    with subprocess.Popen(command, cwd=folder, env=crawl_environment(), stderr=subprocess.PIPE, text=True) as process:
        deadline = time.monotonic() + 60
        lock = folder / "out" / "memory.sqlite.lock"
        while not (lock.exists() and str(process.pid) in lock.read_text() and count_lines(folder) >= lines):
            assert time.monotonic() < deadline, "the crawl did not begin in a minute"
            if process.poll() is not None:
                break
            time.sleep(0.02)
        time.sleep(wait)
        process.send_signal(stop)
        _, errors = process.communicate(timeout=60)
    return process.returncode, errors


def count_lines(folder: Path) -> int:
    path = folder / "out" / "article.jsonl"
    return path.read_bytes().count(b"\n") if path.exists() else 0


def test_killed_run_is_told_of_and_its_lock_is_free(loopback: Loopback, tmp_path: Path) -> None:
    urls = serve_stories(loopback, 3)
    start_and_stop(tmp_path, urls, signal.SIGKILL, lines=0)
    again = crawl(tmp_path, urls)
    assert again.code == 0
    assert "The run before died" in again.stderr
    assert crawl(tmp_path, urls).stderr == ""


def test_of_twenty_starts_at_once_one_works_and_nineteen_step_back(loopback: Loopback, tmp_path: Path) -> None:
    is_over = threading.Event()

    def wait() -> Iterator[bytes]:
        is_over.wait(590)
        yield story("Slow")

    loopback.serve({"/slow": Answer(wait, headers={"Content-Type": "text/html"})})
    loopback.seen.clear()
    command = crawl_command("article", settings={**REMEMBER, "DOWNLOAD_TIMEOUT": "600"}, urls=loopback.url("/slow"))
    runs = [
        subprocess.Popen(command, cwd=tmp_path, env=crawl_environment(), stderr=subprocess.PIPE, text=True)
        for _ in range(20)
    ]
    deadline = time.monotonic() + 500
    while sum(run.poll() is not None for run in runs) < 19 and time.monotonic() < deadline:
        time.sleep(0.1)
    is_over.set()
    errors = [run.communicate(timeout=300)[1] for run in runs]
    assert sorted(run.returncode for run in runs) == [0] + [75] * 19
    told = [error for run, error in zip(runs, errors, strict=True) if run.returncode == 75]
    assert all("another run is at work (process" in error for error in told)
    assert all(error.count("\n") == 1 for error in told)
    assert loopback.paths() == ["/slow"]
    assert json.loads((tmp_path / "out/run.json").read_text())["exit_code"] == 0


@pytest.mark.parametrize(("damage", "told"), [("newer", "newer newscrawl"), ("text", "damaged"), ("cut", "damaged")])
def test_memory_that_cannot_be_used_ends_the_run_before_it_begins(
    damage: str, told: str, loopback: Loopback, tmp_path: Path
) -> None:
    urls = serve_stories(loopback, 2)
    assert crawl(tmp_path, urls).code == 0
    path = tmp_path / "out" / "memory.sqlite"
    if damage == "newer":
        with sqlite3.connect(path) as connection:
            connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
        connection.close()
    else:
        path.write_bytes(b"no database\n" * 1000 if damage == "text" else path.read_bytes()[:9000])
    before, records = path.read_bytes(), (tmp_path / "out/article.jsonl").read_bytes()
    loopback.seen.clear()
    refused = crawl(tmp_path, urls)
    assert refused.code == 4
    assert told in refused.stderr
    assert "Traceback" not in refused.stderr
    assert (path.read_bytes(), (tmp_path / "out/article.jsonl").read_bytes()) == (before, records)
    assert loopback.seen == []


def test_output_that_lacks_delivered_lines_ends_the_run_before_it_begins(loopback: Loopback, tmp_path: Path) -> None:
    urls = serve_stories(loopback, 2)
    crawl(tmp_path, urls)
    (tmp_path / "out/article.jsonl").write_bytes(b"")
    loopback.seen.clear()
    refused = crawl(tmp_path, urls)
    assert (refused.code, loopback.seen) == (3, [])
    assert "shortened" in refused.stderr
    accepted = crawl(tmp_path, urls, NEWSCRAWL_ACCEPT_LOST="1")
    assert accepted.code == 0
    assert ["taken as it is" in repair for repair in accepted.run["repairs"]] == [True]


DISK_SIZES = range(600, 915, 15) if IS_LONG else (600, 900)
"""Disks in KiB that fill up in mid-run; `NEWSCRAWL_LONG=1` takes 21."""


@contextmanager
def small_disk(folder: Path, size: str) -> Iterator[Path]:
    """Mount a small disk of memory; skips where that is not allowed."""
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)]
    if os.getuid() != 0 or subprocess.run(mount, capture_output=True, check=False).returncode != 0:
        pytest.skip("this user cannot mount a small disk; tests/delivery/test_writer.py does it by a limit")
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)


@pytest.mark.parametrize("form", ["append", "whole"])
@pytest.mark.parametrize("size", [f"{size}k" for size in DISK_SIZES])
def test_full_disk_ends_the_run_with_3_and_loses_nothing(
    size: str, form: str, loopback: Loopback, tmp_path: Path
) -> None:
    urls = serve_stories(loopback, size=1500)
    with small_disk(tmp_path / "disk", size) as folder:
        full = crawl(folder, urls, **FORMS[form])
        assert full.code == 3, full.stderr
        assert "Traceback" not in full.stderr
        delivered = len(read_records(folder / "out"))
        assert delivered < STORIES
        subprocess.run(["mount", "-o", "remount,size=50m", str(folder)], check=True)
        again = crawl(folder, urls, **FORMS[form])
        assert again.code == 0, again.stderr
        assert count_titles(folder / "out") == Counter(f"Story {number}" for number in range(STORIES))


def test_read_only_folder_ends_the_run_with_3(loopback: Loopback, tmp_path: Path) -> None:
    urls = serve_stories(loopback, 2)
    with small_disk(tmp_path / "disk", "1m") as folder:
        subprocess.run(["mount", "-o", "remount,ro", str(folder)], check=True)
        refused = crawl(folder, urls)
    assert refused.code == 3
    assert "Read-only file system" in refused.stderr
    assert "Traceback" not in refused.stderr
