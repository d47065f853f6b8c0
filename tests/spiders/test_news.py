"""The `news` spider: what it asks of a site, what it remembers, and what comes of its answers."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from scrapy import Request
from scrapy.exceptions import DownloadTimeoutError, IgnoreRequest
from scrapy.http import HtmlResponse
from scrapy.robotstxt import ProtegoRobotParser
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from newscrawl.demo.server import DemoServer, find_demo_pages
from newscrawl.discovery.candidate import Candidate, SourceKind
from newscrawl.discovery.url_variants import fold_url
from newscrawl.errors import InputError
from newscrawl.fixture import load_fixtures
from newscrawl.memory.protocol import PageVisit, SourceState, Validators
from newscrawl.memory.transient import TransientMemory
from newscrawl.page import RawPage
from newscrawl.site import make_site
from newscrawl.site_file import SiteFileError
from newscrawl.spiders.news import MAX_CONCURRENT, NewsSpider
from newscrawl.spiders.robots_watch import RobotsWatch
from tests.conftest import QUICK, Answer, Loopback, run_crawl, story

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
ORIGIN = "https://n-example.com"


@dataclass
class Page:
    """What the simulated site says to a path. error: raised in place of an answer."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    error: Exception | None = None
    location: str = ""


@dataclass
class World:
    """Sites without a network: answers requests of a spider one by one, until it asks no more."""

    pages: dict[str, Page]
    robots: str = ""
    asked: list[str] = field(default_factory=list)
    requests: list[Request] = field(default_factory=list)
    items: list[Any] = field(default_factory=list)

    def run(self, spider: NewsSpider) -> list[str]:
        """Run the spider to its end; give the paths that it asked for in this run."""
        self.asked = []
        assert spider.robots is not None
        if self.robots:
            parser = ProtegoRobotParser(self.robots.encode(), None)
            spider.robots.robots_parsed(parser, Request(f"{ORIGIN}/"))
        queue = deque(asyncio.run(self._start(spider)))
        while queue:
            made = queue.popleft()
            if isinstance(made, Request):
                queue.extend(self._answer(made))
            else:
                self.items.append(made)
        spider.closed("finished")
        return self.asked

    async def _start(self, spider: NewsSpider) -> list[Any]:
        return [made async for made in spider.start()]

    def _answer(self, request: Request) -> list[Any]:
        self.asked.append(request.url.removeprefix(ORIGIN))
        self.requests.append(request)
        page = self.pages.get(request.url.removeprefix(ORIGIN), Page(status=404))
        if page.error is not None:
            return self._fail(request, page.error)
        url = ORIGIN + page.location if page.location else request.url
        response = HtmlResponse(url, page.status, dict(page.headers), page.body, request=request)
        if page.status not in (200, *request.meta.get("handle_httpstatus_list", ())):
            return self._fail(request, HttpError(response, "ignored"))
        assert request.callback is not None
        return list(request.callback(response, **request.cb_kwargs))

    def _fail(self, request: Request, error: Exception) -> list[Any]:
        failure = Failure(error)
        failure.request = request  # type: ignore[attr-defined]
        assert request.errback is not None
        return list(request.errback(failure))

    @property
    def fetched(self) -> list[str]:
        """Paths of the pages that came as items."""
        return [item.requested_url.removeprefix(ORIGIN) for item in self.items]


def make_spider(crawler: SimpleNamespace, **arguments: str) -> NewsSpider:
    spider = NewsSpider(**({"site": "n-example.com"} | arguments))
    spider.crawler = crawler  # type: ignore[assignment]
    spider.robots = RobotsWatch(crawler.settings)
    spider.clock = lambda: NOW
    return spider


def find_state(spider: NewsSpider, path: str) -> SourceState:
    """Give what the spider's memory knows of a source."""
    states = spider.memory.list_sources("n-example.com")
    (found,) = [state for state in states if state.source.url == ORIGIN + path]
    return found


def feed(*paths: str, day: str = "Tue, 24 Nov 2026 06:00:00 GMT") -> Page:
    items = "".join(
        f"<item><title>Story {path}</title><link>{ORIGIN}{path}</link><pubDate>{day}</pubDate></item>" for path in paths
    )
    body = f'<rss version="2.0"><channel><title>News</title>{items}</channel></rss>'.encode()
    return Page(body, headers={"ETag": '"feed-1"'})


def front(*links: str, head: str = "") -> Page:
    anchors = "".join(f'<h2><a href="{link}">A headline of five words</a></h2>' for link in links)
    return Page(f"<html><head>{head}</head><body>{anchors}</body></html>".encode())


FEED_LINK = '<link rel="alternate" type="application/rss+xml" href="/rss">'
STORY = Page(story("Story"))


@pytest.fixture
def world() -> World:
    """A site whose front page declares a feed of two stories."""
    return World({"/": front(head=FEED_LINK), "/rss": feed("/a", "/b"), "/a": STORY, "/b": STORY})


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


