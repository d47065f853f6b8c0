"""A site is watched by one worker, and by the next where that one dies: against a real Redis."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from newscrawl.errors import RunFencedError
from newscrawl.fleet.connection import FleetConnection
from newscrawl.fleet.frontier import RedisFrontier
from newscrawl.fleet.settings import FleetSettings
from newscrawl.fleet.sites import Claim, RedisSites
from newscrawl.fleet.steps import FrontierSteps
from tests.fleet.test_frontier import die, live
from tests.redis_server import NEEDS_REDIS, serve_redis

pytestmark = NEEDS_REDIS


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[FleetConnection]:
    with serve_redis(tmp_path / "redis", appendfsync="no") as server:
        connection = FleetConnection(FleetSettings(url=server.url, worker="test"))
        yield connection
        connection.close()


def begin(connection: FleetConnection, session: int, crawl: str = "news") -> RedisSites:
    live(connection, session)
    sites = RedisSites(FrontierSteps(connection, crawl, session))
    sites.begin_round(0)
    return sites


def test_site_is_one_workers_until_it_is_done_with_it(connection: FleetConnection) -> None:
    first, second = begin(connection, 1), begin(connection, 2)
    assert second.claim("z") is Claim.ours
    assert first.claim("a") is Claim.ours
    assert first.claim("a") is Claim.ours
    assert second.claim("a") is Claim.taken
    second.release("a")
    assert second.claim("a") is Claim.taken, "only its owner leaves it"
    first.release("a")
    assert second.claim("a") is Claim.done


def test_worker_that_begins_later_does_again_what_was_done_before(connection: FleetConnection) -> None:
    first = begin(connection, 1)
    first.claim("a")
    first.release("a")
    time.sleep(0.005)
    second = begin(connection, 2)
    assert second.claim("a") is Claim.ours
    second.release("a")
    time.sleep(0.005)
    second.begin_round(recent=10)
    assert second.claim("a") is Claim.done
    second.begin_round(recent=0)
    assert second.claim("a") is Claim.ours


def test_site_of_a_dead_worker_goes_to_the_next_that_asks(connection: FleetConnection) -> None:
    first, second = begin(connection, 1), begin(connection, 2)
    first.claim("a")
    die(connection, 1)
    assert second.claim("a") is Claim.ours
    with pytest.raises(RunFencedError):
        first.claim("b")


def test_site_of_a_worker_that_left_is_not_done(connection: FleetConnection) -> None:
    first, second = begin(connection, 1), begin(connection, 2)
    first.claim("a")
    second.claim("z")
    RedisFrontier(FrontierSteps(connection, "news", 1)).leave({})
    die(connection, 1)
    assert second.claim("a") is Claim.ours


def test_worker_with_more_sites_leaves_the_next_to_one_that_has_none(connection: FleetConnection) -> None:
    first, second = begin(connection, 1), begin(connection, 2)
    assert [first.claim(name) for name in "abc"] == [Claim.ours] * 3
    assert second.claim("a") is Claim.taken
    assert first.claim("d") is Claim.taken
    assert second.claim("d") is Claim.ours
    assert second.claim("e") is Claim.ours
    assert first.claim("f") is Claim.ours


def test_site_is_one_workers_over_all_crawls_and_done_for_each(connection: FleetConnection) -> None:
    usual, backfill = begin(connection, 1, "news"), begin(connection, 2, "news-backfill")
    assert usual.claim("a") is Claim.ours
    assert backfill.claim("a") is Claim.taken
    usual.release("a")
    assert backfill.claim("a") is Claim.ours
