"""The memory tells of a URL: how it was found, every look, its article, and where its lines stand."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from newscrawl.delivery.journal import Entry
from newscrawl.delivery.naming import DeliveryMode, OutputName
from newscrawl.delivery.writer import DeliveryWriter
from newscrawl.errors import MemoryFileError
from newscrawl.fleet import page_history
from newscrawl.fleet.redis_memory import RedisMemory
from newscrawl.memory.outcomes import PageResult, VisitOutcome
from newscrawl.memory.page_history import PageHistory, read_page_history
from newscrawl.memory.store import Store
from newscrawl.memory.visit_table import KEPT_VISITS
from tests.memory.conftest import FEED, SITE, START, at, candidate, digest, poll, result

URL = "https://news.test/a"


def make_writer(memory: Store, folder: Path, name: str = "news.jsonl") -> DeliveryWriter[PageResult]:
    append = DeliveryMode.append
    names = {
        "articles": OutputName(folder=folder, pattern=name, mode=append),
        "rejects": OutputName(folder=folder, pattern="rejects.jsonl", mode=append),
    }
    return DeliveryWriter(names, memory, lambda: START.timestamp())


def read_history(memory: Store, path: Path, url: str) -> PageHistory | None:
    """Ask the file, or the server."""
    if isinstance(memory, RedisMemory):
        return page_history.read_page_history(memory.connection, url)
    return read_page_history(path, url)


def test_page_that_waits_is_told_of_with_its_source(any_memory: Store, path: Path) -> None:
    any_memory.note_poll(poll(candidates=[candidate("/a", title="A vote", published="2026-11-24")]))
    any_memory.note_poll(poll("/a?utm_source=x", now=at(minutes=15)))
    history = read_history(any_memory, path, "http://news.test/a/?utm_medium=y")
    assert history is not None
    assert (history.url, history.site, history.first_seen) == (URL, SITE, START)
    assert (history.source_url, history.source_kind) == (FEED.url, "feed")
    assert history.said == {"title": "A vote", "published": "2026-11-24"}
    assert (history.outcome, history.looks, history.article) == (None, (), None)
    assert history.next_look is not None
    assert (history.next_look.why, history.next_look.is_in_flight) == ("new", True)


def test_every_look_is_told_of_and_where_its_line_stands(any_memory: Store, path: Path, tmp_path: Path) -> None:
    any_memory.note_poll(poll("/a"))
    writer = make_writer(any_memory, tmp_path)
    reject = result("/a", START, VisitOutcome.rejected, reason="empty", evidence="no text", removed={"navigation": 9})
    writer.deliver([Entry("rejects", b'{"r": 1}\n', reject)])
    writer.deliver([Entry("articles", b'{"n": 0}\n', result("/other", at(hours=6)))])
    writer.deliver([Entry("articles", b'{"n": 1}\n', result("/a", at(hours=6), final_url="https://news.test/b"))])
    (visit,) = [visit for visit in any_memory.list_due(SITE, at(hours=7)) if visit.candidate.url == URL]
    any_memory.note_unchanged(visit, at(hours=7), visit.validators)
    history = read_history(any_memory, path, URL)
    assert history is not None
    assert [look.outcome for look in history.looks] == ["rejected", "new", "not_modified"]
    first, second, third = history.looks
    assert first.detail == {"reason": "empty", "evidence": "no text", "removed": {"navigation": 9}}
    for look, name, line in ((first, "rejects.jsonl", b'{"r": 1}'), (second, "news.jsonl", b'{"n": 1}')):
        assert look.position is not None
        assert look.position.path == tmp_path / name
        assert look.position.path.read_bytes()[look.position.offset :].splitlines()[0] == line
    assert (second.version, second.final_url, second.validators.etag) == (1, "https://news.test/b", '"a"')
    assert (third.position, third.status) == (None, 304)
    assert history.article is not None
    assert (history.article.id, history.article.looked_at_by) == (digest(URL).hex(), URL)
    assert history.aliases == ("https://news.test/b",)


def test_looks_are_bounded_the_first_and_the_last_are_kept(any_memory: Store, path: Path) -> None:
    any_memory.note_poll(poll("/a"))
    any_memory.commit([], [(result("/a", START), None)])
    for hour in range(1, 3 * KEPT_VISITS):
        known = digest(URL)
        any_memory.commit([], [(result("/a", at(hours=hour), VisitOutcome.unchanged, known=known), None)])
    history = read_history(any_memory, path, URL)
    assert history is not None
    assert len(history.looks) == KEPT_VISITS
    assert [look.at - START for look in (history.looks[0], history.looks[-1])] == [
        timedelta(0),
        timedelta(hours=3 * KEPT_VISITS - 1),
    ]


def test_url_that_no_run_has_heard_of_has_no_history(any_memory: Store, path: Path) -> None:
    assert read_history(any_memory, path, "https://news.test/never") is None


def test_without_a_memory_there_is_nothing_to_tell(tmp_path: Path) -> None:
    with pytest.raises(MemoryFileError, match="no such file"):
        read_page_history(tmp_path / "memory.sqlite", URL)
