"""The scheduler in a Scrapy project without newscrawl's add-on: settings are all that it takes."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from scrapy import Spider

from newscrawl.errors import InputError
from newscrawl.scheduling.scheduler import name_crawl, read_stay
from newscrawl.spiders.site import SiteSpider
from tests.conftest import Loopback, checkout_environment
from tests.redis_server import NEEDS_REDIS, RedisServer
from tests.scheduling.fleet_crawl import PAGES, serve_tree, wait_until

SPIDER = """
import scrapy


class PlainSpider(scrapy.Spider):
    name = "plain"

    def __init__(self, start):
        self.start_urls = [start]

    def parse(self, response):
        yield {"url": response.url}
        yield from response.follow_all(css="a::attr(href)")
"""
SETTINGS = {
    "SCHEDULER": "newscrawl.scheduling.scheduler.FleetScheduler",
    "NEWSCRAWL_LEASE_SECONDS": "2",
    "DOWNLOAD_DELAY": "0.01",
    "TELNETCONSOLE_ENABLED": "False",
    "LOG_LEVEL": "INFO",
}


def start(folder: Path, name: str, site: Loopback, **settings: str) -> subprocess.Popen[bytes]:
    """Start a worker of a plain Scrapy spider, which writes a feed of its name."""
    (folder / "plain_spider.py").write_text(SPIDER)
    command = [sys.executable, "-m", "scrapy", "runspider", "plain_spider.py", "-o", f"{name}.jsonl"]
    for setting, value in {**SETTINGS, **settings}.items():
        command += ["-s", f"{setting}={value}"]
    command += ["-a", f"start={site.url('/p/0')}"]
    with (folder / f"{name}.log").open("wb") as log:
        return subprocess.Popen(command, cwd=folder, env=checkout_environment(), stdout=log, stderr=log)


@NEEDS_REDIS
def test_41_pages_of_41_come_where_a_worker_is_killed(tmp_path: Path, site: Loopback, redis: RedisServer) -> None:
    paths = serve_tree(site)
    first = start(tmp_path, "a", site, NEWSCRAWL_REDIS_URL=redis.url)
    wait_until(lambda: len(site.seen) >= PAGES // 2)
    os.kill(first.pid, signal.SIGKILL)
    first.wait()
    assert len(site.seen) < PAGES
    second = start(tmp_path, "b", site, NEWSCRAWL_REDIS_URL=redis.url)
    assert second.wait(60) == 0, (tmp_path / "b.log").read_text()
    text = b"".join((tmp_path / name).read_bytes() for name in ("a.jsonl", "b.jsonl"))
    urls = Counter(json.loads(line)["url"].removeprefix(site.origin) for line in text.splitlines())
    assert set(urls) == set(paths)
    assert len(paths) == PAGES == 41


def test_scheduler_without_a_server_says_what_it_needs(tmp_path: Path, site: Loopback) -> None:
    worker = start(tmp_path, "a", site)
    assert worker.wait(60) == 1
    log = (tmp_path / "a.log").read_text().strip()
    assert log.endswith("setting SCHEDULER: FleetScheduler needs NEWSCRAWL_REDIS_URL")
    assert site.seen == []


def test_crawl_is_named_by_what_it_crawls() -> None:
    names = [name_crawl(SiteSpider(start=start)) for start in ("https://a.test/", "https://b.test/", "https://a.test/")]
    assert names[0] == names[2] != names[1]
    assert names[0].startswith("site-")
    assert name_crawl(Spider("own")) == "own"


@pytest.mark.parametrize(
    ("value", "seconds"),
    [(None, 0.0), (False, 0.0), ("False", 0.0), ("no", 0.0), (True, None), ("true", None), (90, 90.0), ("1.5", 1.5)],
)
def test_how_long_a_crawl_stays(value: Any, seconds: float | None) -> None:
    assert read_stay(value) == seconds


@pytest.mark.parametrize("value", ["perhaps", -1, "nan", "inf"])
def test_how_long_a_crawl_stays_is_a_time(value: Any) -> None:
    with pytest.raises(InputError, match="NEWSCRAWL_FLEET_STAY"):
        read_stay(value)
