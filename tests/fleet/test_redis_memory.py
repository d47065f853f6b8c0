"""The memory of a fleet with many runs at once: pages to one of them each, nothing from the dead, nothing twice."""

from __future__ import annotations

import os
import threading
import time
from collections import Counter
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import redis

from newscrawl.delivery.journal import OutputState
from newscrawl.discovery.candidate import Source, SourceKind
from newscrawl.errors import RunFencedError, ServerRefusedError
from newscrawl.fleet import redis_memory
from newscrawl.fleet.redis_memory import PORTION, RedisMemory
from newscrawl.fleet.transaction import Transaction
from newscrawl.memory.outcomes import VisitOutcome
from newscrawl.memory.protocol import Validators
from tests.memory.conftest import FEED, SITE, START, at, digest, open_redis_run, poll, result
from tests.redis_server import NEEDS_REDIS, RedisServer, serve_redis

pytestmark = NEEDS_REDIS
Open = Callable[..., RedisMemory]


@pytest.fixture
def open_worker(redis_server: RedisServer, tmp_path: Path) -> Open:
    """Begin a run of a worker of one crawl; where it has one already, that one is dead then."""
    prefix = f"test{os.urandom(4).hex()}"

    def open_worker(worker: str, now: datetime = START) -> RedisMemory:
        return open_redis_run(redis_server.url, prefix, tmp_path, now, worker)

    return open_worker


def urls(visits: Any) -> list[str]:
    return [visit.candidate.url.removeprefix("https://news.test") for visit in visits]


