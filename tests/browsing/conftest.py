"""What the tests of `scrapy browse` share: files of records, and the pages served of them."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from newscrawl.serialiser import encode_line
from tests.samples import ARTICLE, REJECTION

STORIES = (
    ("news.example", "en", 0.9),
    ("sport.news.example", "en-GB", 0.5),
    ("b.example", "de", 0.7),
    ("b.example", None, 1.0),
)
DAYS = ("2026-11-20", "2026-11-21T08:00:00Z", "2026-11-22", "2026-11-23")


def make_lines() -> list[bytes]:
    """Four records of two sites, a broken line, a line that is no record, and a rejection."""
    lines = [
        encode_line(
            replace(
                ARTICLE,
                id=f"{number:064x}",
                url=f"https://{site}/{number}",
                domain=site,
                title=f"Vote {number} delayed",
                language=language,
                published=DAYS[number],
                extraction_score=score,
            )
        )
        for number, (site, language, score) in enumerate(STORIES)
    ]
    broken = [b'{"url": "https://torn.example/\n', b"\n", b"[1, 2]\n"]
    gone = "https://www.news.example/gone"
    return [*lines[:2], *broken, *lines[2:], encode_line(replace(REJECTION, url=gone, requested_url=gone))]


@pytest.fixture
def records(tmp_path: Path) -> Path:
    """A file of records."""
    path = tmp_path / "out" / "news.jsonl"
    path.parent.mkdir()
    path.write_bytes(b"".join(make_lines()))
    return path


@pytest.fixture
def serve() -> Iterator[Callable[..., str]]:
    """Serve files, and give the address."""
    pytest.importorskip("duckdb", reason="duckdb is not installed")
    from newscrawl.browsing.server import make_server
    from newscrawl.browsing.store import RecordStore

    started: list[tuple[Any, Any]] = []

    def start(*named: Path) -> str:
        store = RecordStore(named)
        server = make_server(store, 0, "127.0.0.1")
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        started.append((server, store))
        return f"http://{server.address}"

    yield start
    for server, store in started:
        server.shutdown()
        server.server_close()
        store.close()
