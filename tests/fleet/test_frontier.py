"""Requests are leased to one worker, hosts owned by one, and nothing is lost with a worker: against a real Redis."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from newscrawl.errors import RunFencedError
from newscrawl.fleet.connection import FleetConnection
from newscrawl.fleet.frontier import Lease, Nothing, RedisFrontier, WaitingRequest
from newscrawl.fleet.steps import FrontierSteps, to_milliseconds
from tests.redis_server import NEEDS_REDIS, RedisServer, connect_emptied, serve_redis

pytestmark = NEEDS_REDIS
REST = 0.2
Join = Callable[..., RedisFrontier]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RedisServer]:
    with serve_redis(tmp_path_factory.mktemp("redis"), appendfsync="no") as server:
        yield server


@pytest.fixture
def connection(server: RedisServer) -> Iterator[FleetConnection]:
    with connect_emptied(server) as connection:
        yield connection


@pytest.fixture
def join(connection: FleetConnection) -> Join:
    """Let a worker join a crawl."""

    def join(session: int, crawl: str = "crawl") -> RedisFrontier:
        live(connection, session)
        frontier = RedisFrontier(FrontierSteps(connection, crawl, session))
        frontier.join()
        return frontier

    return join


def live(connection: FleetConnection, session: int) -> None:
    """Let a session live."""
    connection.call(lambda client: client.zadd(connection.key("lives"), {str(session): 1}))


def die(connection: FleetConnection, session: int) -> None:
    """Declare a session dead, as `beat.lua` does."""
    connection.call(lambda client: client.zrem(connection.key("lives"), str(session)))


def make(key: str, host: str = "a.test", **more: Any) -> WaitingRequest:
    return WaitingRequest(key=key, host=host, request=b'{"url":"' + key.encode() + b'"}', **{"marks": key, **more})


def fill(frontier: RedisFrontier, *keys: str, host: str = "a.test", **more: Any) -> None:
    for key in keys:
        assert frontier.enqueue(make(key, host, **more))


def take(frontier: RedisFrontier, limit: int = 2) -> str | None:
    """Give the key of the request that a worker leases; None where it leases none."""
    lease = frontier.take(limit, REST)
    return lease.key if isinstance(lease, Lease) else None


def drain(frontier: RedisFrontier, limit: int = 100) -> list[str]:
    return [key for _ in range(limit) if (key := take(frontier, limit)) is not None]


def test_request_comes_back_as_it_went_in(join: Join) -> None:
    worker = join(1)
    text = '{"empty":[],"nothing":{},"n":1.0,"big":12345678901234567890123,"half":"\\ud800","t":"ü"}'.encode()
    worker.enqueue(WaitingRequest(key="k", host='ä "\n.test', request=text, marks="m"))
    assert worker.take(2, REST) == Lease("k", 'ä "\n.test', "m", text)


def test_higher_priority_goes_first_and_equals_in_their_order(join: Join) -> None:
    worker = join(1)
    fill(worker, "b1", "b2")
    fill(worker, "a1", "a2", priority=5)
    fill(worker, "c1", priority=-5)
    assert drain(worker) == ["a1", "a2", "b1", "b2", "c1"]


def test_waiting_leased_and_settled_requests_are_left_out(join: Join) -> None:
    worker = join(1)
    fill(worker, "k")
    assert not worker.enqueue(make("k"))
    assert take(worker) == "k"
    assert not worker.enqueue(make("k"))
    worker.settle("k", 0)
    assert not worker.enqueue(make("k"))
    assert worker.enqueue(make("k", is_filtered=False))
    assert not worker.enqueue(make("k", is_filtered=False))


def test_request_without_a_mark_is_never_seen(join: Join) -> None:
    worker = join(1)
    fill(worker, "k", marks="")
    take(worker)
    worker.settle("k", 0)
    assert worker.enqueue(make("k", marks=""))


def test_request_that_is_given_back_is_not_seen_and_goes_first(join: Join) -> None:
    worker = join(1)
    fill(worker, "a", "b")
    assert take(worker) == "a"
    assert worker.give_back("a", 0)
    assert drain(worker) == ["a", "b"]


def test_no_more_of_a_host_are_leased_than_the_limit_says(join: Join) -> None:
    worker = join(1)
    fill(worker, "a", "b", "c")
    assert [take(worker, 2) for _ in range(3)] == ["a", "b", None]
    worker.settle("a", 0)
    assert take(worker, 2) == "c"


def test_hosts_of_a_worker_take_turns(join: Join) -> None:
    worker = join(1)
    for host in ("a", "b"):
        fill(worker, *(f"{host}{number}" for number in range(4)), host=host)
    assert [take(worker, 1), take(worker, 1)] == ["a0", "b0"]
    taken = []
    for before in ("a0", "b0", "a1", "b1"):
        time.sleep(0.002)
        worker.settle(before, 0)
        taken.append(take(worker, 1))
    assert taken == ["a1", "b1", "a2", "b2"]


def test_second_request_of_a_host_goes_only_after_the_first_of_every_other(join: Join) -> None:
    worker = join(1)
    for host in ("a", "b", "c"):
        fill(worker, *(f"{host}{number}" for number in range(3)), host=host)
    assert [take(worker, 2) for _ in range(3)] == ["a0", "b0", "c0"]
    assert sorted(str(take(worker, 2)) for _ in range(3)) == ["a1", "b1", "c1"]
    assert take(worker, 2) is None
    worker.settle("b0", 0)
    worker.settle("b1", 0)
    fill(worker, "d0", host="d")
    assert [take(worker, 2) for _ in range(3)] == ["b2", "d0", None]


def test_host_is_asked_by_one_worker_until_that_one_is_done_with_it(join: Join) -> None:
    first, second = join(1), join(2)
    fill(first, "a", "b")
    assert take(first, 1) == "a"
    assert take(second) is None
    first.settle("a", 0)
    assert take(second) is None
    assert take(first, 1) == "b"
    first.settle("b", 0)
    fill(first, "c")
    assert take(second) == "c"


def test_next_owner_waits_until_the_hosts_rest_is_over(join: Join) -> None:
    first, second = join(1), join(2)
    fill(first, "a")
    take(first)
    first.settle("a", 0.3)
    fill(second, "b")
    nothing = second.take(2, REST)
    assert isinstance(nothing, Nothing)
    assert 0.1 < nothing.seconds <= 0.3
    time.sleep(nothing.seconds)
    assert take(second) == "b"


def test_host_that_two_crawls_want_is_asked_by_one_of_them_at_a_time(join: Join) -> None:
    first, second = join(1, "one"), join(2, "two")
    fill(first, "a", "b")
    fill(second, "c")
    assert take(first, 1) == "a"
    assert take(second) is None
    assert take(first, 1) is None, "the turn passes where another crawl waits"
    first.settle("a", 0)
    time.sleep(0.55)
    assert take(second) == "c"
    assert take(first) is None


def test_what_a_dead_worker_held_goes_first_and_its_host_rests_before(
    join: Join, connection: FleetConnection
) -> None:
    first, second = join(1), join(2)
    fill(first, "x", "a", "b", "c")
    take(first, 1)
    first.settle("x", 0.3)
    assert [take(first), take(first)] == ["a", "b"]
    die(connection, 1)
    assert take(second) is None
    time.sleep(0.31)
    assert sorted([str(take(second)), str(take(second))]) == ["a", "b"]


def test_dead_worker_can_do_nothing_any_more(join: Join, connection: FleetConnection) -> None:
    first, second = join(1), join(2)
    fill(first, "a")
    take(first)
    die(connection, 1)
    time.sleep(REST + 0.01)
    take(second)
    time.sleep(REST + 0.01)
    assert take(second) == "a"
    assert not first.settle("a", 0)
    with pytest.raises(RunFencedError, match="took this worker for dead"):
        first.take(2, REST)
    with pytest.raises(RunFencedError):
        first.enqueue(make("b"))
    assert second.settle("a", 0)


def test_host_of_a_worker_that_died_before_it_said_anything_rests_as_long_as_hosts_do(
    join: Join, connection: FleetConnection
) -> None:
    first, second = join(1), join(2)
    fill(first, "a")
    take(first)
    die(connection, 1)
    assert take(second) is None
    time.sleep(REST + 0.01)
    assert take(second) == "a"


def test_successor_takes_the_place_of_its_leased_request_in_one_step(join: Join) -> None:
    worker = join(1)
    fill(worker, "a")
    take(worker)
    assert worker.enqueue(make("a", is_filtered=False), former="a")
    assert take(worker) == "a"
    assert worker.enqueue(make("b", "b.test", marks="a", is_filtered=False), former="a")
    assert worker.count_open(None) == 1
    assert take(worker) == "b"
    worker.settle("b", 0)
    assert not worker.enqueue(make("a"))
    assert worker.enqueue(make("b", "b.test"))


def test_successor_of_a_lost_lease_is_left_out(join: Join, connection: FleetConnection) -> None:
    first, second = join(1), join(2)
    fill(first, "a")
    take(first)
    die(connection, 1)
    take(second)
    time.sleep(REST + 0.01)
    assert take(second) == "a"
    live(connection, 1)
    assert not first.enqueue(make("a", is_filtered=False), former="a")
    assert second.settle("a", 0)


def test_request_that_is_due_later_waits_for_its_time(join: Join) -> None:
    worker = join(1)
    fill(worker, "a", delay=0.2)
    assert take(worker) is None
    assert (worker.count_open(None), worker.count_open(0), worker.count_open(1)) == (1, 0, 1)
    time.sleep(0.21)
    assert take(worker) == "a"
    worker.give_back("a", 0, 0.2)
    assert take(worker) is None
    time.sleep(0.21)
    assert take(worker) == "a"


def test_worker_that_leaves_gives_all_back_and_its_hosts_rest(join: Join) -> None:
    first, second = join(1), join(2)
    fill(first, "a", "b")
    take(first)
    first.leave({"a.test": 0.2})
    assert take(second) is None
    time.sleep(0.21)
    assert take(second) == "a"


def test_call_that_is_sent_twice_is_done_once(join: Join, connection: FleetConnection) -> None:
    worker = join(1)
    fill(worker, "a", "b")
    steps = FrontierSteps(connection, "crawl", 1)
    again = FrontierSteps(connection, "crawl", 1)
    steps._calls = iter([77])  # type: ignore[assignment]
    again._calls = iter([77])  # type: ignore[assignment]
    first, second = steps.run("take", 5, 0), again.run("take", 5, 0)
    assert first == second
    assert take(worker, 5) == "b"


def test_worker_that_joins_gets_a_host_of_one_that_has_several(join: Join) -> None:
    first, second = join(1), join(2)
    for host in ("a.test", "b.test", "c.test"):
        fill(first, *(f"{host}{number}" for number in range(9)), host=host)
    held = [take(first, 1) for _ in range(3)]
    assert None not in held
    assert take(second) is None
    assert take(first, 1) is None
    for key in held:
        first.settle(str(key), 0)
        take(first, 1)
    assert take(second) is not None


def test_worker_leaves_hosts_to_others_that_stand_idle(join: Join) -> None:
    workers = [join(number) for number in range(3)]
    assert [take(worker) for worker in workers] == [None] * 3
    for number in range(6):
        fill(workers[0], f"k{number}", host=f"h{number}.test")
    assert [take(workers[0]) is not None for _ in range(3)] == [True, True, False]
    assert [take(workers[1]) is not None for _ in range(3)] == [True, True, False]
    assert [take(workers[2]) is not None for _ in range(3)] == [True, True, False]


def test_milliseconds_are_never_too_few() -> None:
    assert [to_milliseconds(seconds) for seconds in (0, 0.0001, 1.0, 1.0001)] == [0, 1, 1000, 1001]