def test_article_on_several_pages_is_one_item(world: World, crawler: SimpleNamespace) -> None:
    def part(number: int, last: int = 3) -> Page:
        link = f'<link rel="next" href="/a?page={number + 1}">' if number < last else ""
        return Page(f"<html><head>{link}</head><body><p>Part {number}</p></body></html>".encode())

    world.pages |= {"/rss": feed("/a"), "/a": part(1), "/a?page=2": part(2), "/a?page=3": part(3)}
    world.run(make_spider(crawler))
    (page,) = world.items
    assert [part.url.removeprefix(ORIGIN) for part in page.continuation] == ["/a?page=2", "/a?page=3"]
    assert world.fetched == ["/a"]


def test_missing_part_of_an_article_is_told(world: World, crawler: SimpleNamespace) -> None:
    first = Page(b'<html><head><link rel="next" href="/a?page=2"></head><body><p>One</p></body></html>')
    world.pages |= {"/rss": feed("/a", "/b"), "/a": first, "/a?page=2": Page(status=503)}
    world.run(make_spider(crawler))
    (article,) = [item for item in world.items if item.requested_url.endswith("/a")]
    assert [part.failure for part in article.continuation] == ["http_error"]
    assert sorted(world.fetched) == ["/a", "/b"]


def test_part_that_leads_back_to_the_first_page_ends_the_article(world: World, crawler: SimpleNamespace) -> None:
    first = Page(b'<html><head><link rel="next" href="/a?page=2"></head><body><p>One</p></body></html>')
    world.pages |= {"/rss": feed("/a"), "/a": first, "/a?page=2": replace(first, location="/a")}
    world.run(make_spider(crawler))
    assert world.items[0].continuation == ()


def test_endless_article_is_bounded(world: World, crawler: SimpleNamespace) -> None:
    def part(number: int) -> Page:
        return Page(f'<html><head><link rel="next" href="/a?page={number + 1}"></head></html>'.encode())

    world.pages |= {"/rss": feed("/a"), "/a": part(1)}
    world.pages |= {f"/a?page={number}": part(number) for number in range(2, 60)}
    world.run(make_spider(crawler))
    assert len(world.items[0].continuation) == 19


def test_site_without_lists_is_read_by_its_front_and_section_pages(crawler: SimpleNamespace) -> None:
    menu = '<nav><a href="/politics">Politics</a></nav>'
    world = World(
        {
            "/": Page(front("/story-one-of-the-day").body.replace(b"<body>", f"<body>{menu}".encode())),
            "/politics": Page(
                front("/politics/the-second-story-here").body.replace(
                    b"</body>", b'<a rel="next" href="/politics?page=2">2</a></body>'
                )
            ),
            "/politics?page=2": front("/politics/the-third-story-here"),
        }
    )
    asked = world.run(make_spider(crawler))
    assert [path for path in asked if path.startswith("/politics?")] == ["/politics?page=2"]
    assert sorted(world.fetched) == [
        "/politics/the-second-story-here", "/politics/the-third-story-here", "/story-one-of-the-day",
    ]  # fmt: skip


def test_pages_of_a_list_are_read_only_while_they_bring_something_new(crawler: SimpleNamespace) -> None:
    pages = {
        f"/?page={number}": Page(
            f'<html><body><a rel="next" href="/?page={number + 1}">next</a></body></html>'.encode()
        )
        for number in range(2, 9)
    }
    world = World({"/": Page(front("/story-one-of-the-day", head='<link rel=next href="/?page=2">').body), **pages})
    asked = world.run(make_spider(crawler))
    assert [path for path in asked if path.startswith("/?page")] == ["/?page=2"]


def test_front_page_may_lead_to_the_real_domain_of_a_site(world: World, crawler: SimpleNamespace) -> None:
    world.pages["/"] = front("/story-one-of-the-day")
    spider = make_spider(crawler)
    spider.sites = (replace(make_site("old-example.com"), start=(f"{ORIGIN}/",)),)
    world.run(spider)
    assert world.fetched == ["/story-one-of-the-day"]


def test_no_more_pages_are_fetched_than_the_site_allows(world: World, crawler: SimpleNamespace) -> None:
    world.pages["/rss"] = feed(*(f"/{number}" for number in range(9)))
    spider = make_spider(crawler)
    spider.sites = (replace(make_site("n-example.com"), max_articles=4),)
    world.run(spider)
    assert len(world.items) == 4
    assert spider.describe_sites()["n-example.com"]["left"] == 5


@pytest.mark.parametrize(
    "error", [DownloadTimeoutError("took too long"), IgnoreRequest("robots.txt cannot be had: timeout")]
)
def test_site_that_gives_no_answer_is_given_up(
    crawler: SimpleNamespace, error: Exception, caplog: pytest.LogCaptureFixture
) -> None:
    world = World({path: Page(error=error) for path in ("/", "/sitemap.xml", "/sitemap_index.xml", "/feed/")})
    spider = make_spider(crawler)
    assert world.run(spider) == ["/", "/sitemap.xml", "/sitemap_index.xml"]
    assert "n-example.com is given up for this run" in caplog.text
    assert spider.describe_sites()["n-example.com"]["given_up"].startswith("no answer to 3 requests")


