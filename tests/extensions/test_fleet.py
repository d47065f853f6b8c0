"""A run joins its fleet once, holds the lock of its folder, says when its clock is wrong, and leaves last."""

from __future__ import annotations

import logging
import signal
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from scrapy.crawler import CrawlerProcessBase
from scrapy.exceptions import NotConfigured
from scrapy.settings import Settings

from newscrawl import clock
from newscrawl.errors import LockedError, ServerRefusedError
from newscrawl.extensions import fleet
from newscrawl.extensions.fleet import FleetMember, is_stop_asked, join_fleet
from newscrawl.fleet.server_check import LEAST_VERSION, read_version
from tests.redis_server import NEEDS_REDIS, RedisServer, serve_redis

pytestmark = NEEDS_REDIS
REACTOR = "twisted.internet.reactor"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RedisServer]:
    with serve_redis(tmp_path_factory.mktemp("redis")) as server:
        yield server


@pytest.fixture
def worker(crawler: SimpleNamespace, server: RedisServer, tmp_path: Path) -> SimpleNamespace:
    """A crawl whose settings name the server."""
    values = {
        "NEWSCRAWL_REDIS_URL": server.url,
        "NEWSCRAWL_REDIS_PREFIX": tmp_path.name,
        "NEWSCRAWL_FLEET_FOLDER": str(tmp_path),
        "NEWSCRAWL_CRAWL_ID": "first",
    }
    crawler.settings = Settings(values)
    return crawler


def leave(crawler: SimpleNamespace) -> None:
    member = join_fleet(crawler)
    assert member is not None
    member.engine_stopped()


def test_all_parts_of_a_crawl_share_one_membership(worker: SimpleNamespace) -> None:
    had_reactor = REACTOR in sys.modules
    member = FleetMember.from_crawler(worker)
    assert join_fleet(worker) is member
    assert member.heartbeat.run_id == 1
    leave(worker)
    assert (REACTOR in sys.modules) == had_reactor  # the run makes it itself, when it begins


def test_crawl_that_names_no_server_is_of_no_fleet(crawler: SimpleNamespace) -> None:
    assert join_fleet(crawler) is None
    with pytest.raises(NotConfigured):
        FleetMember.from_crawler(crawler)


def test_folder_has_one_worker_until_that_one_leaves(worker: SimpleNamespace) -> None:
    other = SimpleNamespace(settings=worker.settings, signals=worker.signals, spider=None)
    join_fleet(worker)
    with pytest.raises(LockedError, match="run first"):
        join_fleet(other)
    leave(worker)
    assert join_fleet(other) is not None
    leave(other)


@pytest.mark.parametrize(
    ("ahead", "said"), [(0, ""), (3600, "3600 seconds ahead of"), (-3600, "3600 seconds behind")]
)
def test_clock_that_is_far_from_the_servers_is_told_of(
    worker: SimpleNamespace,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    ahead: int,
    said: str,
) -> None:
    now = clock.tell_now() + timedelta(seconds=ahead)
    monkeypatch.setattr(fleet, "tell_now", lambda: now)
    with caplog.at_level(logging.WARNING):
        join_fleet(worker)
    assert (said in caplog.text) if said else caplog.text == ""
    leave(worker)


def test_first_signal_is_seen_while_the_reactor_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not is_stop_asked()
    monkeypatch.setattr(signal, "getsignal", lambda number: CrawlerProcessBase._signal_shutdown)
    assert not is_stop_asked()
    monkeypatch.setattr(signal, "getsignal", lambda number: CrawlerProcessBase._signal_kill)
    assert is_stop_asked()


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"maxmemory": "50mb", "maxmemory_policy": "allkeys-lru"}, "throws data away when it is full"),
        ({"maxmemory": "50mb", "maxmemory_policy": "noeviction"}, ""),
        ({"maxmemory_policy": "allkeys-lru"}, ""),
    ],
)
def test_server_that_throws_data_away_is_refused(
    worker: SimpleNamespace, tmp_path: Path, options: dict[str, str], said: str
) -> None:
    with serve_redis(tmp_path / "redis", **options) as own:
        worker.settings.set("NEWSCRAWL_REDIS_URL", own.url)
        if said:
            with pytest.raises(ServerRefusedError, match=said):
                join_fleet(worker)
        else:
            join_fleet(worker)
            leave(worker)


def test_server_without_an_append_only_file_is_told_of(
    worker: SimpleNamespace, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with serve_redis(tmp_path / "redis", appendonly="no") as own:
        worker.settings.set("NEWSCRAWL_REDIS_URL", own.url)
        join_fleet(worker)
        leave(worker)
    assert "keeps no append-only file" in caplog.text


@pytest.mark.parametrize(("version", "is_enough"), [("5.0.14", False), ("6.2.0", True), ("10.1", True), ("", True)])
def test_version_of_a_server_is_read(version: str, is_enough: bool) -> None:
    assert (read_version(version) >= LEAST_VERSION) == is_enough
