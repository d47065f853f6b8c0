"""A worker that watches sites, and a server that fails: nothing that was delivered is lost, nothing comes twice, and
the exit code says why the run ended.
"""

from __future__ import annotations

import subprocess
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import Answer, Loopback, html, story
from tests.fleet.workers import count_titles, end, failing, join, start, wait_for_lines, wait_for_requests
from tests.long import LONG
from tests.redis_server import NEEDS_REDIS, RedisServer, serve_redis

pytestmark = NEEDS_REDIS
STORIES = 12


@pytest.fixture
def server(tmp_path: Path) -> Iterator[RedisServer]:
    with serve_redis(tmp_path / "redis") as server:
        yield server


FAILURES = {"away": 6, "full": 3}


@pytest.mark.parametrize("failure", FAILURES)
@pytest.mark.parametrize("moment", [pytest.param("before", marks=LONG), pytest.param("start", marks=LONG), "middle"])
def test_watched_sites_go_on_where_a_failing_server_ended_the_run(
    loopback: Loopback, tmp_path: Path, server: RedisServer, moment: str, failure: str
) -> None:
    paths = [f"/story-{number}" for number in range(STORIES)]
    items = "".join(f"<item><link>{loopback.url(path)}</link></item>" for path in paths)
    feed = f'<rss version="2.0"><channel>{items}</channel></rss>'.encode()
    front = html(f'<link rel="alternate" type="application/rss+xml" href="{loopback.url("/rss")}">'.encode())
    stories = {path: story(path, place=f"{path} ") for path in paths}
    rss = Answer(feed, headers={"Content-Type": "application/rss+xml"}, delay=0.5)
    loopback.serve({**stories, "/": front, "/rss": rss})
    loopback.seen.clear()
    settings = join(server, NEWSCRAWL_REDIS_WAIT_SECONDS="1", NEWSCRAWL_OUTPUT="article.jsonl")

    def begin() -> subprocess.Popen[bytes]:
        return start(tmp_path / "a", "news", settings, site=loopback.url("/"))

    worker = begin() if moment != "before" else None
    if worker is not None and moment == "middle":
        wait_for_lines(worker, tmp_path / "a", 3)
    elif worker is not None:
        wait_for_requests(worker, loopback)
    with failing(server, failure):
        code, said = end(worker or begin())
    assert code == FAILURES[failure], said
    assert "Traceback" not in said
    again, said = end(begin())
    assert again == 0, said
    assert count_titles(tmp_path / "a") == Counter(paths)
