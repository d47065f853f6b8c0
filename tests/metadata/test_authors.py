"""The choice of authors among sources, and agencies."""

from __future__ import annotations

import json

import pytest
from lxml.html import fromstring

from newscrawl.metadata import read_metadata

URL = "https://www.harbour-gazette.example/local/tide"
SITE = '<meta property="og:site_name" content="The Harbour Gazette">'
BYLINE = '<h1>The tide turns</h1><p class="byline">By Cy Day</p>'


def read(head: str = "", body: str = "", *, url: str = URL) -> tuple[tuple[str, ...], str | None]:
    page = fromstring(f"<html><head>{SITE}{head}</head><body>{body}</body></html>")
    metadata = read_metadata(page, url)
    return metadata.authors, metadata.agency


def story(author: object, **fields: object) -> str:
    item = {"@type": "NewsArticle", "headline": "The tide turns", "author": author, **fields}
    return f'<script type="application/ld+json">{json.dumps(item)}</script>'


@pytest.mark.parametrize(
    ("author", "authors", "agency"),
    [
        ({"@type": "Person", "name": "Ann Roe"}, ("Ann Roe",), None),
        ([{"name": "Ann Roe"}, {"name": "Bob Low"}, {"name": "ANN ROE"}], ("Ann Roe", "Bob Low"), None),
        ("By Ann Roe and Bob Low", ("Ann Roe", "Bob Low"), None),
        ({"name": ["Ann Roe", "Bob Low"]}, ("Ann Roe", "Bob Low"), None),
        ([{"@type": "Person", "name": "Ann Roe"}, {"@type": "Organization", "name": "dpa"}], ("Ann Roe",), "dpa"),
        ({"@type": "Person", "name": "Gazette D"}, (), None),
        ({"@type": "Person", "name": "The Harbour Gazette"}, (), None),
        ({"@type": "Organization", "name": "Harbour Council"}, (), None),
        ({"@type": "Person", "name": "Newsroom"}, (), None),
    ],
)
def test_structured_data_names_people_and_agencies(
    author: object, authors: tuple[str, ...], agency: str | None
) -> None:
    assert read(story(author)) == (authors, agency)


@pytest.mark.parametrize(
    ("head", "authors"),
    [
        (story({"name": "Ann Roe"}) + '<meta name="author" content="Bob Low">', ("Ann Roe",)),
        (story({"name": "Gazette staff"}) + '<meta name="author" content="Bob Low">', ("Bob Low",)),
        ('<meta name="author" content="https://gazette.example/bob">', ("Cy Day",)),
        (
            '<meta name="twitter:label1" content="Written by"><meta name="twitter:data1" content="Bob Low">',
            ("Bob Low",),
        ),
        ("", ("Cy Day",)),
    ],
)
def test_first_source_that_names_a_person_wins(head: str, authors: tuple[str, ...]) -> None:
    assert read(head, BYLINE)[0] == authors


def test_references_between_items_are_followed() -> None:
    graph = {
        "@graph": [{"@type": "Article", "headline": "x", "author": {"@id": "#a"}}, {"@id": "#a", "name": "Ann Roe"}]
    }
    assert read(f'<script type="application/ld+json">{json.dumps(graph)}</script>')[0] == ("Ann Roe",)


def test_owner_of_a_personal_site_is_its_author_and_a_newspaper_is_none() -> None:
    item = {"@type": "BlogPosting", "headline": "x", "author": {"@type": "Person", "name": "Ann Roe"}}
    data = f'<script type="application/ld+json">{json.dumps(item)}</script>'
    tree = fromstring(f'<html><head><meta property="og:site_name" content="Ann Roe">{data}</head></html>')
    assert read_metadata(tree, "https://annroe.example/a").authors == ("Ann Roe",)
    assert read(story({"@type": "Person", "name": "Harbour Gazette"}))[0] == ()


@pytest.mark.parametrize(
    ("url", "authors"),
    [("https://annroe2.example.com/a", ("Ann Roe",)), ("https://annroe.example/a", ()), ("https://[", ())],
)
def test_owner_of_a_site_on_a_platform_writes_its_news(url: str, authors: tuple[str, ...]) -> None:
    head = '<meta property="og:site_name" content="Ann Roe">' + story({"@type": "Person", "name": "Ann Roe"})
    assert read_metadata(fromstring(f"<html><head>{head}</head></html>"), url).authors == authors


def test_agencies_of_all_sources_are_gathered_once() -> None:
    head = story([{"name": "Reuters"}, {"name": "Ann Roe"}], creditText="Reuters/dpa")
    assert read(head) == (("Ann Roe",), "Reuters/dpa")
