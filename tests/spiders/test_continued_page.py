"""Articles that go on on further pages."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

from tests.conftest import Answer, Loopback, run_crawl, story
from tests.simulated_sites import FEED_LINK, ORIGIN, Page, World, feed, front, make_spider


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
