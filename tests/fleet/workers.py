"""Workers of a fleet in processes of their own, for tests: started with a server of Redis, waited for, counted."""

from __future__ import annotations

import json
import subprocess
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import redis

from tests.conftest import QUICK, Loopback, crawl_command, crawl_environment
from tests.redis_server import RedisServer


def join(server: RedisServer, **settings: str) -> dict[str, str]:
    """Give the settings of a worker."""
    shared = {
        "NEWSCRAWL_REDIS_URL": server.url,
        "NEWSCRAWL_MEMORY": "out/memory.sqlite",
        "LOG_LEVEL": "WARNING",
        "NEWSCRAWL_CONTACT": "a@b.test",
    }
    return {**QUICK, **shared, "DOWNLOAD_DELAY": "0.1", **settings}


def start(folder: Path, spider: str, settings: dict[str, str], **arguments: str) -> subprocess.Popen[bytes]:
    """Start a crawl in a folder."""
    folder.mkdir(exist_ok=True)
    command = crawl_command(spider, settings=settings, **arguments)
    return subprocess.Popen(command, cwd=folder, env=crawl_environment(), stderr=subprocess.PIPE)


def wait_for_lines(worker: subprocess.Popen[bytes], folder: Path, count: int) -> None:
    """Wait until a worker has written so many lines."""
    path, end = folder / "out/article.jsonl", time.monotonic() + 30
    while not path.exists() or path.read_bytes().count(b"\n") < count:
        assert worker.poll() is None, worker.communicate()
        assert time.monotonic() < end, "no line came"
        time.sleep(0.02)


def end(worker: subprocess.Popen[bytes]) -> tuple[int, str]:
    """Wait for a worker's end; give its exit code and what it said."""
    _, said = worker.communicate(timeout=60)
    return worker.returncode, said.decode()


def wait_for_requests(worker: subprocess.Popen[bytes], loopback: Loopback) -> None:
    """Wait until a worker has asked for something."""
    end = time.monotonic() + 30
    while not loopback.seen:
        assert worker.poll() is None, worker.communicate()
        assert time.monotonic() < end, "nothing was asked for"
        time.sleep(0.02)


@contextmanager
def failing(server: RedisServer, failure: str) -> Iterator[None]:
    """Let the server be away, or full."""
    if failure == "away":
        server.kill()
        yield
        server.start()
        return
    with redis.Redis.from_url(server.url) as client:
        client.config_set("maxmemory", 1)
        yield
        client.config_set("maxmemory", 0)


def count_titles(*folders: Path) -> Counter[str]:
    """Count the articles in the joined output; a torn line fails the test."""
    titles: Counter[str] = Counter()
    for folder in folders:
        path = folder / "out/article.jsonl"
        text = path.read_bytes() if path.exists() else b""
        assert text == b"" or text.endswith(b"\n")
        titles.update(json.loads(line)["title"] for line in text.splitlines())
    return titles
