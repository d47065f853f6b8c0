"""A memory of many URLs starts at once and stays small: what a run asks of it grows with the run, not with
it.

`NEWSCRAWL_KNOWN_URLS=1000000` sets how many URLs the memory knows; `pytest -s` prints what was measured.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zlib
from pathlib import Path

import pytest

from newscrawl.discovery.url_variants import fold_url
from newscrawl.memory.database import Database
from newscrawl.memory.page_table import hash_key
from newscrawl.memory.times import to_seconds
from tests.memory.conftest import START, digest

KNOWN = int(os.environ.get("NEWSCRAWL_KNOWN_URLS", "30000"))
SITES = 10
ON_SCHEDULE = 0.005
"""Of 1,000,000 articles 5,000 are a week old or less where ten sites give 70 a day."""
MAX_SECONDS = 2.0
MAX_MEGABYTES = 200
RECORD = zlib.compress(json.dumps({"text": " ".join(f"word{number}" for number in range(600))}).encode())

RUN = """
import sys, time, json
from datetime import timedelta
from pathlib import Path
sys.path[:0] = [sys.argv[2]]
from tests.memory.conftest import START, poll, candidate, at
from newscrawl.memory.sqlite_memory import SqliteMemory
from newscrawl.discovery.candidate import Source, SourceKind
from dataclasses import replace

def resident():
    fields = dict(line.split(":", 1) for line in open("/proc/self/status"))
    return int(fields["VmRSS"].split()[0]) / 1024

before, start = resident(), time.perf_counter()
memory = SqliteMemory(Path(sys.argv[1]))
memory.begin_run("run", at(days=1), keep_signatures=timedelta(days=30))
due = polled = 0
for site in range(10):
    name = f"site{site}.test"
    memory.list_sources(name)
    first = next(iter(memory.list_due(name, START)), None)
    due += first is not None
begun = time.perf_counter() - start
for site in range(10):
    name = f"site{site}.test"
    source = Source(url=f"https://{name}/feed", kind=SourceKind.feed)
    pages = [
        replace(candidate("/"), url=f"https://{name}/2026/11/story-number-{number}-of-the-day.html")
        for number in range(site, int(sys.argv[3]), int(sys.argv[3]) // 100 // 10 * 10)
    ]
    polled += len(memory.note_poll(replace(poll(now=at(days=1)), site=name, source=source, candidates=pages)))
done = time.perf_counter() - start
memory.end_run(at(days=1), 0)
memory.close()
print(json.dumps([begun, done, resident() - before, due, polled]))
"""


@pytest.fixture
def known(tmp_path: Path) -> Path:
    """A memory that knows `KNOWN` pages of ten sites, each with its article and a look."""
    path = tmp_path / "memory.sqlite"
    database, now = Database(path), to_seconds(START)
    with database.write() as connection:
        connection.executemany("INSERT INTO site VALUES (?, ?)", [(n + 1, f"site{n}.test") for n in range(SITES)])
        connection.execute("INSERT INTO run VALUES (1, 'seed', ?, ?, 0)", (now, now))
    for first in range(0, KNOWN, 50_000):
        numbers = range(first, min(first + 50_000, KNOWN))
        pages, articles, identities, visits, due = [], [], [], [], []
        for number in numbers:
            url = f"https://site{number % SITES}.test/2026/11/story-number-{number}-of-the-day.html"
            text, on_schedule = digest(url), number >= KNOWN * (1 - ON_SCHEDULE)
            site = number % SITES + 1
            pages.append(
                (
                    number + 1,
                    hash_key(fold_url(url)),
                    url,
                    site,
                    now,
                    '{"title":"The story of the day"}',
                    now,
                    number + 1,
                )
            )
            articles.append(
                (number + 1, text, text, number + 1, f"The story number {number} of the day is a long one", text,
                 now, now, RECORD if on_schedule else None)
            )  # fmt: skip
            identities.append((text, number + 1))
            visits += [(number + 1, now + look, 1, "new" if look == 0 else "unchanged") for look in range(5)]
            if on_schedule:
                due.append((number + 1, site, now + 7 * 86_400, 1, "revisit"))
        with database.write() as connection:
            connection.executemany(
                "INSERT INTO page (id, key, url, site_id, first_seen, found, last_visit, article_id, outcome)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'unchanged')",
                pages,
            )
            connection.executemany(
                "INSERT INTO article (id, digest, first_digest, page_id, title, text_sha256, first_delivered,"
                " last_changed, record, version) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 1)",
                articles,
            )
            connection.executemany("INSERT INTO identity VALUES (?, ?)", sorted(identities))
            connection.executemany("INSERT INTO visit (page_id, at, run_id, outcome) VALUES (?, ?, ?, ?)", visits)
            connection.executemany(
                "INSERT INTO frontier (page_id, site_id, due, rank, why) VALUES (?, ?, ?, ?, ?)", due
            )
    database.close()
    return path


def test_run_that_finds_nothing_new_starts_at_once_and_stays_small(known: Path) -> None:
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", RUN, str(known), str(root), str(KNOWN)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    begun, ended, megabytes, due, polled = json.loads(done.stdout)
    size = known.stat().st_size
    print(
        f"\n{KNOWN:,} known URLs, {size / KNOWN:.0f} bytes each: ready after {begun * 1000:.0f} ms, ten polls of 100"
        f" known pages after {ended * 1000:.0f} ms, {megabytes:.0f} MB more resident"
    )
    assert (due, polled) == (0, 0)
    assert begun < MAX_SECONDS
    assert megabytes < MAX_MEGABYTES
