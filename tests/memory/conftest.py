"""What the tests of the memory share: a store on disk, or in a Redis, a clock that moves by hand, pages to put in."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from newscrawl.discovery.candidate import Candidate, Source, SourceKind
from newscrawl.fleet.connection import FleetConnection
from newscrawl.fleet.heartbeat import Heartbeat
from newscrawl.fleet.redis_memory import RedisMemory
from newscrawl.fleet.settings import read_fleet_settings
from newscrawl.memory.outcomes import DeliveredArticle, PageResult, VisitOutcome
from newscrawl.memory.protocol import Poll, PollOutcome, Validators
from newscrawl.memory.sqlite_memory import SqliteMemory
from newscrawl.memory.store import Store
from newscrawl.similarity import sign_text
from tests.redis_server import NEEDS_REDIS, RedisServer, serve_redis

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


Begin = Callable[[datetime], Store]
"""Opens the memory again and begins a run; whatever had it open before is dead then."""
STORES = ("sqlite", pytest.param("redis", marks=NEEDS_REDIS))


@pytest.fixture(scope="module")
def redis_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RedisServer]:
    """A server for the tests of one file."""
    with serve_redis(tmp_path_factory.mktemp("redis")) as server:
        yield server


@pytest.fixture(params=STORES)
def begin(request: pytest.FixtureRequest, path: Path) -> Begin:
    """The memory in a file, and in a Redis."""
    if request.param == "sqlite":
        return partial(open_run, path)
    url = request.getfixturevalue("redis_server").url
    return partial(open_redis_run, url, f"test{os.urandom(4).hex()}", path.parent)


@pytest.fixture
def any_memory(begin: Begin) -> Iterator[Store]:
    """A memory of either kind with one run begun."""
    store = begin(START)
    yield store
    store.close()


def open_redis_run(
    url: str, prefix: str, folder: Path, now: datetime, worker: str = "w1", lease_seconds: float = 60
) -> RedisMemory:
    """Open the memory in a Redis and begin a run of a worker. folder: of its files, and of its lock."""
    values = {
        "NEWSCRAWL_REDIS_URL": url,
        "NEWSCRAWL_REDIS_PREFIX": prefix,
        "NEWSCRAWL_FLEET_WORKER": worker,
        "NEWSCRAWL_LEASE_SECONDS": lease_seconds,
    }
    settings = read_fleet_settings(values)
    assert settings is not None
    lock = folder / f"{worker}.lock"
    lock.touch()
    heartbeat = Heartbeat(FleetConnection(settings), lock)
    crawl_id = f"run-{now:%Y%m%dT%H%M%S}"
    heartbeat.join(crawl_id)
    store = RedisMemory(heartbeat, folder)
    store.begin_run(crawl_id, now, keep_signatures=timedelta(days=30))
    return store


def open_run(path: Path, now: datetime) -> SqliteMemory:
    """Open a memory and begin a run."""
    store = SqliteMemory(path)
    store.begin_run(f"run-{now:%Y%m%dT%H%M%S}", now, keep_signatures=timedelta(days=30))
    return store
