"""Crawls whose requests wait in Redis: nothing is lost with a worker, and nothing is asked for twice without need."""

from __future__ import annotations

import json
import os
import signal
import time
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest

from newscrawl.fleet.connection import FleetConnection
from newscrawl.fleet.settings import FleetSettings
from tests.conftest import Answer, Loopback, html, story
from tests.fleet.trial_count import TrialCount, check_visits
from tests.long import LONG
from tests.newsworld.server import Visit
from tests.redis_server import NEEDS_REDIS, RedisServer
from tests.scheduling.fleet_crawl import PAGES, Fleet, kill, serve_tree, wait_until

pytestmark = NEEDS_REDIS


@pytest.fixture
def fleet(tmp_path: Path, redis: RedisServer, site: Loopback) -> Iterator[Fleet]:
    made = Fleet(tmp_path, redis, "following", {"start": site.url("/p/0")})
    yield made
    made.stop()


def delivered(fleet: Fleet, site: Loopback) -> Counter[str]:
    lines = fleet.read_lines(f"{fleet.spider}.jsonl")
    return Counter(line["url"].removeprefix(site.origin) for line in lines)


@LONG
def test_one_worker_crawls_a_site_as_scrapy_would(fleet: Fleet, site: Loopback) -> None:
    paths = serve_tree(site)
    assert fleet.start("a").wait(60) == 0, fleet.read_log("a")
    assert delivered(fleet, site) == Counter(paths)
    assert Counter(site.paths()) == Counter(paths)


