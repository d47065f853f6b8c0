"""Real crawls of a fleet's workers: each article once over all of them, and a server that fails costs nothing that was
delivered.
"""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
import redis

from tests.conftest import QUICK, Crawled, Loopback, checkout_environment, run_crawl, story
from tests.fleet.workers import count_titles, end, join, start, wait_for_lines
from tests.long import LONG
from tests.redis_server import NEEDS_REDIS, RedisServer, find_free_port, serve_redis

pytestmark = NEEDS_REDIS
SECRET = "pw-4711"
STORIES = 24


@pytest.fixture
def server(tmp_path: Path) -> Iterator[RedisServer]:
    with serve_redis(tmp_path / "redis", requirepass=SECRET) as server:
        yield server


def serve_stories(loopback: Loopback, count: int = STORIES) -> str:
    """Serve stories; give the list of their URLs."""
    pages = {f"/story-{number}": story(f"Story {number}", place=f"{number}th ") for number in range(count)}
    loopback.serve(pages)
    loopback.seen.clear()
    return ",".join(loopback.url(path) for path in pages)


def crawl(folder: Path, urls: str, server: RedisServer, **settings: str) -> Crawled:
    folder.mkdir(exist_ok=True)
    return run_crawl(folder, "article", settings=join(server, **{"DOWNLOAD_DELAY": "0.01", **settings}), urls=urls)


@LONG
def test_article_that_one_worker_delivered_no_other_one_delivers(
    loopback: Loopback, tmp_path: Path, server: RedisServer
) -> None:
    urls = serve_stories(loopback, 3)
    first = crawl(tmp_path / "a", urls, server)
    assert (first.code, first.stderr) == (0, "")
    second = crawl(tmp_path / "b", urls, server)
    assert (second.code, second.stderr) == (0, "")
    assert count_titles(tmp_path / "a") == Counter(["Story 0", "Story 1", "Story 2"])
    assert count_titles(tmp_path / "b") == Counter()
    loopback.serve({"/story-1": story("Story 1, corrected", place="1th ")})
    third = crawl(tmp_path / "b", urls, server, NEWSCRAWL_FLEET_CRAWL="again")
    assert (third.code, third.run["counts"]["articles"]) == (0, 1)
    changed = third.lines("article.jsonl")[-1]
    assert [changed[name] for name in ("title", "version", "change")] == ["Story 1, corrected", 2, "updated"]
    assert not list(tmp_path.glob("*/out/memory.sqlite*"))


