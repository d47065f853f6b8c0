"""What front and section pages name: feeds, sections, articles, the next page."""

from __future__ import annotations

from pathlib import Path

import pytest

import newscrawl
from newscrawl.discovery.candidate import SourceKind
from newscrawl.discovery.page_sources import PageSources, read_page_sources
from newscrawl.discovery.url_variants import fold_url
from newscrawl.fixture import load_fixtures
from newscrawl.site import make_site

FIXTURES = Path(newscrawl.__file__).parents[1] / "fixtures"
SITE = make_site("news.example")
URL = "https://news.example/"


def read(body: str, url: str = URL) -> PageSources:
    return read_page_sources(f"<html lang=en>{body}</html>".encode(), url, SITE, SourceKind.front_page)


def paths(urls: tuple[str, ...]) -> list[str]:
    return [url.removeprefix("https://news.example") for url in urls]


def test_front_page_of_the_demo_site_names_feeds_and_nearly_all_articles() -> None:
    fixtures = load_fixtures(FIXTURES)
    (front,) = [fixture for fixture in fixtures if fixture.name == "front-page"]
    found = read_page_sources(front.page.body, front.page.url, SITE, SourceKind.front_page)
    assert paths(found.feeds) == ["/feed.xml", "/feed.json"]
    assert found.canonical_url == URL
    keys = {candidate.key for candidate in found.articles}
    articles = {fold_url(fixture.page.url) for fixture in fixtures if fixture.reason is None}
    assert len(articles & keys) >= 0.85 * len(articles)
    assert {candidate.language for candidate in found.articles} == {"en-GB"}


@pytest.mark.parametrize(
    "link",
    [
        '<link rel="alternate" type="application/rss+xml" href="/f">',
        '<link rel="alternate home" type="application/atom+xml; charset=utf-8" href="/f">',
        '<link rel=alternate type="application/feed+json" href="https://news.example/f">',
    ],
)
def test_declared_feeds_are_found(link: str) -> None:
    assert paths(read(f"<head>{link}</head><body></body>").feeds) == ["/f"]


@pytest.mark.parametrize("href", ["/feed", "/feed/", "/rss.xml", "/politics/index.rss", "/rss/all", "/feed-sport.xml"])
def test_linked_feeds_are_found(href: str) -> None:
    assert paths(read(f'<body><a href="{href}">RSS</a></body>').feeds) == [href]


@pytest.mark.parametrize(
    "link",
    [
        '<link rel="alternate" type="application/json" href="/wp-json/wp/v2/pages/1">',
        '<link rel="alternate" type="application/json+oembed" href="/oembed">',
        '<link rel="alternate" type="application/rss+xml" href="/comments/feed/">',
        '<link rel="alternate" hreflang="de" href="/de">',
        '<a href="https://other.example/feed">RSS</a>',
        '<a href="/newsfeed-explained">x</a>',
    ],
)
def test_what_is_no_feed_of_stories_is_none(link: str) -> None:
    assert read(f"<body>{link}</body>").feeds == ()


def test_sections_come_from_menus_and_from_what_leads_to_articles() -> None:
    found = read(
        """<body><nav><a href="/politics/">Politics</a><a href="/world/europe">Europe</a>
        <a href="/login">Log in</a>
        <a href="/newsletters">Newsletters</a><a href="https://other.example/x">Partner</a></nav>
        <div class="main-menu"><a href="/sport">Sport</a></div>
        <a href="/culture">Culture</a><a href="/lonely">Lonely</a>
        <a href="/culture/2026/11/24/the-shipwright-who-would-not-sell">The shipwright who would not sell</a>
        <a href="/culture/2026/11/23/larch-and-oak-and-other-woods">Larch and oak and more</a></body>"""
    )
    assert sorted(paths(found.sections)) == ["/culture", "/politics/", "/sport", "/world/europe"]
    assert len(found.articles) == 2


def test_headline_is_kept_as_title_and_picture_link_does_not_hide_it() -> None:
    (article,) = read(
        '<body><a href="/a/b-c-d-e"><img></a><h3><a href="/a/b-c-d-e">Vote on harbour delayed</a></h3></body>'
    ).articles
    assert (article.title, article.source_url, article.source_kind) == (
        "Vote on harbour delayed", URL, SourceKind.front_page,
    )  # fmt: skip


def test_date_beside_a_headline_is_that_of_the_story() -> None:
    (article,) = read(
        '<li><h3><a href="/a/b-c-d-e">Vote on harbour delayed</a></h3><time datetime="2026-11-24">24 Nov</time></li>'
    ).articles
    assert article.published == "2026-11-24"


@pytest.mark.parametrize(
    ("link", "following"),
    [
        ('<link rel="next" href="/politics/page/2">', "/politics/page/2"),
        ('<a rel="next" href="/politics?start=20">Older</a>', "/politics?start=20"),
        ('<a href="/politics?page=2">2</a>', "/politics?page=2"),
        ('<a href="/politics?page=2">Older posts</a>', "/politics?page=2"),
        ('<a href="/politics?page=2">Two killed in storm</a>', None),
        ('<a href="/sport?page=2">2</a>', None),
        ('<a rel="next" href="https://other.example/politics/page/2">2</a>', None),
        ('<a rel="next nofollow" href="/politics/page/2">2</a>', None),
    ],
)
def test_next_page_of_a_list(link: str, following: str | None) -> None:
    found = read(f"<body>{link}</body>", "https://news.example/politics").next_page
    assert found == (f"https://news.example{following}" if following else None)


def test_page_that_forbids_following_still_declares_its_feed() -> None:
    found = read(
        '<head><meta name=robots content="nofollow">'
        '<link rel=alternate type="application/rss+xml" href=/f></head><body>'
        '<nav><a href="/politics">Politics</a></nav><a href="/2026/11/24/a-b-c-d">Vote on harbour delayed</a>'
    )
    assert paths(found.feeds) == ["/f"]
    assert (found.articles, found.sections) == ((), ())
    assert found.faults == ("the page asks robots to follow none of its links",)


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        (b"", "no page of HTML"),
        (b"%PDF-1.7 x", "the body is a PDF"),
        (
            b"<html><body><div id=app></div></body></html>",
            "no link to a page of the site; it may need scripts",
        ),
        (b'<html><body><a href="/about">About</a></body></html>', "none of 1 links looks like an article"),
    ],
)
def test_page_that_yields_nothing_says_why(body: bytes, fault: str) -> None:
    assert read_page_sources(body, URL, SITE, SourceKind.front_page).faults == (fault,)


def test_relative_links_are_relative_to_the_base() -> None:
    found = read('<head><base href="/en/"><link rel=amphtml href="amp"></head><body></body>')
    assert found.amp_url == "https://news.example/en/amp"
