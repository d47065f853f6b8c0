"""The publication's name, and the names of its site."""

from __future__ import annotations

import pytest
from lxml.html import fromstring

from newscrawl.metadata.head import Head, read_head
from newscrawl.metadata.publisher import SiteNames, read_publisher, read_site_names
from newscrawl.metadata.story import Structured, choose_stories
from newscrawl.metadata.survey import survey_page

URL = "https://www.harbour-gazette.co.uk/a"


def _read(page: str, items: list[dict[str, object]]) -> tuple[str | None, SiteNames]:
    survey = survey_page(fromstring(page))
    head = read_head(survey)
    structured = choose_stories(items, [], addresses=[], titles=[])
    publisher = read_publisher(survey, head, structured, None, URL)
    return publisher, read_site_names(survey, head, structured, URL)


def test_publisher_of_the_story_goes_before_the_site_name() -> None:
    page = '<html><head><meta property="og:site_name" content="Gazette Online"></head></html>'
    name, site = _read(page, [{"@type": "Article", "publisher": {"name": "The Harbour Gazette"}}])
    assert name == "The Harbour Gazette"
    assert site.has_name("gazette online")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Harbour-Gazette", True),
        ("harbour-gazette.co.uk", True),
        ("The Harbour Gazette", True),
        ("Ann Roe", False),
        ("", False),
    ],
)
def test_site_is_known_by_its_host(text: str, expected: bool) -> None:
    assert _read("<html></html>", [])[1].has_name(text) is expected


@pytest.mark.parametrize(
    ("part", "expected"),
    [
        ("Harbour Gazette Business", True),
        ("Gazette", True),
        ("Politics", False),
        ("Harbour Gazette wins a prize again", False),
    ],
)
def test_part_of_a_title_may_speak_of_the_site(part: str, expected: bool) -> None:
    assert SiteNames(frozenset(), frozenset({"harbourgazette"})).is_part(part) is expected


@pytest.mark.parametrize("content", ["https://news.example", "@gazette", "x" * 200])
def test_address_handle_and_sentence_are_no_name(content: str) -> None:
    head = Head({"og:site_name": (content,)}, {}, None, None, ())
    assert read_publisher(survey_page(fromstring("<html></html>")), head, Structured(), None, None) is None