@LONG
def test_story_of_a_url_is_told_from_the_server(loopback: Loopback, tmp_path: Path, server: RedisServer) -> None:
    crawl(tmp_path / "a", serve_stories(loopback, 1), server)
    arguments = [sys.executable, "-m", "scrapy", "why", loopback.url("/story-0"), "--json"]
    for url, code in ((server.url, 0), (f"redis://127.0.0.1:{server.port}/0", 2)):
        environment = checkout_environment(SCRAPY_SETTINGS_MODULE="newscrawl.settings", NEWSCRAWL_REDIS_URL=url)
        done = subprocess.run(arguments, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == code, done.stderr
        if code == 0:
            told = json.loads(done.stdout)
    assert "refuses the user or the password" in done.stderr
    (look,) = told["looks"]
    assert (look["outcome"], look["status"], look["version"]) == ("new", 200, 1)
    assert look["position"] == {"path": str(tmp_path / "a/out/article.jsonl"), "offset": 0, "line": 0}


@LONG
def test_archive_is_read_without_the_fleet(loopback: Loopback, tmp_path: Path) -> None:
    urls = serve_stories(loopback, 1)
    assert run_crawl(tmp_path, "article", settings={**QUICK, "NEWSCRAWL_WARC": "crawl.warc.gz"}, urls=urls).code == 0
    settings = {**QUICK, "NEWSCRAWL_REDIS_URL": f"redis://127.0.0.1:{find_free_port()}/0"}
    done = run_crawl(tmp_path, "warc", settings=settings, files="crawl.warc.gz")
    assert done.code == 0, done.stderr
    assert len(done.lines("warc.jsonl")) == 1


@LONG
def test_password_is_in_no_file_and_no_log(loopback: Loopback, tmp_path: Path, server: RedisServer) -> None:
    done = crawl(tmp_path / "a", serve_stories(loopback, 1), server, LOG_LEVEL="DEBUG")
    assert done.code == 0
    assert SECRET not in done.stderr + done.stdout
    texts = [path.read_bytes() for path in (tmp_path / "a").rglob("*") if path.is_file()]
    assert texts
    assert not any(SECRET.encode() in text for text in texts)


@LONG
def test_wrong_password_ends_the_run_before_anything_is_asked(
    loopback: Loopback, tmp_path: Path, server: RedisServer
) -> None:
    url = f"redis://:wrong-99@127.0.0.1:{server.port}/0"
    done = crawl(tmp_path / "a", serve_stories(loopback, 1), server, NEWSCRAWL_REDIS_URL=url)
    assert done.code == 4
    assert "refuses the user or the password" in done.stderr
    assert "Traceback" not in done.stderr
    assert "wrong-99" not in done.stderr
    assert loopback.seen == []


@LONG
def test_second_worker_in_one_folder_steps_back(loopback: Loopback, tmp_path: Path, server: RedisServer) -> None:
    urls = serve_stories(loopback)
    worker = start(tmp_path / "a", "article", join(server, DOWNLOAD_DELAY="1"), urls=urls)
    wait_for_lines(worker, tmp_path / "a", 1)
    second = crawl(tmp_path / "a", urls, server)
    named = crawl(tmp_path / "b", urls, server, NEWSCRAWL_FLEET_WORKER=name_worker_of(server))
    worker.kill()
    end(worker)
    assert (second.code, named.code) == (75, 75)
    assert not (tmp_path / "b/out").exists() or not any((tmp_path / "b/out").glob("*.jsonl"))


def name_worker_of(server: RedisServer) -> str:
    """Give the name of the one worker there is."""
    with redis.Redis.from_url(server.url) as client:
        (key,) = client.keys("newscrawl:worker:*")
    return key.decode().partition("newscrawl:worker:")[2]


@LONG
def test_server_that_is_restarted_holds_the_crawl_up_and_nothing_more(
    loopback: Loopback, tmp_path: Path, server: RedisServer
) -> None:
    urls = serve_stories(loopback)
    worker = start(tmp_path / "a", "article", join(server), urls=urls)
    wait_for_lines(worker, tmp_path / "a", 3)
    server.restart(away_seconds=1.0)
    code, said = end(worker)
    assert code == 0
    assert "is back after" in said
    assert "Traceback" not in said
    assert count_titles(tmp_path / "a") == Counter(f"Story {number}" for number in range(STORIES))


def test_killed_worker_is_followed_in_its_folder_at_once_and_nothing_comes_twice(
    loopback: Loopback, tmp_path: Path, server: RedisServer
) -> None:
    urls = serve_stories(loopback)
    worker = start(tmp_path / "a", "article", join(server), urls=urls)
    wait_for_lines(worker, tmp_path / "a", 5)
    worker.kill()
    end(worker)
    again = crawl(tmp_path / "a", urls, server)
    assert again.code == 0, again.stderr
    assert count_titles(tmp_path / "a") == Counter(f"Story {number}" for number in range(STORIES))


def test_worker_that_was_taken_for_dead_delivers_nothing_more(
    loopback: Loopback, tmp_path: Path, server: RedisServer
) -> None:
    urls = serve_stories(loopback)
    worker = start(tmp_path / "a", "article", join(server, NEWSCRAWL_LEASE_SECONDS="1"), urls=urls)
    wait_for_lines(worker, tmp_path / "a", 3)
    declare_all_dead(server)
    code, said = end(worker)
    assert code == 6, said
    assert "took this worker for dead" in said
    assert "Traceback" not in said
    other = crawl(tmp_path / "b", urls, server)
    again = crawl(tmp_path / "a", "data:,", server)
    assert other.code == 0, other.stderr
    assert again.code in (0, 2), again.stderr
    titles = count_titles(tmp_path / "a", tmp_path / "b")
    assert titles == Counter(f"Story {number}" for number in range(STORIES))


def declare_all_dead(server: RedisServer) -> None:
    """Do what another worker's sign of life does with those that are silent for a lease."""
    with redis.Redis.from_url(server.url) as client:
        for run in client.zrange("newscrawl:lives", 0, -1):
            client.zrem("newscrawl:lives", run)
            client.hset(f"newscrawl:run:{run.decode()}", "died", 1)
            client.sadd("newscrawl:dead", run)


@LONG
def test_workers_at_once_deliver_every_article_once(loopback: Loopback, tmp_path: Path, server: RedisServer) -> None:
    urls = serve_stories(loopback)
    folders = [tmp_path / name for name in "abc"]
    workers = [start(folder, "article", join(server, DOWNLOAD_DELAY="0.02"), urls=urls) for folder in folders]
    threads = [threading.Thread(target=worker.communicate) for worker in workers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert [worker.returncode for worker in workers] == [0, 0, 0]
    assert count_titles(*folders) == Counter(f"Story {number}" for number in range(STORIES))
