"""The choice of dates among sources."""

from __future__ import annotations

import json

import pytest
from lxml.html import fromstring

from newscrawl.metadata import read_metadata


def story(**fields: object) -> str:
    item = {"@type": "NewsArticle", "headline": "The tide turns", **fields}
    return f'<script type="application/ld+json">{json.dumps(item)}</script>'


def read(head: str = "", body: str = "") -> tuple[str | None, str | None, str | None]:
    metadata = read_metadata(fromstring(f"<html lang='en'><head>{head}</head><body>{body}</body></html>"), None)
    return metadata.published, metadata.published_source, metadata.modified


META = '<meta property="article:published_time" content="2026-03-11T09:00:00Z">'
SHOWN = "<h1>The tide turns</h1><time>10 March 2026</time>"
MICRODATA = (
    '<div itemscope itemtype="http://schema.org/Article"><h1 itemprop="headline">The tide turns</h1>'
    '<time itemprop="datePublished" datetime="2026-03-09T09:00:00Z">9 March</time></div>'
)


@pytest.mark.parametrize(
    ("head", "body", "published", "source"),
    [
        (story(datePublished="2026-03-12T07:30:00Z") + META, SHOWN, "2026-03-12T07:30:00Z", "json-ld:datePublished"),
        (META, SHOWN, "2026-03-11T09:00:00Z", "meta:article:published_time"),
        (META, MICRODATA, "2026-03-11T09:00:00Z", "meta:article:published_time"),
        ("", MICRODATA, "2026-03-09T09:00:00Z", "microdata:datePublished"),
        ("", SHOWN, "2026-03-10", "time"),
        (story(datePublished="") + story(datePublished=None), "", None, None),
        (story(datePublished=1_773_300_600), "", "2026-03-12T07:30:00Z", "json-ld:datePublished"),
        (story(datePublished="0001-01-01T00:00:00Z"), SHOWN, "2026-03-10", "time"),
    ],
)
def test_published_comes_from_the_first_source_that_states_it(
    head: str, body: str, published: str | None, source: str | None
) -> None:
    assert read(head, body)[:2] == (published, source)


def test_day_is_completed_by_a_source_that_means_the_same_moment() -> None:
    assert read(story(datePublished="2026-03-11") + META)[0] == "2026-03-11T09:00:00Z"
    assert read(story(datePublished="2026-03-12") + META)[0] == "2026-03-12"


@pytest.mark.parametrize(
    ("head", "modified"),
    [
        (story(datePublished="2026-03-12T07:30:00Z", dateModified="2026-03-12T09:00:00Z"), "2026-03-12T09:00:00Z"),
        (story(datePublished="2026-03-12T07:30:00Z", dateModified="2026-03-12T06:00:00Z"), None),
        ('<meta property="article:modified_time" content="2026-03-13">', "2026-03-13"),
        (story(dateModified="soon"), None),
    ],
)
def test_change_is_read_unless_it_came_before_publication(head: str, modified: str | None) -> None:
    assert read(head)[2] == modified


def test_a_change_alone_is_no_publication() -> None:
    assert read(body="<h1>The tide turns</h1><p>Last updated: 13 March 2026</p>") == (None, None, "2026-03-13")
