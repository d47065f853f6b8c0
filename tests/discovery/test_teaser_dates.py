"""Dates of stories that a page teases."""

from __future__ import annotations

import pytest
from lxml.html import document_fromstring

from newscrawl.discovery.teaser_dates import MAX_TIMES, find_teaser_dates

URLS = {"https://n.example/a", "https://n.example/b"}


def find(body: str) -> dict[str, str]:
    root = document_fromstring(f"<html><body>{body}</body></html>")
    dates = find_teaser_dates(root, "https://n.example/", URLS)
    return {url.removeprefix("https://n.example"): date for url, date in dates.items()}


@pytest.mark.parametrize(
    "card",
    [
        '<li><a href="/a">A</a><time datetime="2026-11-24T06:00:00Z">6 am</time></li>',
        '<div><div><time datetime="2026-11-24T06:00:00Z"></time></div><h3><a href="/a">A</a></h3></div>',
        '<a href="/a"><span><time datetime="2026-11-24T06:00:00Z"></time></span></a>',
        '<li><a href="/a"></a><a href="/a">A</a><a href="/tag/x">x</a><time datetime="2026-11-24T06:00:00Z"></li>',
    ],
)
def test_date_belongs_to_the_only_story_of_its_card(card: str) -> None:
    other = '<li><a href="/b">B</a><time datetime="2026-11-23">yesterday</time></li>'
    assert find(f"<ul>{card}{other}</ul>") == {"/a": "2026-11-24T06:00:00Z", "/b": "2026-11-23"}


@pytest.mark.parametrize(
    "body",
    [
        '<div><a href="/a">A</a><a href="/b">B</a><time datetime="2026-11-24"></time></div>',
        '<div><time datetime="2026-11-24"></time></div>',
        '<div><a href="/a">A</a><time>yesterday</time></div>',
        '<div><a href="/a">A</a><time datetime="soon"></time></div>',
        '<div><a href="/c">C</a><time datetime="2026-11-24"></time></div>',
    ],
)
def test_date_that_belongs_to_no_single_story_is_left(body: str) -> None:
    assert find(body) == {}


def test_first_date_of_a_story_counts() -> None:
    times = '<time datetime="2026-11-24"></time><time datetime="2026-11-25"></time>'
    assert find(f'<div><a href="/a">A</a>{times}</div>') == {"/a": "2026-11-24"}


def test_page_of_nothing_but_dates_is_bounded() -> None:
    many = '<time datetime="2026-11-24"></time>' * MAX_TIMES
    story = '<div><a href="/a">A</a><time datetime="2026-11-24"></time></div>'
    assert find(f'<div>{many}</div>{story}<a href="/b">B</a>') == {}
