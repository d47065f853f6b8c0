"""What the tests of shared crawls start: a Redis, and a site on loopback."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import Loopback
from tests.redis_server import RedisServer, serve_redis


@pytest.fixture
def redis(tmp_path: Path) -> Iterator[RedisServer]:
    with serve_redis(tmp_path / "redis", appendfsync="no") as server:
        yield server


@pytest.fixture
def site() -> Iterator[Loopback]:
    server = Loopback()
    yield server
    server.stop()
