"""`kill -9` at any step of delivery: after the next run every record is there once, whole, in every form of
output.

A run is a forked process that counts its steps (every call of the system and of SQLite, writes in two
halves) and kills itself at one of them. `NEWSCRAWL_KILLS=500` sets how many kills each form of output gets.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from newscrawl.delivery import output_file
from newscrawl.delivery.compression import find_compression, open_decompressed
from newscrawl.delivery.journal import Entry
from newscrawl.delivery.naming import DeliveryMode, OutputName
from newscrawl.delivery.writer import DeliveryWriter
from newscrawl.memory.outcomes import PageResult, VisitOutcome
from tests.memory.conftest import START, digest, open_run, result

KILLS = int(os.environ.get("NEWSCRAWL_KILLS", "15"))
SEED = int(os.environ.get("NEWSCRAWL_KILL_SEED", "20261124"))
RECORDS = 120
PATTERNS = ["news.jsonl", "news.jsonl.gz", "news-%(date)s.jsonl.zst"]
STEPS = (
    "write",
    "fsync",
    "ftruncate",
    "truncate",
    "replace",
    "unlink",
    "execute",
    "executemany",
    "open",
    "close",
)


def run(folder: Path, pattern: str, mode: DeliveryMode, number: int, seed: int) -> None:
    """Deliver what is not delivered yet; every third page is a rejection."""
    now = START + timedelta(minutes=15 * number)
    memory = open_run(folder / "memory.sqlite", now)
    names = {
        "articles": OutputName(folder=folder, pattern=pattern, mode=mode),
        "rejects": OutputName(folder=folder, pattern="rejects.jsonl", mode=DeliveryMode.append),
    }
    moments = iter(range(10**9))
    # A day passes every hundred looks at the clock, so partitions change in mid-run.
    writer = DeliveryWriter(names, memory, lambda: now.timestamp() + 86_400 * (next(moments) // 100))
    writer.open()
    left = [n for n in range(RECORDS) if not is_done(memory, n)]
    randomness = random.Random(seed)
    while left:
        size = randomness.randint(1, 20)
        writer.deliver([make_entry(n, now) for n in left[:size]])
        left = left[size:]
    writer.close()
    memory.end_run(now, 0)
    memory.close()


def is_done(memory: Any, number: int) -> bool:
    url = f"https://news.test/{number}"
    return bool(memory.count_failures(url) if number % 3 == 0 else memory.find_article(digest(url)))


def make_entry(number: int, now: Any) -> Entry[PageResult]:
    line = json.dumps({"n": number, "text": "The council voted. " * (number % 40)}).encode() + b"\n"
    if number % 3 == 0:
        return Entry("rejects", line, result(f"/{number}", now, VisitOutcome.rejected, reason="listing"))
    return Entry("articles", line, result(f"/{number}", now, text=f"{number} " * 50))


def write_in_halves(self: Any, data: bytes) -> None:
    for part in (data[: len(data) // 2], data[len(data) // 2 :]):
        self._file.write(part)


def run_and_die(arguments: tuple[Any, ...], step: int) -> bool:
    """Run in a forked process that dies at a step; tell whether it got there before its end."""
    child = os.fork()
    if child == 0:
        output_file.OutputFile._write = write_in_halves  # type: ignore[method-assign]
        steps = iter(range(10**9))

        def count(_: FrameType, event: str, argument: Any) -> None:
            if event in ("c_call", "c_return") and argument.__name__ in STEPS and next(steps) == step:
                os.kill(os.getpid(), signal.SIGKILL)

        status = 1
        try:
            sys.setprofile(count)
            run(*arguments)
            sys.setprofile(None)
            status = 0
        finally:
            os._exit(status)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0, "the run failed of its own accord"
    return os.WIFSIGNALED(status)


def read_numbers(folder: Path, *, with_drafts: bool) -> Iterator[int]:
    """Give the number in every line of every file; a line that is torn fails the test."""
    for path in sorted(folder.iterdir()):
        if "sqlite" in path.name or (path.suffix == ".part" and not with_drafts):
            continue
        with path.open("rb") as file:
            data = open_decompressed(file, find_compression(path.name)).read()
        assert data == b"" or data.endswith(b"\n"), f"{path.name} ends with a torn line"
        for line in data.splitlines():
            yield json.loads(line)["n"]


@pytest.mark.parametrize("mode", list(DeliveryMode))
@pytest.mark.parametrize("pattern", PATTERNS)
def test_no_record_is_lost_doubled_or_torn_by_kills(pattern: str, mode: DeliveryMode, tmp_path: Path) -> None:
    randomness = random.Random(f"{SEED} {pattern} {mode}")
    kills = series = 0
    while kills < KILLS:
        folder = tmp_path / str(series)
        folder.mkdir()
        series += 1
        for number in range(1000):
            step = randomness.choice([randomness.randrange(60), randomness.randrange(6000)])
            was_killed = run_and_die((folder, pattern, mode, number, randomness.random()), step)
            kills += was_killed
            if not was_killed:
                break
        counts = Counter(read_numbers(folder, with_drafts=False))
        assert counts == Counter(range(RECORDS))
        assert not list(folder.glob("*.part"))
    assert kills >= KILLS


def test_the_count_of_steps_reaches_every_kind_of_step(tmp_path: Path) -> None:
    """The test above would pass if no step were ever counted: this one says which are."""
    seen: Counter[str] = Counter()

    def count(_: FrameType, event: str, argument: Any) -> None:
        if event == "c_call" and argument.__name__ in STEPS:
            seen[argument.__name__] += 1

    sys.setprofile(count)
    try:
        run(tmp_path, "news-%(date)s.jsonl", DeliveryMode.whole, 0, 1)
    finally:
        sys.setprofile(None)
    assert {"write", "fsync", "replace", "execute", "open", "close"} <= set(seen)
    assert sum(seen.values()) > 1000
