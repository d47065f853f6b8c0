"""The `news` spider: what it asks of a site, what it remembers, and what comes of its answers."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit

import pytest

from newscrawl.demo.server import DemoServer, find_demo_pages
from newscrawl.discovery.candidate import Candidate, SourceKind
from newscrawl.discovery.url_variants import fold_url
from newscrawl.fixture import load_fixtures
from newscrawl.memory.protocol import PageVisit, Validators
from newscrawl.memory.transient import TransientMemory
from newscrawl.page import RawPage
from newscrawl.spiders.news import MAX_CONCURRENT, NewsSpider
from tests.conftest import QUICK, Answer, Loopback, open_address, run_crawl, story
from tests.simulated_sites import FEED_LINK, ORIGIN, STORY, Page, World, feed, find_state, front, make_spider


def test_bare_domain_leads_by_its_front_page_to_its_feed_and_stories(world: World, crawler: SimpleNamespace) -> None:
    assert world.run(make_spider(crawler)) == ["/", "/rss", "/a", "/b"]
    page = world.items[0]
    assert isinstance(page, RawPage)
    assert page.candidate is not None
    assert (page.candidate.source_kind, page.candidate.title) == (SourceKind.feed, "Story /a")
    assert page.candidate.published == "2026-11-24T06:00:00Z"
    assert page.candidate.source_url == f"{ORIGIN}/rss"


def test_sitemaps_of_robots_are_read_index_by_index(world: World, crawler: SimpleNamespace) -> None:
    world.robots = f"Sitemap: {ORIGIN}/index.xml\n"
    entries = "".join(f"<sitemap><loc>{ORIGIN}/s-2026-{month:02}.xml</loc></sitemap>" for month in range(1, 12))
    world.pages |= {
        "/": front(),
        "/index.xml": Page(f"<sitemapindex>{entries}</sitemapindex>".encode()),
        "/s-2026-11.xml": Page(
            f"<urlset><url><loc>{ORIGIN}/a</loc><lastmod>2026-11-24</lastmod></url>"
            f"<url><loc>{ORIGIN}/old</loc><lastmod>2026-11-02</lastmod></url></urlset>".encode()
        ),
    }
    assert world.run(make_spider(crawler)) == ["/", "/index.xml", "/s-2026-11.xml", "/a"]


def test_dates_decide_before_any_download_and_the_newest_goes_first(world: World, crawler: SimpleNamespace) -> None:
    entries = "".join(
        f"<entry><link href='{path}'/><published>2026-{day}T06:00:00Z</published></entry>"
        for path, day in (("/old", "09-01"), ("/b", "11-23"), ("/a", "11-24"))
    )
    world.pages["/rss"] = Page(f"<feed xmlns='http://www.w3.org/2005/Atom'>{entries}</feed>".encode())
    assert world.run(make_spider(crawler)) == ["/", "/rss", "/a", "/b"]


def test_since_and_until_ask_for_the_past(world: World, crawler: SimpleNamespace) -> None:
    world.pages["/rss"] = feed("/a", day="Tue, 01 Sep 2026 06:00:00 GMT")
    assert world.run(make_spider(crawler, since="2026-09", until="2026-09-30")) == ["/", "/rss", "/a"]
    world.items.clear()
    assert world.run(make_spider(crawler)) == ["/", "/rss"]


def test_sources_and_pages_are_remembered_and_nothing_is_fetched_twice(world: World, crawler: SimpleNamespace) -> None:
    memory = TransientMemory()
    first, second = make_spider(crawler), make_spider(crawler)
    first.memory = second.memory = memory
    world.run(first)
    world.pages["/rss"] = feed("/c", "/a", "/b")
    world.pages["/c"] = STORY
    assert world.run(second) == ["/rss", "/", "/c"]


def test_source_is_asked_conditionally_and_304_is_not_parsed(world: World, crawler: SimpleNamespace) -> None:
    memory = TransientMemory()
    first, second = make_spider(crawler), make_spider(crawler)
    first.memory = second.memory = memory
    world.run(first)
    world.pages["/rss"] = Page(b"not looked at", 304)
    assert world.run(second) == ["/rss", "/"]
    request = next(made for made in reversed(world.requests) if made.url.endswith("/rss"))
    assert request.headers["If-None-Match"] == b'"feed-1"'
    assert second.describe_sites()["n-example.com"]["polls"] == {"read": 1, "unchanged": 1, "failed": 0}
    assert find_state(second, "/rss").validators == Validators(etag='"feed-1"')


def test_backfill_asks_for_the_whole_of_every_source(world: World, crawler: SimpleNamespace) -> None:
    memory = TransientMemory()
    first, second = make_spider(crawler), make_spider(crawler, backfill="all")
    first.memory = second.memory = memory
    world.run(first)
    world.requests.clear()
    world.run(second)
    assert [made.headers.get("If-None-Match") for made in world.requests] == [None, None]


def test_validators_of_a_malformed_feed_are_not_kept(world: World, crawler: SimpleNamespace) -> None:
    world.pages["/rss"] = replace(feed("/a"), body=feed("/a").body[:-20])
    spider = make_spider(crawler)
    assert world.run(spider) == ["/", "/rss", "/a"]
    assert find_state(spider, "/rss").validators == Validators()


class DueMemory(TransientMemory):
    """A memory with a page that is to be looked at again."""

    def __init__(self, *due: PageVisit) -> None:
        super().__init__()
        self.due = due
        self.unchanged: list[tuple[PageVisit, Validators]] = []

    def list_due(self, site: str, now: datetime) -> tuple[PageVisit, ...]:
        return self.due

    def note_unchanged(self, visit: PageVisit, at: datetime, validators: Validators) -> None:
        self.unchanged.append((visit, validators))


def make_visit(path: str, **facts: Any) -> PageVisit:
    candidate = Candidate(url=ORIGIN + path, source_url=f"{ORIGIN}/rss", source_kind=SourceKind.feed)
    return PageVisit(candidate=candidate, **facts)


def test_known_page_is_asked_conditionally_and_304_gives_no_item(world: World, crawler: SimpleNamespace) -> None:
    visit = make_visit("/a", is_revisit=True, validators=Validators(etag='"a"', last_modified="Tue"))
    spider = make_spider(crawler)
    spider.memory = memory = DueMemory(visit)
    world.pages |= {"/rss": feed(), "/a": Page(status=304, headers={"ETag": '"a2"'})}
    world.run(spider)
    request = next(made for made in world.requests if made.url.endswith("/a"))
    assert (request.headers["If-None-Match"], request.headers["If-Modified-Since"]) == (b'"a"', b"Tue")
    assert world.items == []
    assert memory.unchanged == [(visit, Validators(etag='"a2"', last_modified="Tue"))]
    assert spider.describe_sites()["n-example.com"]["pages"] == {"asked": 1, "unchanged": 1}


def test_page_left_over_from_a_run_that_died_is_fetched_again(world: World, crawler: SimpleNamespace) -> None:
    spider = make_spider(crawler)
    spider.memory = DueMemory(make_visit("/left"))
    world.pages |= {"/rss": feed(), "/left": STORY}
    world.run(spider)
    assert world.fetched == ["/left"]


def test_failed_page_is_an_item_that_tells_why(world: World, crawler: SimpleNamespace) -> None:
    world.pages["/a"] = Page(status=500)
    spider = make_spider(crawler)
    world.run(spider)
    failed = next(item for item in world.items if item.requested_url.endswith("/a"))
    assert (failed.failure, failed.status) == ("http_error", 500)
    assert failed.candidate is not None
    assert world.fetched == ["/a", "/b"]
    assert spider.describe_sites()["n-example.com"]["pages"] == {"asked": 2, "failed": 1}


@pytest.mark.parametrize("status", [404, 410])
def test_page_that_is_not_there_is_no_failure_of_the_site(
    status: int, world: World, crawler: SimpleNamespace
) -> None:
    world.pages["/a"] = Page(status=status)
    spider = make_spider(crawler)
    world.run(spider)
    assert spider.describe_sites()["n-example.com"]["pages"] == {"asked": 2, "missing": 1}


def test_stats_count_polls(world: World, crawler: SimpleNamespace) -> None:
    world.pages["/rss"] = Page(status=410)
    world.run(make_spider(crawler))
    assert crawler.stats.get_value("newscrawl/sites") == 1
    assert crawler.stats.get_value("newscrawl/polls/failed") >= 1
    assert crawler.stats.get_value("newscrawl/polls") >= 2


@pytest.mark.parametrize(("count", "requests"), [(1, 16), (20, 40), (500, MAX_CONCURRENT)])
def test_every_site_may_have_requests_under_way(crawler: SimpleNamespace, count: int, requests: int) -> None:
    crawler.settings.set("CONCURRENT_REQUESTS", 16, "project")
    crawler.settings.set("CONCURRENT_REQUESTS_PER_DOMAIN", 1, "project")
    names = ",".join(f"s{number}.example.com" for number in range(count))
    NewsSpider.from_crawler(crawler, site=names)
    assert crawler.settings.getint("CONCURRENT_REQUESTS") == requests


def test_demo_site_every_article_is_found(tmp_path: Path) -> None:
    with DemoServer(find_demo_pages()) as server:
        open_address(*server.address.split(":"))
        crawled = run_crawl(tmp_path, "news", site=server.origin, backfill="all")
        origin = server.origin
    fixtures = load_fixtures(find_demo_pages())
    wanted = {fold_url(fixture.page.url).partition("/")[2] for fixture in fixtures if fixture.reason is None}
    lines = crawled.lines("news.jsonl") + crawled.lines("rejects.jsonl")
    asked = {fold_url(line["requested_url"]).partition("/")[2] for line in lines}
    assert wanted - asked == set()
    assert len(wanted) >= 25
    assert crawled.run["sites"][origin.removeprefix("http://")]["polls"]["failed"] == 0
    vote = next(line for line in crawled.lines("news.jsonl") if "harbour-dredging-vote" in line["url"])
    assert vote["discovered_via"] == {
        "type": "feed",
        "source": f"{origin}/feed.xml",
        "title": "Vote on harbour dredging delayed for a second time",
        "published": "2026-03-12T06:00:00Z",
        "lastmod": "2026-03-12",
    }


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            '[[site]]\ndomian = "example.org"\n[[site]]\ndomain = "example.com"\nfeeds = 3\n',
            [
                "sites.toml:1: domain is missing",
                "sites.toml:2: domian: unknown key; did you mean domain?",
                "sites.toml:5: feeds: expected a list in brackets, got a whole number",
            ],
        ),
        ('[[site]]\ndomain = "example.org\n', ["sites.toml:2: not valid TOML: illegal character '\\n'"]),
        (None, ["sites.toml:1: cannot be read (No such file or directory)"]),
    ],
)
def test_broken_list_of_sites_ends_the_command_with_every_fault(
    text: str | None, told: list[str], tmp_path: Path
) -> None:
    if text is not None:
        (tmp_path / "sites.toml").write_text(text)
    crawled = run_crawl(tmp_path, "news", sites="sites.toml")
    assert crawled.code == 4
    lines = crawled.stderr[crawled.stderr.index("scrapy crawl: ") :].removeprefix("scrapy crawl: ").splitlines()
    assert lines == told
    assert "Traceback" not in crawled.stderr
    assert not (tmp_path / "out/memory.sqlite").exists()


def test_domain_that_does_not_resolve_is_named_by_code_and_run_json(tmp_path: Path) -> None:
    crawled = run_crawl(tmp_path, "news", site="no-such-host.invalid")
    assert crawled.code == 2
    assert "sites that failed: 1 (no-such-host.invalid)" in crawled.stderr
    assert "Traceback" not in crawled.stderr
    told = crawled.run["sites"]["no-such-host.invalid"]
    assert told["status"] == "failed"
    assert "CannotResolveHostError" in told["findings"][0]


class HungServer(Loopback):
    """Answers nothing while `is_over` says no, and then closes the connection."""

    def __init__(self, host: str, is_over: Callable[[], bool]) -> None:
        super().__init__(host)
        self._is_over = is_over
        self.was_outlasted = False

    def answer(self, path: str) -> Answer:
        deadline = time.monotonic() + 80
        while not self._is_over() and time.monotonic() < deadline:
            time.sleep(0.1)
        self.was_outlasted = self._is_over()
        raise ConnectionResetError


def test_real_crawl_of_three_broken_sites_among_ten_healthy_ones(tmp_path: Path) -> None:
    names = [f"/story-number-{number}-of-six" for number in range(6)]
    healthy = [Loopback(f"127.0.0.{number}") for number in range(1, 11)]
    failing, malformed = Loopback("127.0.0.11"), Loopback("127.0.0.12")
    hung = HungServer("127.0.0.13", lambda: all(set(names) <= set(server.paths()) for server in healthy))
    hosts = [hung, failing, malformed, *healthy]
    try:
        failing.serve({path: Answer(b"", 500) for path in ("/robots.txt", "/")})
        body = feed("/a").body[:-30].replace(ORIGIN.encode(), malformed.origin.encode())
        malformed.serve({"/": front(head=FEED_LINK).body, "/rss": Answer(body), "/a": story("A story")})
        for server in healthy:
            place = server.host.rpartition(".")[2]
            server.serve({"/": front(*names).body, **{name: story(name, place=f"{place}th {name}") for name in names}})
        # Room for three requests alone, so that the hung site would fill it if it could.
        settings = {**QUICK, "DOWNLOAD_TIMEOUT": "100", "RETRY_TIMES": "0", "CONCURRENT_REQUESTS": "3"}
        list_of_sites = ",".join(server.origin for server in hosts)
        crawled = run_crawl(tmp_path, "news", site=list_of_sites, settings=settings)
    finally:
        for server in hosts:
            server.stop()
    assert hung.was_outlasted
    assert crawled.code == 2
    records = Counter(urlsplit(record["url"]).hostname for record in crawled.lines("news.jsonl"))
    assert {server.host: records[server.host] for server in healthy} == {server.host: 6 for server in healthy}
    sites = {name.partition(":")[0]: told for name, told in crawled.run["sites"].items()}
    broken = {host for host, told in sites.items() if told["status"] != "ok"}
    assert broken == {hung.host, failing.host, malformed.host}
    assert {sites[host]["status"] for host in broken} == {"failed"}
    assert all(f"{server.host}:" in crawled.stderr for server in (hung, failing, malformed))
    assert "no answer" in sites[hung.host]["given_up"]
    assert "HTTP status 500" in sites[failing.host]["given_up"]
    assert malformed.paths() == ["/", "/rss", "/a"]
    assert sites[malformed.host]["faults"][malformed.url("/rss")].startswith("malformed")
