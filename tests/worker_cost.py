"""What a worker process costs on real pages: `python -m tests.worker_cost FOLDER` of `html/ID.html.gz` files."""

from __future__ import annotations

import asyncio
import gzip
import sys
import time
from dataclasses import replace
from pathlib import Path

from newscrawl.options import Options
from newscrawl.page import RawPage
from newscrawl.workers.faults import try_extraction
from newscrawl.workers.limits import Limits
from newscrawl.workers.pool import WorkerPool
from tests.samples import PAGE


async def measure(pages: list[RawPage]) -> None:
    """Print how long pages take with a worker and without, one at a time, and how many come out otherwise."""
    pool = WorkerPool(1, Options(), Limits())
    for page in pages[:5]:  # both get their patterns and rules loaded
        await pool.extract(page)
        try_extraction(page, Options())
    by_worker, alone, others = [], [], 0
    for page in pages:
        begin = time.perf_counter()
        worked = await pool.extract(page)
        middle = time.perf_counter()
        others += worked.result != try_extraction(page, Options())
        alone.append(1000 * (time.perf_counter() - middle))
        by_worker.append(1000 * (middle - begin))
    await pool.close()
    more = [one - other for one, other in zip(by_worker, alone, strict=True)]
    for name, values in (("by a worker", sorted(by_worker)), ("more than in this process", sorted(more))):
        p50, p99 = values[len(values) // 2], values[len(values) * 99 // 100]
        print(f"{name}: p50 {p50:.1f} ms, p99 {p99:.1f} ms, at most {values[-1]:.1f} ms")
    print(f"{others} of {len(pages)} pages come out otherwise than in this process")


if __name__ == "__main__":
    files = sorted(Path(sys.argv[1]).glob("html/*.html.gz"))
    asyncio.run(measure([replace(PAGE, body=gzip.decompress(file.read_bytes())) for file in files]))
