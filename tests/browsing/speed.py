"""Measures `scrapy browse` over many records: the seconds that a start, a first page, a search and a record take.

Usage: `python -m tests.browsing.speed [--records 100000]`. Pages are asked for over HTTP; the best of three is told.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from urllib.request import urlopen

from newscrawl.browsing.server import make_server
from newscrawl.browsing.store import RecordStore
from tests.crawl_report.many_records import write_records


def time_pages(address: str, targets: list[str]) -> float:
    """Give the seconds that the quickest of some addresses takes."""

    def ask(target: str) -> None:
        with urlopen(address + target, timeout=120) as answer:
            answer.read()

    return min(time_step(lambda target=target: ask(target)) for target in targets)  # type: ignore[misc]


def time_step(step: Callable[[], object]) -> float:
    """Give the seconds that a step takes."""
    start = time.perf_counter()
    step()
    return time.perf_counter() - start


def measure(path: Path) -> dict[str, float]:
    """Measure one file."""
    store = RecordStore([path])
    told = {"start, the file read": time_step(store.refresh)}
    server = make_server(store, 0, "127.0.0.1")
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    address = f"http://{server.address}"
    told["first page"] = time_pages(address, ["/"] * 3)
    told["filter and order"] = time_pages(address, ["/?site=site7.example&order=unsure&least=0.5"] * 3)
    told["search for words, each time others"] = time_pages(address, [f"/?words=vote+{day}" for day in (777, 4242, 90)])
    told["next page of a search"] = time_pages(address, ["/?words=vote+90&page=2"] * 3)
    told["a record in the middle"] = time_pages(address, [f"/record?file={path}&row=50000"] * 3)
    server.shutdown()
    server.server_close()
    store.close()
    return told


def main() -> None:
    """Write the records, measure, and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=100_000)
    count = parser.parse_args().records
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "news.jsonl")
        write_records(path, count)
        print(f"{count:,} lines, {path.stat().st_size / 1e6:.0f} MB, load {os.getloadavg()[0]:.1f} before")
        for name, seconds in measure(path).items():
            print(f"{name}: {seconds:.2f} s")


if __name__ == "__main__":
    main()