def count_days(memory: RedisMemory) -> dict[bytes, bytes]:
    """Give what was counted on the first day of the one site there is."""
    (site,) = memory.connection.call(lambda client: client.hvals(memory.connection.key("sites")))
    key = memory.connection.key("day", int(site), int(START.timestamp()) // 86_400)
    counted: dict[bytes, bytes] = memory.connection.call(lambda client: client.hgetall(key))
    return counted


def test_begun_run_takes_nothing_from_one_that_lives(open_worker: Open) -> None:
    first = open_worker("a")
    first.note_poll(poll("/a", "/b"))
    second = open_worker("b", at(minutes=5))
    assert urls(second.list_due(SITE, at(minutes=5))) == []
    assert second.note_poll(poll("/a", "/b", now=at(minutes=5))) == []
    first.commit([], [(result("/a", START), None)])
    first.end_run(at(minutes=6), 0)
    assert urls(second.list_due(SITE, at(minutes=7))) == ["/b"]


def test_what_a_dead_run_had_in_flight_is_given_to_another_and_comes_last(open_worker: Open) -> None:
    dead = open_worker("a")
    dead.note_poll(poll("/killer"))
    open_worker("a", at(minutes=1)).end_run(at(minutes=1), 0)
    other = open_worker("b", at(minutes=15))
    other.note_poll(poll("/later", now=at(minutes=15)))
    other.end_run(at(minutes=16), 0)
    assert urls(other.list_due(SITE, at(minutes=30))) == ["/later", "/killer"]


def test_what_a_worker_held_that_never_comes_back_is_found_by_whoever_begins_next(
    redis_server: RedisServer, tmp_path: Path
) -> None:
    def begin(worker: str, minutes: float) -> RedisMemory:
        return open_redis_run(redis_server.url, tmp_path.name, tmp_path, at(minutes=minutes), worker, lease_seconds=1)

    begin("a", 0).note_poll(poll("/a"))
    assert urls(begin("b", 1).list_due(SITE, at(minutes=1))) == []
    time.sleep(1.1)
    assert urls(begin("c", 2).list_due(SITE, at(minutes=2))) == ["/a"]


def test_what_a_run_could_not_give_back_at_its_end_is_given_again(open_worker: Open) -> None:
    memory = open_worker("a")
    memory.note_poll(poll("/a"))
    memory.heartbeat.leave()
    assert urls(open_worker("b", at(minutes=1)).list_due(SITE, at(minutes=1))) == ["/a"]


def test_page_that_another_worker_delivers_is_in_flight_no_more(open_worker: Open) -> None:
    taker, deliverer = open_worker("a"), open_worker("b")
    taker.note_poll(poll("/a"))
    deliverer.commit([], [(result("/a", START), None)])
    taker.end_run(at(minutes=1), 0)
    assert urls(deliverer.list_due(SITE, at(minutes=30))) == []
    assert urls(deliverer.list_due(SITE, at(hours=1))) == ["/a"]


@pytest.mark.parametrize(
    "step",
    [
        lambda memory: memory.commit([], [(result("/a", at(minutes=2)), None)]),
        lambda memory: memory.note_poll(poll("/b", now=at(minutes=2))),
        lambda memory: list(memory.list_due(SITE, at(minutes=2))),
    ],
    ids=["commit", "poll", "take"],
)
def test_dead_run_changes_nothing_any_more(open_worker: Open, step: Callable[[RedisMemory], Any]) -> None:
    dead = open_worker("a")
    dead.note_poll(poll("/a"))
    next_one = open_worker("a", at(minutes=1))
    with pytest.raises(RunFencedError, match="took this worker for dead"):
        step(dead)
    assert next_one.find_article(digest("https://news.test/a")) is None
    assert urls(next_one.list_due(SITE, at(minutes=3))) == ["/a"]


def test_files_belong_to_one_worker_and_outlive_its_runs(open_worker: Open, tmp_path: Path) -> None:
    state = OutputState(kind="articles", path=tmp_path / "news.jsonl", offset=100, tail="0123456789abcdef")
    first = open_worker("a")
    first.commit([state], [(result("/a", START), None)])
    assert open_worker("b").read_open_outputs() == []
    assert open_worker("b").find_output(state.path) is None
    again = open_worker("a", at(minutes=1))
    assert again.read_open_outputs() == [state]
    closed = OutputState(kind="articles", path=state.path, offset=100, tail=state.tail, is_open=False)
    again.commit([closed], ())
    assert again.read_open_outputs() == []
    assert again.find_output(state.path) == closed


def test_long_poll_is_taken_over_in_portions_and_counts_as_one(open_worker: Open) -> None:
    memory, paths = open_worker("a"), [f"/{number}" for number in range(2 * PORTION + 7)]
    named = [Source(url=f"https://news.test/map{n}.xml", kind=SourceKind.sitemap) for n in range(PORTION + 1)]
    assert urls(memory.note_poll(poll(*paths, sources=named))) == paths
    counts = count_days(memory)
    assert (counts[b"polls"], counts[b"found"]) == (b"1", str(len(paths)).encode())
    assert [state.source for state in memory.list_sources(SITE)] == [FEED, *named]
    assert memory.note_poll(poll(*paths, now=at(hours=1))) == []


def test_poll_that_was_broken_off_hides_nothing(open_worker: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    memory, paths = open_worker("a"), [f"/{number}" for number in range(PORTION + 7)]

    def break_off(tables: object, poll: object, new_count: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(redis_memory, "note_source", break_off)
    with pytest.raises(KeyboardInterrupt):
        memory.note_poll(poll(*paths))
    monkeypatch.undo()
    again = open_worker("a", at(minutes=15))
    (state,) = again.list_sources(SITE)
    assert (state.validators, state.last_polled, state.is_due(at(minutes=15))) == (Validators(), None, True)
    assert sorted(urls(again.list_due(SITE, at(minutes=15)))) == sorted(paths)


@pytest.mark.parametrize("error", [redis.WatchError, redis.ConnectionError])
def test_step_whose_answer_was_lost_is_not_done_twice(
    open_worker: Open, monkeypatch: pytest.MonkeyPatch, error: type[Exception]
) -> None:
    memory = open_worker("a")
    memory.note_poll(poll("/a"))
    send, lost = Transaction.send, []

    def send_and_lose(transaction: Transaction) -> None:
        send(transaction)
        if not lost:
            lost.append(True)
            raise error("the connection broke")

    monkeypatch.setattr(Transaction, "send", send_and_lose)
    memory.commit([], [(result("/a", START), None)])
    assert lost
    assert count_days(memory)[b"articles"] == b"1"
    assert urls(memory.note_poll(poll("/b", now=at(minutes=1)))) == ["/b"]


def test_answer_that_was_lost_to_a_taker_is_given_again(
    open_worker: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    memory = open_worker("a")
    memory.note_poll(poll("/a", "/b"))
    memory.end_run(START, 0)
    run, lost = redis.Redis.eval, []

    def eval_and_lose(client: redis.Redis, script: str, *arguments: Any) -> Any:
        answer = run(client, script, *arguments)
        if "the most to take" in script and not lost:
            lost.append(True)
            raise redis.ConnectionError("the connection broke")
        return answer

    monkeypatch.setattr(redis.Redis, "eval", eval_and_lose)
    assert urls(memory.list_due(SITE, at(minutes=1))) == ["/a", "/b"]
    assert lost


def test_server_that_lost_what_it_confirmed_is_found_out(tmp_path: Path) -> None:
    with serve_redis(tmp_path / "redis", appendonly="no") as server:
        memory = open_redis_run(server.url, "p", tmp_path, START)
        memory.connection.call(lambda client: client.save())
        memory.note_poll(poll("/a"))
        server.restart()
        with pytest.raises(RunFencedError, match="has lost what it had confirmed"):
            memory.commit([], [(result("/a", START), None)])
        server.kill()
        (server.folder / "dump.rdb").unlink()
        server.start()
        with pytest.raises(RunFencedError, match="knows nothing of this run"):
            memory.commit([], [(result("/a", START), None)])


def test_memory_of_a_newscrawl_with_other_rows_is_refused(open_worker: Open) -> None:
    memory = open_worker("a")
    memory.connection.call(lambda client: client.set(memory.connection.key("form"), 2))
    with pytest.raises(ServerRefusedError, match=r"another newscrawl \(form 2; this one knows 1\)"):
        open_worker("b")


def run_at_once(*steps: Callable[[], None]) -> None:
    """Run steps in threads; an error in any of them fails the test."""
    errors: list[BaseException] = []

    def run(step: Callable[[], None]) -> None:
        try:
            step()
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=run, args=(step,)) for step in steps]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert errors == []


def test_every_due_page_goes_to_one_of_many_takers(open_worker: Open) -> None:
    finder = open_worker("finder")
    finder.note_poll(poll(*(f"/{number}" for number in range(900))))
    finder.end_run(START, 0)
    workers = [open_worker(name) for name in "abcd"]
    taken: list[list[str]] = [[] for _ in workers]

    def take(place: int) -> None:
        taken[place] = urls(workers[place].list_due(SITE, at(minutes=1)))

    run_at_once(*(lambda place=place: take(place) for place in range(len(workers))))  # type: ignore[misc]
    assert Counter(url for urls in taken for url in urls) == Counter(f"/{number}" for number in range(900))


def test_workers_that_write_the_same_rows_at_once_lose_nothing(open_worker: Open) -> None:
    workers = [open_worker(name) for name in "abcd"]
    rounds = 25

    def deliver(place: int) -> None:
        for number in range(rounds):
            path, now = f"/{place}-{number}", at(minutes=number)
            workers[place].note_poll(poll(path, now=now, fault="not well formed"))
            failed = result("/shared", now, VisitOutcome.failed, reason="timeout")
            workers[place].commit([], [(result(path, now), None), (failed, None)])

    run_at_once(*(lambda place=place: deliver(place) for place in range(len(workers))))  # type: ignore[misc]
    counts = count_days(workers[0])
    assert [counts[name] for name in (b"polls", b"found", b"articles", b"failed")] == [b"100"] * 4
    assert workers[0].count_failures("https://news.test/shared") == 100
    assert [source.faults for source in workers[0].read_history(SITE, START).sources] == [100]
    expected = {f"https://news.test/{place}-{number}" for place in range(len(workers)) for number in range(rounds)}
    found = [workers[0].find_article(digest(url)) for url in expected]
    assert {article.page_url for article in found if article is not None} == expected


def test_commits_go_on_over_a_restart_of_the_server_each_of_them_once(tmp_path: Path) -> None:
    with serve_redis(tmp_path / "redis") as server:
        memory = open_redis_run(server.url, "p", tmp_path, START)
        restarting = threading.Timer(0.1, lambda: server.restart(away_seconds=0.3))
        restarting.start()
        count = 0
        while count < 50 or restarting.is_alive():
            memory.commit([], [(result(f"/{count}", START), None)])
            count += 1
        memory.commit([], [(result("/last", START), None)])
        assert count_days(memory)[b"articles"] == b"%d" % (count + 1)
        memory.heartbeat.beat()


def test_record_is_claimed_by_one_worker_until_it_is_delivered_or_the_worker_ends(open_worker: Open) -> None:
    first, second = open_worker("a"), open_worker("b")
    story = digest("https://news.test/a")
    assert (first.claim(story, 1), second.claim(story, 1), first.claim(story, 1)) == (True, False, True)
    assert second.claim(story, 2)
    first.commit([], [(result("/a", START), None)])
    assert not second.claim(story, 1)
    other = digest("https://news.test/b")
    assert first.claim(other, 1)
    open_worker("a", at(minutes=1))  # so the first run is dead
    assert second.claim(other, 1)
