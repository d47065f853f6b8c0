"""Requests that wait in the worker go to hosts that are its own, and the hosts are handed on."""

from __future__ import annotations

import time
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from scrapy import Request
from scrapy.settings import Settings

from newscrawl.fleet.connection import FleetConnection
from newscrawl.fleet.frontier import RedisFrontier
from newscrawl.fleet.hosts import RedisHosts
from newscrawl.fleet.steps import FrontierSteps
from newscrawl.scheduling.own_queue import OwnQueue
from tests.redis_server import NEEDS_REDIS, RedisServer, connect_emptied, serve_redis

pytestmark = NEEDS_REDIS
DELAY = 0.2


class Engine:
    """What the queue asks of an engine: under way is what the test says."""

    def __init__(self) -> None:
        self.at_work: list[Request] = []

    def is_under_way(self, request: Request) -> bool:
        return request in self.at_work


class Worker:
    """A queue, and the engine that it serves."""

    def __init__(self, connection: FleetConnection, session: int) -> None:
        connection.call(lambda client: client.zadd(connection.key("lives"), {str(session): 1}))
        self.engine = Engine()
        downloader = SimpleNamespace(slots={}, get_slot_key=lambda request: request.url.split("/")[2])
        crawler: Any = SimpleNamespace(
            settings=Settings(
                {"DOWNLOAD_DELAY": DELAY, "DOWNLOAD_DELAY_JITTER": 0.0, "CONCURRENT_REQUESTS_PER_DOMAIN": 1}
            ),
            engine=SimpleNamespace(downloader=downloader),
            get_downloader_middleware=lambda kind: None,
        )
        steps = FrontierSteps(connection, "crawl", session)
        self.queue = OwnQueue(crawler, RedisFrontier(steps), RedisHosts(steps), self.engine)  # type: ignore[arg-type]
        self.queue.open()

    def push(self, *urls: str, priority: int = 0) -> None:
        for url in urls:
            self.queue.push(Request(f"https://{url}", priority=priority, dont_filter=True))

    def take(self) -> str | None:
        """Begin with a request, if one may go."""
        taken = self.queue.pop()
        if isinstance(taken, float):
            return None
        self.engine.at_work.append(taken)
        return taken.url.removeprefix("https://")

    def finish(self, *urls: str) -> None:
        """Be done with requests."""
        self.engine.at_work = [
            request for request in self.engine.at_work if request.url.removeprefix("https://") not in urls
        ]
        self.queue.settle()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RedisServer]:
    with serve_redis(tmp_path_factory.mktemp("redis"), appendfsync="no") as server:
        yield server


@pytest.fixture
def connection(server: RedisServer) -> Iterator[FleetConnection]:
    with connect_emptied(server) as connection:
        yield connection


@pytest.fixture
def workers(connection: FleetConnection) -> tuple[Worker, Worker]:
    return Worker(connection, 1), Worker(connection, 2)


@pytest.fixture
def now(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The worker's clock, which stands still until a test moves it."""
    clock = [100.0]
    monkeypatch.setattr("newscrawl.scheduling.own_queue.monotonic", lambda: clock[0])
    return clock


def test_hosts_take_turns_and_priority_goes_first(workers: tuple[Worker, Worker]) -> None:
    worker, _ = workers
    worker.push("a.test/1", "a.test/2", "b.test/1", "b.test/2")
    worker.push("b.test/first", priority=10)
    assert [worker.take() for _ in range(5)] == ["a.test/1", "b.test/first", "a.test/2", "b.test/1", None]
    worker.finish("b.test/first")
    assert worker.take() == "b.test/2"


def test_host_of_another_worker_is_left_alone_until_its_delay_is_over(
    workers: tuple[Worker, Worker], now: list[float]
) -> None:
    first, second = workers
    first.push("a.test/1")
    second.push("a.test/2", "b.test/1")
    assert first.take() == "a.test/1"
    assert [second.take(), second.take()] == ["b.test/1", None]
    first.finish("a.test/1")
    now[0] += 0.6
    assert second.take() is None
    time.sleep(DELAY + 0.01)
    now[0] += DELAY + 0.01
    assert second.take() == "a.test/2"
    assert first.queue.count_open(0) == 0


def test_host_is_handed_on_though_its_owner_has_more(workers: tuple[Worker, Worker], now: list[float]) -> None:
    first, second = workers
    first.push(*(f"a.test/{number}" for number in range(9)))
    second.push("a.test/other")
    assert [first.take(), first.take(), first.take()] == ["a.test/0", "a.test/1", None]
    assert second.take() is None
    now[0] += 2
    first.finish("a.test/0")
    assert first.take() is None
    first.finish("a.test/1")
    time.sleep(DELAY + 0.01)
    assert second.take() == "a.test/other"
    assert first.take() is None


def test_worker_that_leaves_leaves_its_hosts(workers: tuple[Worker, Worker], now: list[float]) -> None:
    first, second = workers
    first.push("a.test/1", "a.test/2")
    first.take()
    first.queue.close()
    second.push("a.test/3")
    assert second.take() is None
    time.sleep(DELAY + 0.01)
    now[0] += 1
    assert second.take() == "a.test/3"