@pytest.mark.parametrize("successor", ["a", "b"])
def test_all_pages_come_where_a_worker_is_killed_in_the_middle(
    fleet: Fleet, site: Loopback, successor: str
) -> None:
    paths = serve_tree(site)
    first = fleet.start("a", CONCURRENT_REQUESTS_PER_DOMAIN="4")
    wait_until(lambda: len(site.paths()) >= PAGES // 2)
    kill(first)
    asked = len(site.paths())
    assert asked < PAGES
    assert fleet.start(successor).wait(60) == 0, fleet.read_log(successor)
    assert set(delivered(fleet, site)) == set(paths)
    assert len(set(site.paths())) == PAGES
    assert len(site.paths()) - PAGES <= 5, "what was leased is asked for again, and nothing else"


def test_workers_that_run_at_once_ask_for_every_page_once_and_end_together(fleet: Fleet, site: Loopback) -> None:
    paths = serve_tree(site)
    workers = [fleet.start(name, DOWNLOAD_DELAY="0.05") for name in ("a", "b", "c")]
    assert [worker.wait(60) for worker in workers] == [0, 0, 0]
    assert delivered(fleet, site) == Counter(paths)
    assert Counter(site.paths()) == Counter(paths)


@LONG
def test_worker_that_comes_after_the_end_finds_nothing_to_do(fleet: Fleet, site: Loopback) -> None:
    serve_tree(site, 3)
    assert fleet.start("a").wait(60) == 0
    asked = len(site.seen)
    assert fleet.start("b").wait(60) == 0
    assert len(site.seen) == asked
    assert fleet.start("c", NEWSCRAWL_FLEET_CRAWL="again").wait(60) == 0
    assert len(site.seen) > asked


@LONG
def test_worker_that_is_stopped_gives_back_what_it_has_not_done(fleet: Fleet, site: Loopback) -> None:
    paths = serve_tree(site)
    first = fleet.start("a", DOWNLOAD_DELAY="0.05")
    wait_until(lambda: len(site.paths()) >= 10)
    first.terminate()
    assert first.wait(30) == 11
    assert fleet.start("b").wait(60) == 0
    assert delivered(fleet, site) == Counter(paths)
    assert Counter(site.paths()) == Counter(paths)


@LONG
def test_redirects_and_retries_end_as_one_outcome_each(fleet: Fleet, site: Loopback) -> None:
    serve_tree(site, 8)
    site.serve(
        {
            "/p/4": Answer(b"", 301, {"Location": "/p/3"}),
            "/p/5": [Answer(b"", 503), html(b"<h1>nothing</h1>")],
            "/p/6": [Answer(b"", 503)],
            "/p/7": Answer(b"", 404),
        }
    )
    assert fleet.start("a", RETRY_TIMES="2").wait(60) == 0
    asked = Counter(site.paths())
    assert asked == Counter({f"/p/{n}": 1 for n in (0, 1, 2, 4, 7)} | {"/p/3": 2, "/p/5": 2, "/p/6": 3})
    (counts,) = [json.loads(path.read_text())["counts"] for path in fleet.folder.glob("a/out/run.json")]
    assert (counts["urls"], counts["duplicates"]) == (8, 1), "the redirect led to an article that is written already"


@LONG
def test_page_of_another_host_is_asked_by_the_worker_that_owns_it(
    fleet: Fleet, site: Loopback, redis: RedisServer
) -> None:
    other = Loopback("127.0.0.2")
    try:
        serve_tree(other, 5)
        serve_tree(site, 5)
        site.serve({"/p/4": Answer(b"", 302, {"Location": other.url("/p/0")})})
        workers = [fleet.start(name) for name in ("a", "b")]
        assert [worker.wait(60) for worker in workers] == [0, 0]
        # The page that the redirect leads to links to itself, and is asked for on its own account, too.
        assert Counter(other.paths()) == Counter({"/p/0": 2} | {f"/p/{number}": 1 for number in range(1, 5)})
        hosts = {seen.headers["User-Agent"] for seen in other.seen}
        assert len(hosts) == 1, "one worker owned the host"
    finally:
        other.stop()


@LONG
def test_request_that_json_cannot_hold_ends_the_crawl_with_the_name_of_what_it_holds(
    fleet: Fleet, site: Loopback
) -> None:
    serve_tree(site, 5)
    fleet.spider, fleet.settings = "careless", {"SPIDER_MODULES": "tests.scheduling.careless_spider"}
    assert fleet.start("a").wait(60) == 4
    log = fleet.read_log("a")
    assert "cannot be shared with other workers: meta['response'] is of scrapy.http.response.html.HtmlResponse" in log
    assert "Traceback" not in log
    assert fleet.start("b", SPIDER_MODULES="tests.scheduling.careful_spider").wait(60) == 0
    assert set(delivered(fleet, site)) == {"/p/0", "/p/1", "/p/2"}


@LONG
def test_server_that_is_away_for_a_while_costs_nothing(fleet: Fleet, site: Loopback, redis: RedisServer) -> None:
    paths = serve_tree(site)
    workers = [fleet.start(name, DOWNLOAD_DELAY="0.05") for name in ("a", "b")]
    wait_until(lambda: len(site.paths()) >= 10)
    redis.restart(away_seconds=1)
    assert [worker.wait(60) for worker in workers] == [0, 0]
    assert delivered(fleet, site) == Counter(paths)
    assert Counter(site.paths()) == Counter(paths)


@LONG
def test_server_that_stays_away_ends_the_crawl_and_what_was_left_comes_later(
    fleet: Fleet, site: Loopback, redis: RedisServer
) -> None:
    paths = serve_tree(site)
    worker = fleet.start("a", NEWSCRAWL_REDIS_WAIT_SECONDS="1")
    wait_until(lambda: len(site.paths()) >= 10)
    redis.kill()
    assert worker.wait(30) == 6
    assert "Traceback" not in fleet.read_log("a")
    redis.start()
    assert fleet.start("a").wait(60) == 0
    assert set(delivered(fleet, site)) == set(paths)


def test_full_server_ends_the_crawl_and_what_was_left_comes_later(
    fleet: Fleet, site: Loopback, redis: RedisServer
) -> None:
    paths = serve_tree(site)
    fleet.settings = {"NEWSCRAWL_REDIS_PREFIX": "full"}
    connection = FleetConnection(FleetSettings(url=redis.url))
    worker = fleet.start("a", DOWNLOAD_DELAY="0.05")
    wait_until(lambda: len(site.paths()) >= 10)
    connection.call(lambda client: client.config_set("maxmemory", "1mb"))
    assert worker.wait(30) == 3
    log = fleet.read_log("a")
    assert "is full (maxmemory)" in log
    assert "Traceback" not in log
    connection.call(lambda client: client.config_set("maxmemory", "0"))
    assert fleet.start("b").wait(60) == 0
    assert set(delivered(fleet, site)) == set(paths)
    connection.close()


@LONG
def test_worker_whose_life_is_over_ends_and_others_do_its_work(fleet: Fleet, site: Loopback) -> None:
    paths = serve_tree(site)
    first = fleet.start("a", DOWNLOAD_DELAY="0.1")
    wait_until(lambda: len(site.paths()) >= 10)
    os.kill(first.pid, signal.SIGSTOP)
    assert fleet.start("b").wait(60) == 0
    os.kill(first.pid, signal.SIGCONT)
    assert first.wait(30) == 6
    assert "for dead" in fleet.read_log("a")
    assert set(delivered(fleet, site)) == set(paths)


@LONG
def test_crawl_that_is_to_stay_waits_for_requests_that_are_due_later(fleet: Fleet, site: Loopback) -> None:
    serve_tree(site, 3)
    fleet.spider, fleet.arguments = "again", {"start": site.url("/p/0"), "every": "1"}
    fleet.settings = {"SPIDER_MODULES": "tests.scheduling.careful_spider"}
    worker = fleet.start("a", NEWSCRAWL_FLEET_STAY="True")
    wait_until(lambda: site.paths().count("/p/0") >= 3)
    worker.terminate()
    assert worker.wait(30) == 11
    times = [seen.at for seen in site.seen if seen.path == "/p/0"]
    assert min(after - before for before, after in pairwise(times)) >= 1
    asked = len(times)
    assert fleet.start("b").wait(60) == 0, "what is due now is asked, what is due later is left"
    assert site.paths().count("/p/0") in (asked, asked + 1)


@LONG
def test_setting_that_is_not_of_its_kind_ends_the_crawl_before_anything_is_asked(fleet: Fleet, site: Loopback) -> None:
    assert fleet.start("a", NEWSCRAWL_FLEET_STAY="perhaps").wait(30) == 4
    log = fleet.read_log("a")
    assert "setting NEWSCRAWL_FLEET_STAY=perhaps: must be True, False or a number of seconds" in log
    assert "Traceback" not in log
    assert site.seen == []


def test_hosts_are_shared_out_and_asked_no_faster_though_workers_die(fleet: Fleet, site: Loopback) -> None:
    delay, random = 0.2, Random(5)
    others = [Loopback(f"127.0.0.{number}") for number in range(2, 7)]
    try:
        servers = [site, *others]
        paths = [serve_tree(server, 12) for server in servers]
        start = story("All sites", [server.url("/p/0") for server in servers], place="start")
        site.serve({"/start": start})
        fleet.arguments = {"start": site.url("/start")}
        fleet.settings = {"DOWNLOAD_DELAY": str(delay), "DOWNLOAD_DELAY_JITTER": "0"}
        workers = {name: fleet.start(name) for name in ("a", "b", "c")}
        for _ in range(4):
            time.sleep(random.uniform(0.5, 1.0))
            name = random.choice(sorted(workers))
            if workers[name].poll() is None:
                kill(workers[name])
                workers[name] = fleet.start(name)
        assert {name: worker.wait(60) for name, worker in workers.items()} == dict.fromkeys(workers, 0)
        visits = [
            Visit(server.host, seen.path, seen.headers["User-Agent"], seen.at, seen.at)
            for server in servers
            for seen in server.seen
        ]
        count = TrialCount()
        check_visits(count, visits, delay)
        assert (count.hurried, count.crowded) == ([], [])
        assert len({visit.agent for visit in visits}) >= 2
        urls = {line["url"] for line in fleet.read_lines("following.jsonl")}
        assert urls >= {server.url(path) for server, own in zip(servers, paths, strict=True) for path in own}
    finally:
        for server in others:
            server.stop()


@LONG
def test_articles_over_the_limit_are_left_to_a_later_worker(fleet: Fleet, site: Loopback) -> None:
    paths = serve_tree(site, 15)
    fleet.spider = "site"
    for name, limit in (("a", "4"), ("b", "100")):
        fleet.arguments = {"start": site.url("/p/0"), "max_articles": limit, "max_depth": "9"}
        assert fleet.start(name, NEWSCRAWL_FLEET_CRAWL="one").wait(60) == 0, fleet.read_log(name)
    assert delivered(fleet, site) == Counter(paths)


@LONG
def test_two_workers_of_one_folder_are_refused(fleet: Fleet, site: Loopback) -> None:
    serve_tree(site)
    first = fleet.start("a", DOWNLOAD_DELAY="0.1")
    wait_until(lambda: len(site.paths()) >= 3)
    assert fleet.start("a").wait(30) == 75
    assert first.wait(60) == 0
