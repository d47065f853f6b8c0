"""`kill -9` at any step, of the program or of its workers: when it has been run to its end, every record is there once.

A forked process works an archive off by itself, counts its steps (every call that writes, syncs, renames or deletes),
and kills itself at one of them.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from newscrawl.bulk import supervision
from newscrawl.bulk.job import Job
from newscrawl.bulk.manifest import State
from newscrawl.bulk.plan import make_plan
from newscrawl.bulk.supervision import process_unit
from newscrawl.bulk.unit import Unit
from newscrawl.bulk.worker import _UnitWorker
from newscrawl.delivery.compression import Compression
from tests.bulk.made import make_job, make_unit, read_files, write_archive
from tests.conftest import checkout_environment
from tests.long import LONG
from tests.real_size_pages import make_page
from tests.sessions import list_session

pytest.importorskip("fastwarc", reason="the extra warc is not installed")

STEPS = ("write", "fsync", "truncate", "replace", "rename", "unlink", "open", "close", "flock")
KILLS = int(os.environ.get("NEWSCRAWL_KILLS", "8"))
SEED = int(os.environ.get("NEWSCRAWL_KILL_SEED", "20261129"))


def work_in_this_process(unit: Unit, job: Job, course: Any, blame: Any, *_: Any) -> int:
    """Stand in for `_run_worker`, which needs a process more."""
    for word in _UnitWorker(unit, job, course.place).work(blame):
        course.take_in(word, unit)
    return 0


def run_and_die(unit: Unit, job: Job, step: int) -> bool:
    """Work off a unit in a forked process that dies at a step; tell whether it got there before its end."""
    child = os.fork()
    if child == 0:
        steps = iter(range(10**9))

        def count(_: FrameType, event: str, argument: Any) -> None:
            if event == "c_call" and argument.__name__ in STEPS and next(steps) == step:
                os.kill(os.getpid(), signal.SIGKILL)

        status = 1
        try:
            sys.setprofile(count)
            process_unit(unit, job)
            sys.setprofile(None)
            status = 0
        finally:
            os._exit(status)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0, "it failed of its own accord"
    return os.WIFSIGNALED(status)


@pytest.mark.parametrize(
    ("compression", "before"),
    [(Compression.none, Compression.none), (Compression.none, Compression.gzip), (Compression.zstd, None)],
)
def test_nothing_is_lost_or_doubled_whatever_the_step(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, compression: Compression, before: Compression | None
) -> None:
    """before: how an earlier run with another option compressed its outputs, which this one takes the place of."""
    monkeypatch.setattr(supervision, "_run_worker", work_in_this_process)
    write_archive(tmp_path / "x.warc.gz", [b"fine", b"raise", b"fine"])
    unit = make_unit(tmp_path / "x.warc.gz")
    job = make_job(tmp_path / "wanted", is_obeying=True, compression=compression)
    process_unit(unit, job)
    wanted = read_files(tmp_path / "wanted")
    assert len(wanted) == 2
    for step in range(10_000):
        out = tmp_path / f"out{step}"
        if before is not None:
            process_unit(unit, make_job(out, is_obeying=True, compression=before, max_size=77))
        job = make_job(out, is_obeying=True, compression=compression)
        was_killed = run_and_die(unit, job, step)
        plan = make_plan([unit], job)
        if plan.done:
            files = read_files(out)
            assert {name: files.pop(name) for name in wanted} == wanted
            assert all(name.endswith(".part") for name in files)
        for left in plan.units:
            assert process_unit(left, job).state is State.complete
            assert read_files(out) == wanted
        assert make_plan([unit], job).units == []
        if not was_killed:
            break
    assert step > 25, "the steps were not counted"


@LONG
def test_command_that_is_killed_again_and_again_gives_the_same_files(tmp_path: Path) -> None:
    for archive in range(4):
        pages = [make_page(40 * archive + number) for number in range(25)]
        write_archive(tmp_path / f"{archive}.warc.gz", pages, f"https://{archive}.example")
    command = [sys.executable, "-m", "scrapy", "bulk", "*.warc.gz", "--workers", "2", "-s", "NEWSCRAWL_CRAWL_ID=one"]
    environment = checkout_environment()

    def run(out: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [*command, "--out", out], cwd=tmp_path, env=environment, start_new_session=True,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip

    assert run("wanted").wait(120) == 0
    chance = random.Random(SEED)
    kills, orphans = 0, []
    for _ in range(50):
        process = run("out")
        orphans.append(process.pid)
        is_whole_run = kills >= KILLS
        end = time.monotonic() + (60 if is_whole_run else chance.uniform(0.6, 2.2))
        while process.poll() is None and time.monotonic() < end:
            workers = [pid for pid in list_session(process.pid) if pid != process.pid]
            if workers and not is_whole_run and chance.random() < 0.05:
                os.kill(chance.choice(workers), signal.SIGKILL)
            time.sleep(0.02)
        if process.poll() is None:
            process.kill()
            kills += 1
        code = process.wait()
        if code == 0:
            break
    assert code == 0
    assert kills > 0
    assert read_files(tmp_path / "out") == read_files(tmp_path / "wanted")
    deadline = time.monotonic() + 10
    while any(map(list_session, orphans)):
        assert time.monotonic() < deadline, "workers outlive a run that was killed"
        time.sleep(0.1)
