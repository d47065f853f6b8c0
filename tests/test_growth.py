"""Time and memory grow with the page, and no faster."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable

import pytest

from newscrawl import extract
from newscrawl.options import Options

WORDS = [f"word{number % 97 * 31}" for number in range(3_000)]
MAX_GROWTH = 3.0
"""How much more a byte of a page of 10 MB may cost than one of 100 KB: linear time costs the same, square time 100
times as much."""
UNITS: dict[str, Callable[[int], str]] = {
    "paragraphs": lambda at: f"<p>{' '.join(WORDS[at % 900 : at % 900 + 45])}.</p>\n",
    "links": lambda at: f'<li><a href="/news/{at}/a-story">{" ".join(WORDS[at % 900 : at % 900 + 6])}</a></li>\n',
    "rows": lambda at: f"<tr><td>{WORDS[at % 900]}</td><td>{at}</td><td>{at * 7}</td></tr>\n",
}
AROUND = {"paragraphs": "div", "links": "ul", "rows": "table"}
MEMORY = """
import re, sys
from pathlib import Path
from newscrawl import extract
from tests.test_growth import make_page
extract(make_page("paragraphs", 20_000))
page = make_page(sys.argv[1], 1_000_000)
def read_peak():
    return int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]) * 1024
before = read_peak()
extract(page)
print((read_peak() - before) / len(page))
"""
"""The peak of `getrusage` would be that of the process that starts this one, where that is larger."""


def make_page(kind: str, size: int) -> bytes:
    """Make a page of a story with so many bytes more of one kind behind it."""
    story = "".join(map(UNITS["paragraphs"], range(10)))
    unit, tag = UNITS[kind], AROUND[kind]
    count = size // len(unit(500)) + 1
    body = f"<h1>Locks of the port</h1>{story}<{tag}>{''.join(map(unit, range(count)))}</{tag}>"
    return f"<html><head><title>Locks of the port</title></head><body>{body}</body></html>".encode()


def measure_seconds(page: bytes, repeats: int) -> float:
    """Give the CPU seconds of the fastest of some extractions, a megabyte."""
    seconds = []
    for _ in range(repeats):
        start = time.process_time()
        extract(page, options=Options(max_bytes=20_000_000))
        seconds.append(time.process_time() - start)
    return min(seconds) / len(page) * 1e6


@pytest.mark.parametrize(("kind", "size"), [("paragraphs", 10_000_000), ("links", 2_000_000), ("rows", 1_000_000)])
def test_time_grows_with_the_page(kind: str, size: int) -> None:
    small = measure_seconds(make_page(kind, 100_000), 3)
    assert measure_seconds(make_page(kind, size), 1) < MAX_GROWTH * small


@pytest.mark.skipif(sys.platform != "linux", reason="the peak memory of a process is told by /proc")
@pytest.mark.parametrize(("kind", "bound"), [("paragraphs", 20), ("links", 24), ("rows", 70)])
def test_memory_is_a_small_multiple_of_the_page(kind: str, bound: float) -> None:
    """Of these 3, 10 and 22 are the parser's tree."""
    command = [sys.executable, "-c", MEMORY, kind]
    told = subprocess.run(command, check=True, capture_output=True, text=True, timeout=120)
    assert float(told.stdout) < bound
