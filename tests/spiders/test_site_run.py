"""One site in one run: what is asked of it, and what is told of it."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import pytest
from scrapy.exceptions import DownloadTimeoutError, IgnoreRequest

from newscrawl.memory.transient import TransientMemory
from newscrawl.site import make_site
from newscrawl.site_counts import FoundPages
from newscrawl.spiders.site_run import SiteRun
from tests.simulated_sites import ORIGIN, Page, World, feed, front, make_spider


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


def test_pages_of_a_site_are_counted_under_its_name(world: World, crawler: SimpleNamespace) -> None:
    spider = make_spider(crawler)
    world.run(spider)
    (run,) = spider.runs
    assert spider.list_found() == [FoundPages(run.site.name, found=2, left=0)]
    assert spider.name_site(f"{ORIGIN}/a") == run.site.name
    assert spider.name_site("https://elsewhere.example/a") == "elsewhere.example"


def test_page_of_two_sites_counts_for_the_narrower_one(crawler: SimpleNamespace) -> None:
    spider = make_spider(crawler)
    for name in ("n-example.com", "sport.n-example.com"):
        spider.runs.append(SiteRun.begin(make_site(name), TransientMemory(), spider.clock(), None, width=1))
    assert spider.name_site("https://sport.n-example.com/a") == "sport.n-example.com"
    assert spider.name_site("https://www.n-example.com/a") == "n-example.com"
