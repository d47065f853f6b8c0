"""A long crawl of pages on this machine, and how its memory and its open files grow: `python -m tests.soak`.

Exit code 1: a page is missing, memory grew by 5 % or more over the second half, or files were left open.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import mean
from threading import Thread

from tests.conftest import crawl_command, crawl_environment, open_address
from tests.sessions import list_session

MAX_GROWTH = 0.05
WORDS = (
    "council", "harbour", "dredging", "officials", "silt", "copper", "survey", "spring", "vote", "mayor", "ferry",
    "timetable", "bridge", "budget", "school", "hospital", "market", "library", "storm", "rail", "tunnel", "museum",
    "election", "court", "police", "water", "energy", "housing", "rent", "farm", "wheat",
)  # fmt: skip


@dataclass(frozen=True)
class Sample:
    """One look at all processes of a crawl. done: lines written by then. memory: bytes resident. files: open."""

    done: int
    memory: int
    files: int


def make_page(number: int, seed: int) -> bytes:
    """Make one small page of its own; every tenth is a list of links."""
    randomness = random.Random(seed * 1_000_003 + number)
    title = " ".join(randomness.choices(WORDS, k=6)).capitalize()
    if number % 10 == 9:
        rows = "".join(f'<li><a href="/{n}">{" ".join(randomness.choices(WORDS, k=5))}</a></li>' for n in range(40))
        body = f"<h1>Latest news</h1><ul>{rows}</ul>"
    else:
        sentences = (" ".join(randomness.choices(WORDS, k=14)).capitalize() + "." for _ in range(24))
        body = f"<article><h1>{title}</h1><p>{'</p><p>'.join(sentences)}</p></article>"
    return (
        f'<!doctype html><html lang="en"><head><title>{title}</title><meta property="og:type" content="article">'
        f"</head><body><nav><a href=/>Home</a></nav>{body}<footer>Contact us</footer></body></html>"
    ).encode()


def serve(seed: int) -> int:
    """Serve `/NUMBER` from a thread; give the port."""
    loop = asyncio.new_event_loop()

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while request := await reader.readline():
            while (await reader.readline()).strip():
                pass
            path = request.split()[1].strip(b"/")
            body, status = (make_page(int(path), seed), b"200 OK") if path.isdigit() else (b"", b"404 Not Found")
            head = b"HTTP/1.1 %b\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: %d\r\n\r\n"
            writer.write(head % (status, len(body)) + body)
            await writer.drain()
        writer.close()

    server = loop.run_until_complete(asyncio.start_server(answer, "127.0.0.1", 0))
    Thread(target=loop.run_forever, daemon=True).start()
    port: int = server.sockets[0].getsockname()[1]
    return port


def crawl(pages: int, seed: int, folder: Path, settings: dict[str, str], interval: float) -> Iterator[Sample]:
    """Crawl so many pages and look at the processes from time to time. Raises where the crawl fails."""
    port = serve(seed)
    open_address("127.0.0.1", port)
    (folder / "urls.txt").write_text("".join(f"http://127.0.0.1:{port}/{number}\n" for number in range(pages)))
    quick = {
        "DOWNLOAD_DELAY": "0",
        "AUTOTHROTTLE_ENABLED": "False",
        "CONCURRENT_REQUESTS_PER_DOMAIN": "8",
        "LOG_LEVEL": "WARNING",
        **settings,
    }
    command = crawl_command("article", settings=quick, file=folder / "urls.txt")
    process = subprocess.Popen(command, cwd=folder, env=crawl_environment(), start_new_session=True)
    try:
        while process.poll() is None:
            time.sleep(interval)
            yield look(process.pid, folder / "out")
    finally:
        process.kill()
    if process.wait() != 0:
        raise SystemExit(f"the crawl ended with {process.returncode}")


def look(session: int, out: Path) -> Sample:
    """Look at the processes of a session."""
    memory = files = 0
    for number in list_session(session):
        path = Path("/proc", str(number))
        try:
            memory += int((path / "statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
            files += len(list((path / "fd").iterdir()))
        except (OSError, IndexError):
            continue
    return Sample(sum(count_lines(out / name) for name in ("article.jsonl", "rejects.jsonl")), memory, files)


def count_lines(path: Path) -> int:
    """Count the lines of a file."""
    if not path.exists():
        return 0
    with path.open("rb") as file:
        return sum(chunk.count(b"\n") for chunk in iter(lambda: file.read(1 << 20), b""))


def measure_growth(samples: list[Sample], pages: int) -> tuple[float, int]:
    """Give by which share memory grew over the second half, and by how many the open files: the means of the quarter
    before the half and of the last but the end, when the processes leave.
    """
    before = [sample for sample in samples if pages // 2 <= sample.done < pages * 5 // 8]
    after = [sample for sample in samples if pages * 7 // 8 <= sample.done < pages * 99 // 100]
    if not before or not after:
        raise SystemExit("too few looks: make --interval smaller")
    memory = mean(sample.memory for sample in after) / mean(sample.memory for sample in before) - 1
    return memory, round(mean(sample.files for sample in after) - mean(sample.files for sample in before))


def main(arguments: list[str]) -> int:
    """Run the soak and print what it measured."""
    parser = argparse.ArgumentParser(prog="python -m tests.soak", description=__doc__)
    parser.add_argument("--pages", type=int, default=50_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--interval", type=float, default=5.0, help="seconds between two looks")
    parser.add_argument("-s", dest="settings", action="append", default=[], metavar="NAME=VALUE")
    options = parser.parse_args(arguments)
    settings = dict(setting.split("=", 1) for setting in options.settings)
    start = time.monotonic()
    with tempfile.TemporaryDirectory() as name:
        samples = []
        for sample in crawl(options.pages, options.seed, Path(name), settings, options.interval):
            samples.append(sample)
            print(f"{sample.done:>8} pages  {sample.memory / 1e6:7.1f} MB  {sample.files} files", flush=True)
        lines = sum(count_lines(Path(name) / "out" / file) for file in ("article.jsonl", "rejects.jsonl"))
    growth, files = measure_growth(samples, options.pages)
    seconds = time.monotonic() - start
    print(f"{lines} lines for {options.pages} pages in {seconds:.0f} s")
    print(f"over the second half: memory {growth:+.1%}, open files {files:+d}")
    return int(lines != options.pages or growth >= MAX_GROWTH or files > 4)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
