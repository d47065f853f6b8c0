"""What the tests of the memory share: a store on disk, a clock that moves by hand, and pages to put in."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from newscrawl.discovery.candidate import Candidate, Source, SourceKind
from newscrawl.memory.outcomes import DeliveredArticle, PageResult, VisitOutcome
from newscrawl.memory.protocol import Poll, PollOutcome, Validators
from newscrawl.memory.store import SqliteMemory
from newscrawl.similarity import sign_text

START = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
FEED = Source(url="https://news.test/feed.xml", kind=SourceKind.feed)
SITE = "news.test"


def at(**delta: float) -> datetime:
    """The time so long after the start."""
    return START + timedelta(**delta)


def candidate(path: str, **said: str) -> Candidate:
    """A page of the feed."""
    return Candidate(url=f"https://news.test{path}", source_url=FEED.url, source_kind=FEED.kind, **said)


def poll(*paths: str, now: datetime = START, **options: object) -> Poll:
    """A reading of the feed that names these pages."""
    values: dict[str, object] = {
        "outcome": PollOutcome.read,
        "status": 200,
        "validators": Validators(etag='"1"'),
    }
    values |= {"candidates": [candidate(path) for path in paths]} | options
    return Poll(site=SITE, at=now, **{"source": FEED} | values)  # type: ignore[arg-type]


def digest(text: str) -> bytes:
    """A record's id, or the hash of a text."""
    return hashlib.sha256(text.encode()).digest()


def result(
    path: str, now: datetime, outcome: VisitOutcome = VisitOutcome.new, text: str = "text", **options: object
) -> PageResult:
    """What became of a page; a record's outcome brings its article."""
    url = f"https://news.test{path}"
    version = int(str(options.pop("version", 1)))
    values: dict[str, object] = {"site": SITE, "status": 200, "validators": Validators(etag='"a"')}
    if outcome in (VisitOutcome.new, VisitOutcome.updated, VisitOutcome.corrected, VisitOutcome.gone):
        values["article"] = DeliveredArticle(
            digest=digest(url),
            first_digest=digest(url),
            version=version,
            title=f"Title of {path}",
            text_sha256=digest(text),
            record=json.dumps({"text": text}).encode(),
            signature=sign_text(text),
        )
        values["score"] = 0.9
    return PageResult(url=url, at=now, outcome=outcome, **(values | options))  # type: ignore[arg-type]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """The memory's file."""
    return tmp_path / "memory.sqlite"


@pytest.fixture
def memory(path: Path) -> Iterator[SqliteMemory]:
    """A memory with one run begun."""
    store = open_run(path, START)
    yield store
    store.close()


def open_run(path: Path, now: datetime) -> SqliteMemory:
    """Open a memory and begin a run."""
    store = SqliteMemory(path)
    store.begin_run(f"run-{now:%Y%m%dT%H%M%S}", now, keep_signatures=timedelta(days=30))
    return store
