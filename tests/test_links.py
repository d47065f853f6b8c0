"""Links that lead to a page are read once, in order; what looks like an article is told by URL and anchor."""

from __future__ import annotations

import lxml.html
import pytest

from newscrawl.links import Link, is_nofollow, read_links, resolve_link, score_link

BASE = "https://news.example/politics/"


def read(markup: str) -> list[Link]:
    return list(read_links(lxml.html.fromstring(f"<html><body>{markup}</body></html>"), BASE))


def test_links_are_absolute_without_fragment_and_come_once() -> None:
    links = read(
        '<a href="/a#top">First <b>story</b>\n of all</a> <a href="vote">Vote</a>'
        ' <a href="/a">again</a> <a>no link</a> <a href="https://other.example/x">x</a>'
    )
    assert [link.url for link in links] == [
        "https://news.example/a",
        "https://news.example/politics/vote",
        "https://other.example/x",
    ]
    assert links[0].text == "First story of all"


@pytest.mark.parametrize(
    "anchor",
    [
        '<a href="/a" rel="nofollow">a</a>',
        '<a href="/a" rel="noopener NOFOLLOW">a</a>',
        '<a href="/a" download>a</a>',
        '<a href="">a</a><meta name="robots" content="noindex, nofollow">',
        '<meta name="Robots" content="none"><a href="/a">a</a>',
    ],
)
def test_link_that_the_site_asks_not_to_follow_is_left_out(anchor: str) -> None:
    assert read(anchor) == []


@pytest.mark.parametrize(
    ("directives", "expected"),
    [
        ("nofollow", True),
        ("noindex, NoFollow", True),
        ("googlebot: nofollow", True),
        ("none", True),
        ("noopener noreferrer", False),
        ("max-image-preview:none-of-it", False),
        ("", False),
    ],
)
def test_nofollow_is_told_in_all_its_writings(directives: str, expected: bool) -> None:
    assert is_nofollow(directives) is expected


@pytest.mark.parametrize(
    ("href", "url"),
    [
        (" vote ", "https://news.example/politics/vote"),
        ("../a?b=c", "https://news.example/a?b=c"),
        ("//other.example/a", "https://other.example/a"),
        ("", "https://news.example/politics/"),
        ("#comments", "https://news.example/politics/"),
        ("mailto:desk@news.example", None),
        ("javascript:void(0)", None),
        ("tel:+1", None),
        ("data:text/html,a", None),
        ("/photo.JPG", None),
        ("/report.pdf?download=1", None),
        ("/feed.xml", None),
        ("https://[::1/a", None),
        ("https://a b.example/", None),
        ("http://", None),
    ],
)
def test_link_that_leads_to_no_page_has_no_url(href: str, url: str | None) -> None:
    assert resolve_link(href, BASE) == url


HEADLINE = "Council votes to delay dredging of the harbour"


@pytest.mark.parametrize(
    ("url", "text"),
    [
        ("https://news.example/2026/11/24/harbour-vote", HEADLINE),
        ("https://news.example/politics/council-votes-to-delay-dredging", HEADLINE),
        ("https://news.example/politics/council-votes-to-delay-dredging-20261124", ""),
        ("https://news.example/2010/12/06/politics/main7120984.shtml", ""),
        ("https://news.example/nachrichten/article123456789.html", HEADLINE),
        ("https://news.example/story?id=1234567", HEADLINE),
        ("https://news.example/news/市議会が浚渫の延期を決定", "市議会が港の浚渫を春まで延期"),
    ],
)
def test_story_looks_like_an_article(url: str, text: str) -> None:
    assert Link(url, text, score_link(url, text)).is_article_like


@pytest.mark.parametrize(
    ("url", "text"),
    [
        ("https://news.example/", "Home"),
        ("https://news.example/politics", "Politics"),
        ("https://news.example/real-estate-and-homes/", "Real estate"),
        ("https://news.example/tag/harbour-and-river-and-sea", "All stories about the harbour"),
        ("https://news.example/author/jane-q-van-doe", "Jane Q. van Doe"),
        ("https://news.example/2026/11/", "November 2026"),
        ("https://news.example/thema/hafen-und-fluss-und-meer", "Alle Artikel zum Thema Hafen"),
        ("https://news.example/search?q=harbour", "Search"),
        ("https://news.example/privacy", "How we use the data of our readers"),
    ],
)
def test_page_of_links_or_services_does_not(url: str, text: str) -> None:
    assert not Link(url, text, score_link(url, text)).is_article_like


def test_front_page_comes_after_its_sections() -> None:
    assert score_link("https://news.example", "") < score_link("https://news.example/politics", "")
