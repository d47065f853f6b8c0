"""What a page costs in the Redis of a fleet: bytes for each state that it goes through, and seconds of one worker.

    python -m tests.fleet.memory_cost --pages 100000

It starts a Redis of its own with an append-only file, and takes the pages through a worker's own steps: named by a
feed, delivered with a text of 400 words, looked at until the schedule is over, compared for 30 days.
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import timedelta
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

from newscrawl.fleet.redis_memory import RedisMemory
from newscrawl.memory.outcomes import DeliveredArticle, PageResult, VisitOutcome
from newscrawl.memory.protocol import Poll, Validators
from newscrawl.similarity import sign_text
from tests.memory.conftest import FEED, START, candidate, digest, open_redis_run, poll
from tests.redis_server import RedisServer, serve_redis

T = TypeVar("T")

SITES = 100
BATCH = 20
"""As `extensions/delivery_batches.py` delivers."""
NAMED_AT_ONCE = 100
WORDS = [f"{first}{second}{third}" for first in "bdfgklmnprst" for second in "aeiou" for third in ("n", "ster", "ly")]
LOOKS = (timedelta(hours=1), timedelta(hours=6), timedelta(hours=24), timedelta(hours=168))
"""When an article is looked at again that does not change."""
VALIDATORS = Validators(etag='"5f3c-61a7f0b2c9d40"', last_modified="Tue, 24 Nov 2026 07:51:09 GMT")


def name_url(number: int) -> str:
    """Give the URL of a page: 76 characters, as those of news sites are."""
    return f"https://www.site{number % SITES:03}.test/2026/11/24/{number:08}-a-headline-of-usual-length.html"


def list_polls(pages: int) -> Iterator[Poll]:
    """Name every page once, a hundred of one site at a time."""
    for site in range(SITES):
        for numbers in batched(range(site, pages, SITES), NAMED_AT_ONCE):
            named = [
                candidate("/", title=f"A headline of usual length, number {number}", published="2026-11-24T07:50:00Z")
                for number in numbers
            ]
            urls = [name_url(number) for number in numbers]
            values = zip(named, urls, strict=True)
            found = [type(page)(**{**_fields(page), "url": url}) for page, url in values]
            yield Poll(**{**_fields(poll(candidates=found)), "site": f"site{site:03}.test", "source": FEED})


def _fields(value: Any) -> dict[str, Any]:
    return {name: getattr(value, name) for name in value.__slots__}


def deliver(number: int) -> PageResult:
    """Give what became of a page that was read for the first time."""
    url, words = name_url(number), random.Random(number).choices(WORDS, k=400)
    text = " ".join(words)
    record = json.dumps({"id": digest(url).hex(), "url": url, "title": " ".join(words[:9]), "text": text})
    article = DeliveredArticle(
        digest=digest(url),
        first_digest=digest(url),
        version=1,
        title=" ".join(words[:9]),
        text_sha256=digest(text),
        record=record.encode(),
        signature=sign_text(text),
    )
    return PageResult(
        url=url, at=START, outcome=VisitOutcome.new, site="", status=200, validators=VALIDATORS, article=article,
        page_type="article", score=0.97, removed={"navigation": 1200, "related": 640},
    )  # fmt: skip


def look(number: int, wait: timedelta) -> PageResult:
    """Give what became of a later look."""
    url, at = name_url(number), START + wait
    return PageResult(
        url=url, at=at, outcome=VisitOutcome.not_modified, site="", status=304, validators=VALIDATORS, known=digest(url)
    )


def batched(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """Give items in portions."""
    iterator = iter(items)
    while portion := list(islice(iterator, size)):
        yield portion


def commit_all(memory: RedisMemory, results: Iterator[PageResult]) -> None:
    """Commit results as delivery does."""
    for batch in batched(results, BATCH):
        memory.commit((), [(result, None) for result in batch])


def measure(server: RedisServer, folder: Path, pages: int) -> list[tuple[str, float, float]]:
    """Give each state with the bytes that a page takes then, and the seconds for 1,000 pages."""
    memory = open_redis_run(server.url, "newscrawl", folder, START)
    measured = []

    def run(state: str, step: Callable[[], object]) -> None:
        began = time.perf_counter()
        step()
        seconds = time.perf_counter() - began
        used = int(memory.connection.call(lambda client: client.info("memory"))["used_memory"])  # type: ignore[index]
        measured.append((state, (used - empty) / pages, seconds / pages * 1000))

    empty = int(memory.connection.call(lambda client: client.info("memory"))["used_memory"])  # type: ignore[index]
    run("named by a feed", lambda: [memory.note_poll(named) for named in list_polls(pages)])
    run("delivered", lambda: commit_all(memory, map(deliver, range(pages))))
    for wait in LOOKS:
        run(f"looked at {wait}", lambda wait=wait: commit_all(memory, (look(number, wait) for number in range(pages))))  # type: ignore[misc]
    run("compared no more", lambda: open_redis_run(server.url, "newscrawl", folder, START + timedelta(days=60)))
    return measured


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=100_000)
    pages = parser.parse_args(arguments).pages
    with tempfile.TemporaryDirectory() as folder, serve_redis(Path(folder, "redis"), appendfsync="everysec") as server:
        print(f"{pages:,} pages; bytes a page (used_memory), seconds of one worker for 1,000 pages")
        for state, size, seconds in measure(server, Path(folder), pages):
            print(f"{state:30} {size:8,.0f} {seconds:8.2f}")


if __name__ == "__main__":
    main()
