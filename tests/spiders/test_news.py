"""The `news` spider: what it asks of a site, what it remembers, and what comes of its answers."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

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


def test_broken_list_of_sites_ends_the_command_with_every_fault(tmp_path: Path) -> None:
    (tmp_path / "sites.toml").write_text(
        '[[site]]\ndomian = "example.org"\n[[site]]\ndomain = "example.com"\nfeeds = 3\n'
    )
    crawled = run_crawl(tmp_path, "news", sites="sites.toml")
    assert crawled.code != 0
    told = crawled.stderr[crawled.stderr.index("scrapy crawl:") :].splitlines()
    assert told == [
        "scrapy crawl: sites.toml:1: domain is missing",
        "sites.toml:2: domian: unknown key; did you mean domain?",
        "sites.toml:5: feeds: expected a list in brackets, got a whole number",
    ]
    assert "Traceback" not in crawled.stderr


def test_real_crawl_of_broken_sites_among_healthy_ones(tmp_path: Path) -> None:
    hosts = [Loopback(f"127.0.0.{number}") for number in range(1, 8)]
    hung, failing, malformed, *healthy = hosts
    names = [f"/story-number-{number}-of-six" for number in range(6)]
    is_complete = []

    def answer_when_the_others_are_done() -> Iterator[bytes]:
        deadline = time.monotonic() + 80
        while not all(set(names) <= set(server.paths()) for server in healthy):
            if time.monotonic() > deadline:
                break
            time.sleep(0.1)
        is_complete.append(time.monotonic() <= deadline)
        yield b"User-agent: *\nDisallow: /\n"

    try:
        hung.serve({"/robots.txt": Answer(answer_when_the_others_are_done)})
        failing.serve({path: Answer(b"", 500) for path in ("/robots.txt", "/")})
        body = feed("/a").body[:-30].replace(ORIGIN.encode(), malformed.origin.encode())
        malformed.serve({"/": front(head=FEED_LINK).body, "/rss": Answer(body), "/a": story("A story")})
        for server in healthy:
            server.serve({"/": front(*names).body, **{name: story(name) for name in names}})
        # Room for three requests alone, so that the hung site would fill it if it could.
        settings = {**QUICK, "DOWNLOAD_TIMEOUT": "100", "RETRY_TIMES": "0", "CONCURRENT_REQUESTS": "3"}
        list_of_sites = ",".join(server.origin for server in hosts)
        crawled = run_crawl(tmp_path, "news", site=list_of_sites, settings=settings)
    finally:
        for server in hosts:
            server.stop()
    assert is_complete == [True]
    sites = {name.partition(":")[0]: told for name, told in crawled.run["sites"].items()}
    for server in healthy:
        assert (sites[server.host]["given_up"], sites[server.host]["faults"]) == (None, {})
    assert sites[hung.host]["faults"][hung.origin] == "Forbidden by robots.txt"
    assert "HTTP status 500" in sites[failing.host]["given_up"]
    assert malformed.paths() == ["/", "/rss", "/a"]
    assert sites[malformed.host]["faults"][malformed.url("/rss")].startswith("malformed")
