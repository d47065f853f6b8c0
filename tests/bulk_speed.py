"""How fast `scrapy bulk` is beside bare extraction, and what it holds in memory: `python -m tests.bulk_speed`.

The pages are those of `real_size_pages.py`. One worker reads all of them from one archive, two have half of them each.
"""

from __future__ import annotations

import argparse
import gzip
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from statistics import fmean

from newscrawl.api import extract_page
from newscrawl.archives.pages import ArchivePages
from newscrawl.cores import count_cores
from newscrawl.options import Options
from tests.archives.stored import answer, record
from tests.conftest import checkout_environment
from tests.real_size_pages import make_page
from tests.throughput import LOOK_SECONDS, look_at

MOST_BARE = 1_000
"""So many pages are enough to tell the speed of bare extraction."""
WARM_UP = 50
GZIP_LEVEL = 6


@dataclass(frozen=True, slots=True)
class Run:
    """What one run of the command took. memory: bytes of its largest process, one look after the other."""

    seconds: float
    cpu: float
    memory: Sequence[int]
    pages: int


def write_archives(folder: Path, count: int, parts: int) -> None:
    """Write the same pages as one archive and, in as many, as parts of it."""
    folder.mkdir()
    with (folder / "whole.warc.gz").open("wb") as whole:
        for part in range(parts):
            with (folder / f"part{part}.warc.gz").open("wb") as file:
                for number in range(part, count, parts):
                    made = record(f"https://news.example/{number}", answer(make_page(number)), number=number)
                    member = gzip.compress(made, GZIP_LEVEL, mtime=0)
                    whole.write(member)
                    file.write(member)


def measure_bare(archive: Path, most: int) -> tuple[float, float]:
    """Give pages a second of extraction alone, in this process, of pages that are in memory; and processor seconds a
    page.
    """
    with archive.open("rb") as file:
        pages = [page for page, _ in zip(ArchivePages(file, archive.name), range(most), strict=False)]
    for page in pages[:WARM_UP]:
        extract_page(page, Options())
    start, cpu = time.perf_counter(), time.process_time()
    for page in pages:
        extract_page(page, Options())
    return len(pages) / (time.perf_counter() - start), (time.process_time() - cpu) / len(pages)


def run_bulk(folder: Path, pattern: str, workers: int, count: int) -> Run:
    """Run the command to its end, and look at its processes meanwhile. Raises SystemExit where it fails, or a page is
    missing.
    """
    out = folder / f"out{workers}"
    command = [sys.executable, "-m", "scrapy", "bulk", pattern, "--out", str(out), "--workers", str(workers)]
    start = time.perf_counter()
    process = subprocess.Popen(
        command, cwd=folder, env=checkout_environment(), start_new_session=True,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    cpu: dict[int, float] = {}
    memory = []
    while process.poll() is None:
        seen = list(look_at(process.pid))
        cpu |= {pid: seconds for pid, seconds, _ in seen}
        memory.append(max((size for _, _, size in seen), default=0))
        time.sleep(LOOK_SECONDS)
    seconds = time.perf_counter() - start
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} ended with {process.returncode}")
    lines = sum(path.read_bytes().count(b"\n") for path in out.rglob("*.jsonl"))
    if lines != count:
        raise SystemExit(f"{lines} lines of {count} pages")
    return Run(seconds, sum(cpu.values()), memory, count)


def average_deciles(values: Sequence[int]) -> list[float]:
    """Give the mean of each tenth of a series."""
    edges = [round(len(values) * tenth / 10) for tenth in range(11)]
    return [fmean(values[start:end]) for start, end in pairwise(edges)]


def describe(run: Run, workers: int, bare: float) -> Iterator[str]:
    """Give the lines about a run."""
    rate = run.pages / run.seconds
    per_core = rate / workers
    yield (
        f"scrapy bulk, {workers} worker(s): {run.pages} pages in {run.seconds:.1f} s, {rate:.1f} pages/s;"
        f" {per_core:.1f} a core, {per_core / bare:.0%} of bare extraction;"
        f" {run.cpu / run.pages * 1000:.1f} CPU seconds per 1,000 pages"
    )
    deciles = average_deciles(run.memory)
    shown, growth = " ".join(f"{decile / 1e6:.0f}" for decile in deciles), deciles[-1] / deciles[0]
    yield f"  memory of its largest process by tenths of the run, MB: {shown}; last/first {growth:.3f}"


def main(arguments: list[str]) -> int:
    """Measure one after the other, and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.bulk_speed", description=__doc__)
    parser.add_argument("--count", type=int, default=20_000, help="pages (default: %(default)s)")
    parser.add_argument("--folder", type=Path, help="where the archives are made (default: a temporary folder)")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(dir=options.folder) as name:
        folder = Path(name) / "archives"
        write_archives(folder, options.count, 2)
        size = (folder / "whole.warc.gz").stat().st_size
        print(f"{options.count} pages, {size / 1e6:.0f} MB of archive, {count_cores()} cores", flush=True)
        bare, cpu = measure_bare(folder / "whole.warc.gz", min(MOST_BARE, options.count))
        spent = f"{cpu * 1000:.1f} CPU seconds per 1,000 pages"
        print(f"bare extraction: {bare:.1f} pages/s on one core; {spent}", flush=True)
        archives = {1: "whole.warc.gz", 2: "part*.warc.gz"}
        runs = {workers: run_bulk(folder, name, workers, options.count) for workers, name in archives.items()}
        for workers, run in runs.items():
            print("\n".join(describe(run, workers, bare)), flush=True)
        print(f"two workers are {runs[1].seconds / runs[2].seconds:.2f} times one")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