def test_site_that_names_nothing_says_why_source_by_source(
    crawler: SimpleNamespace, caplog: pytest.LogCaptureFixture
) -> None:
    world = World({"/": Page(b"<html><body><div id=app></div></body></html>"), "/rss.xml": feed()})
    world.run(make_spider(crawler))
    assert "n-example.com named no page. Its sources:" in caplog.text
    assert f"front page {ORIGIN}/: 0 pages, 0 new, no link to a page of the site" in caplog.text
    assert f"sitemap {ORIGIN}/sitemap.xml: failed (HTTP status 404)" in caplog.text
    assert f"feed {ORIGIN}/rss.xml: 0 pages, 0 new, no entry in the feed" in caplog.text


def test_quiet_site_is_no_silent_one(world: World, crawler: SimpleNamespace, caplog: pytest.LogCaptureFixture) -> None:
    memory = TransientMemory()
    for _ in range(2):
        spider = make_spider(crawler)
        spider.memory = memory
        world.run(spider)
    assert "named no page" not in caplog.text


def test_stats_count_polls(world: World, crawler: SimpleNamespace) -> None:
    world.pages["/rss"] = Page(status=410)
    world.run(make_spider(crawler))
    assert crawler.stats.get_value("newscrawl/sites") == 1
    assert crawler.stats.get_value("newscrawl/polls/failed") >= 1
    assert crawler.stats.get_value("newscrawl/polls") >= 2


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ({}, "give either -a sites=sites.toml or -a site=example.org"),
        ({"sites": "a.toml", "site": "example.org"}, "give either"),
        ({"site": "exa mple.org"}, "-a site=exa mple.org: a space"),
        ({"site": "ftp://example.org"}, "scheme ftp"),
        ({"site": "example.org", "since": "soon"}, "-a since=soon: no date"),
        ({"site": "example.org", "since": "2026-02", "until": "2026-01"}, "nothing lies between them"),
        ({"site": "example.org", "backfill": "yes"}, "must be all"),
        ({"site": "example.org", "max_articles": "none"}, "must be a whole number above 0"),
        ({"site": "example.org", "colour": "red"}, "has no such argument"),
    ],
)
def test_wrong_arguments_are_refused_in_one_line(arguments: dict[str, str], told: str) -> None:
    with pytest.raises(InputError) as caught:
        NewsSpider(**arguments)
    assert told in str(caught.value)
    assert "\n" not in str(caught.value)


def test_sites_are_read_from_their_file(tmp_path: Path) -> None:
    path = tmp_path / "sites.toml"
    path.write_text('[[site]]\ndomain = "example.org"\n[[site]]\ndomain = "example.com"\n')
    assert [site.name for site in NewsSpider(sites=str(path)).sites] == ["example.org", "example.com"]
    path.write_text("[[site]]\n")
    with pytest.raises(SiteFileError):
        NewsSpider(sites=str(path))
    assert [site.name for site in NewsSpider(site="example.org, example.com/news").sites] == [
        "example.org", "example.com",
    ]  # fmt: skip


@pytest.mark.parametrize(("count", "requests"), [(1, 16), (20, 40), (500, MAX_CONCURRENT)])
def test_every_site_may_have_requests_under_way(crawler: SimpleNamespace, count: int, requests: int) -> None:
    crawler.settings.set("CONCURRENT_REQUESTS", 16, "project")
    crawler.settings.set("CONCURRENT_REQUESTS_PER_DOMAIN", 1, "project")
    names = ",".join(f"s{number}.example.com" for number in range(count))
    NewsSpider.from_crawler(crawler, site=names)
    assert crawler.settings.getint("CONCURRENT_REQUESTS") == requests


def test_demo_site_every_article_is_found(tmp_path: Path) -> None:
    with DemoServer(find_demo_pages()) as server:
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


def test_real_crawl_joins_an_article_on_several_pages(loopback: Loopback, tmp_path: Path) -> None:
    parts = [story("Long read", place=f"{place} harbour") for place in ("eastern", "western", "northern")]
    for number, part in enumerate(parts[:2], start=2):
        parts[number - 2] = part.replace(b"</footer>", f'<a href="/a?page={number}">{number}</a></footer>'.encode())
    loopback.serve({"/": front(head=FEED_LINK).body, "/rss": Answer(feed().body)})
    paths = ("/a", "/a?page=2", "/a?page=3")
    loopback.serve(dict(zip(paths, parts, strict=True)))
    loopback.serve({"/rss": Answer(feed("/a").body.replace(ORIGIN.encode(), loopback.origin.encode()))})
    crawled = run_crawl(tmp_path, "news", site=loopback.origin, backfill="all")
    (record,) = crawled.lines("news.jsonl")
    assert record["pages"] == [loopback.url(path) for path in paths]
    assert [record["text"].count(f"{place} harbour") > 0 for place in ("eastern", "western", "northern")] == [True] * 3
    assert record["warnings"] == []


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
