"""What the tests of a fleet share: a server for each file of tests, and a prefix of its own for each test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count
from typing import Any

import pytest

from newscrawl.fleet.connection import FleetConnection
from newscrawl.fleet.settings import read_fleet_settings
from tests.redis_server import RedisServer, serve_redis

Connect = Callable[..., FleetConnection]
_NUMBERS = count()


@pytest.fixture(scope="module")
def redis_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RedisServer]:
    """A server."""
    with serve_redis(tmp_path_factory.mktemp("redis")) as server:
        yield server


@pytest.fixture
def connect(redis_server: RedisServer) -> Iterator[Connect]:
    """Open connections of one crawl, by the worker's name and settings."""
    prefix, opened = f"test{next(_NUMBERS)}", []

    def open_connection(worker: str = "w1", **settings: Any) -> FleetConnection:
        values = {
            "NEWSCRAWL_REDIS_URL": redis_server.url,
            "NEWSCRAWL_REDIS_PREFIX": prefix,
            "NEWSCRAWL_FLEET_WORKER": worker,
            **settings,
        }
        read = read_fleet_settings(values)
        assert read is not None
        opened.append(FleetConnection(read))
        return opened[-1]

    yield open_connection
    for connection in opened:
        connection.close()
