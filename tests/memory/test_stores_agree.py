"""Whatever happens in whichever order, the memory in a file and the one in a Redis tell the same.

`NEWSCRAWL_LONG=1` takes 25 times as many lives of a memory.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest

from newscrawl.discovery.candidate import Source, SourceKind
from newscrawl.fleet import page_history
from newscrawl.fleet.redis_memory import RedisMemory
from newscrawl.memory.outcomes import PageResult, VisitOutcome
from newscrawl.memory.page_history import PageHistory, read_page_history
from newscrawl.memory.protocol import PageVisit, Poll, PollOutcome, Validators
from newscrawl.memory.sqlite_memory import SqliteMemory
from newscrawl.memory.store import Store
from tests.long import IS_LONG
from tests.memory.conftest import FEED, SITE, START, candidate, digest, open_redis_run, open_run, poll, result
from tests.redis_server import NEEDS_REDIS, RedisServer

pytestmark = NEEDS_REDIS
LIVES = 200 if IS_LONG else 8
STEPS = 61
ASKED_EVERY = 6
PATHS = ("/a", "/b", "/c", "/d", "/amp/a", "/b?utm_source=x", "/c?page=2", "/e", "/f", "/g")
SOURCES = (FEED, Source(url="https://news.test/map.xml", kind=SourceKind.sitemap, parent_url=FEED.url))
WORDS = [" ".join(f"{story}word{number}" for number in range(200)) for story in ("one", "two", "three")]
REASONS = ("timeout", "http_error", "empty", "listing", "deferred")


def make_poll(random: Random, now: datetime) -> Poll:
    """Name some pages, in one of the ways that sources do."""
    named = [
        candidate(path, **({"lastmod": f"{now:%Y-%m-%dT%H:%M:%SZ}"} if random.random() < 0.3 else {}))
        for path in random.sample(PATHS, random.randint(0, 4))
    ]
    wishes: dict[str, Any] = {
        "source": random.choice(SOURCES),
        "outcome": random.choice(list(PollOutcome)),
        "sources": random.sample(SOURCES, random.randint(0, 2)),
        "baseline": [candidate(path) for path in random.sample(PATHS, random.randint(0, 2))],
        "is_backfill": random.random() < 0.2,
        "is_passing": random.random() < 0.2,
        "validators": Validators(etag=f'"{random.randint(1, 3)}"'),
        "fault": random.choice(("", "", "not well formed")),
    }
    return poll(candidates=named, now=now, **wishes)


def make_result(random: Random, now: datetime, path: str, store: Store) -> PageResult:
    """Say what became of a page, in one of the ways that pipelines do."""
    outcome = random.choice([outcome for outcome in VisitOutcome if outcome is not VisitOutcome.baseline])
    url = f"https://news.test{path}"
    known = store.find_article(digest(url)) or store.find_article_of_page(url)
    if known is None and outcome in (VisitOutcome.updated, VisitOutcome.corrected, VisitOutcome.gone):
        outcome = VisitOutcome.new
    elif known is not None and outcome is VisitOutcome.new:
        outcome = VisitOutcome.updated
    text = random.choice(WORDS)
    made = result(path, now, outcome, text=text[random.randint(0, 60) :], version=known.version + 1 if known else 1)
    if made.article is not None and known is not None:
        made = replace(made, article=replace(made.article, first_digest=known.first_digest))
    return replace(
        made,
        reason=random.choice(REASONS) if outcome in (VisitOutcome.failed, VisitOutcome.rejected) else "",
        status=random.choice((200, 200, 404, 410, 503)),
        known=known.digest if known is not None and made.article is None and random.random() < 0.8 else None,
        moved_to=digest(f"{url}/moved") if random.random() < 0.1 else None,
        is_canonical=random.random() < 0.5,
        final_url=f"{url}?session=1" if random.random() < 0.2 else None,
    )


def sort_visits(visits: Iterable[PageVisit]) -> list[PageVisit]:
    """Order visits by URL: of two pages that are due in the same second either may come first."""
    return sorted(visits, key=lambda visit: visit.candidate.url)


def read_url(store: Store, folder: Path, url: str) -> PageHistory | None:
    """Give the history of a page; a new one is due at once, of which Redis keeps only since when it is known."""
    if isinstance(store, RedisMemory):
        history = page_history.read_page_history(store.connection, url)
    else:
        history = read_page_history(folder / "memory.sqlite", url)
    if history is None or history.next_look is None or history.next_look.why != "new":
        return history
    return replace(history, next_look=replace(history.next_look, due=history.first_seen))


def tell_all(store: Store, folder: Path, now: datetime) -> list[Any]:
    """Ask everything that can be asked."""
    told: list[Any] = [store.list_sources(SITE), store.read_history(SITE, now)]
    for path in PATHS:
        url = f"https://news.test{path}"
        told += [store.find_article(digest(url)), store.find_article(digest(f"{url}/moved"))]
        told += [store.find_article_of_page(url), store.find_tries(url), read_url(store, folder, url)]
    for text in WORDS:
        told.append(store.find_same_text(digest(text)))
    return told


@pytest.mark.parametrize("seed", range(LIVES))
def test_both_stores_tell_the_same_of_one_life(seed: int, redis_server: RedisServer, tmp_path: Path) -> None:
    random, now = Random(seed), START
    files = open_run(tmp_path / "memory.sqlite", now)
    fleet = open_redis_run(redis_server.url, f"life{seed}", tmp_path, now)
    stores: list[SqliteMemory | RedisMemory] = [files, fleet]
    for step in range(STEPS):
        now += timedelta(minutes=random.choice((1, 15, 120, 1500)))
        match random.choice(("poll", "poll", "due", "result", "result", "result", "unchanged", "end", "die")):
            case "poll":
                told = make_poll(random, now)
                given = [store.note_poll(told) for store in stores]
                assert given[0] == given[1]
            case "due":
                due = [sort_visits(store.list_due(SITE, now)) for store in stores]
                assert due[0] == due[1]
            case "result":
                came = make_result(random, now, random.choice(PATHS), files)
                for store in stores:
                    store.commit([], [(came, None)])
            case "unchanged":
                visit = PageVisit(candidate=candidate(random.choice(PATHS)))
                for store in stores:
                    store.note_unchanged(visit, now, Validators(etag='"u"'))
            case ending:
                if ending == "end":
                    for store in stores:
                        store.end_run(now, 0)
                files.close()
                stores[:] = [
                    files := open_run(tmp_path / "memory.sqlite", now),
                    open_redis_run(redis_server.url, f"life{seed}", tmp_path, now),
                ]
        if step % ASKED_EVERY == 0:
            one, other = (tell_all(store, tmp_path, now) for store in stores)
            assert one == other
    files.close()
