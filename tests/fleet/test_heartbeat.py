"""Two living workers never have one name, a silent one is dead for good, and a restarted server kills nobody."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from newscrawl.errors import LockedError, RunFencedError
from newscrawl.fleet.heartbeat import Heartbeat
from tests.fleet.conftest import Connect
from tests.redis_server import NEEDS_REDIS, RedisServer

pytestmark = NEEDS_REDIS
SHORT = {"NEWSCRAWL_LEASE_SECONDS": 1}


def begin(connect: Connect, worker: str, lock_path: Path | None = None, **settings: object) -> Heartbeat:
    """Join as a worker."""
    heartbeat = Heartbeat(connect(worker, **settings), lock_path)
    heartbeat.join(f"run-of-{worker}")
    return heartbeat


def test_every_run_has_a_number_of_its_own(connect: Connect) -> None:
    runs = [begin(connect, worker) for worker in ("a", "b", "c")]
    runs[0].leave()
    assert len({run.run_id for run in [*runs, begin(connect, "a")]}) == 4


def test_second_worker_of_a_name_is_refused_while_the_first_lives(connect: Connect) -> None:
    first = begin(connect, "a", **SHORT)
    with pytest.raises(LockedError, match=r"run run-of-a; if it is dead, it counts as such in \d s"):
        begin(connect, "a", **SHORT)
    time.sleep(1.1)
    second = begin(connect, "a", **SHORT)
    assert second.left == first.run_id
    with pytest.raises(RunFencedError, match="took this worker for dead"):
        first.beat()


def test_worker_that_ended_leaves_its_name_free(connect: Connect) -> None:
    begin(connect, "a").leave()
    assert begin(connect, "a").left is None


def test_worker_that_died_is_followed_at_once_in_the_same_place(connect: Connect, tmp_path: Path) -> None:
    lock = tmp_path / "worker.lock"
    lock.touch()
    first = begin(connect, "a", lock)
    second = begin(connect, "a", lock)
    assert second.left == first.run_id
    with pytest.raises(RunFencedError):
        first.beat()
    assert second.beat() == []


def test_signs_of_life_keep_a_worker_alive_and_their_lack_kills_it(connect: Connect) -> None:
    silent, living = begin(connect, "a", **SHORT), begin(connect, "b", **SHORT)
    found = []
    for _ in range(8):
        time.sleep(0.2)
        found += living.beat()
    assert found == [silent.run_id]
    with pytest.raises(RunFencedError):
        silent.beat()


def test_restarted_server_gives_everyone_a_lease_more(connect: Connect, redis_server: RedisServer) -> None:
    late, living = begin(connect, "a", **SHORT), begin(connect, "b", **SHORT)
    redis_server.restart(away_seconds=1.1)
    assert living.beat() == []
    assert late.beat() == []


def test_run_that_the_server_forgot_is_told_so(connect: Connect) -> None:
    heartbeat = begin(connect, "a")
    heartbeat.connection.call(lambda client: client.flushdb())
    with pytest.raises(RunFencedError, match="without its append-only file"):
        heartbeat.beat()
