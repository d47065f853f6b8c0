"""Bylines that the page shows."""

from __future__ import annotations

import pytest
from lxml.html import fromstring

from newscrawl.metadata.headline_zone import read_zone
from newscrawl.metadata.publisher import SiteNames
from newscrawl.metadata.shown_bylines import read_names_elsewhere, read_shown_names
from newscrawl.metadata.survey import survey_page

SITE = SiteNames(frozenset({"harbourgazette"}), frozenset({"gazette"}))
FAR = "<p>Text of the story.</p>" * 200


def read(body: str, description: str | None = None) -> list[str]:
    survey = survey_page(fromstring(f"<html><body><h1>The tide turns</h1>{body}</body></html>"))
    return read_shown_names(read_zone(survey, survey.h1[0]), SITE, description)[0]


def read_far(body: str) -> list[str]:
    survey = survey_page(fromstring(f"<html><body><h1>The tide turns</h1>{FAR}{body}</body></html>"))
    return read_names_elsewhere(survey, read_zone(survey, survey.h1[0]), SITE)[0]


@pytest.mark.parametrize(
    ("body", "names"),
    [
        ('<p class="author"><span class="author-label">By </span>Ann Roe</p>', ["Ann Roe"]),
        ('<p class="author">Ann Roe<br>4 August 2026</p>', ["Ann Roe"]),
        ('<div class="authors"><a href="/u/ann">Ann Roe</a> <span>Writer, Hardware</span></div>', ["Ann Roe"]),
        ('<p>Written by</p><p><a href="/u/ann">Ann Roe</a></p>', ["Ann Roe"]),
        ('<span class="byline">Von Ann Roe und Max Low</span>', ["Ann Roe", "Max Low"]),
        ('<span class="byline">Par Hélène Roe avec AFP</span>', ["Hélène Roe"]),
        ('<span class="byline">Xiaoying You<sup>1</sup></span>', ["Xiaoying You"]),
        ('<a rel="author" href="/a">Ann Roe</a><a rel="author" href="/a">Ann Roe Ann Roe</a>', ["Ann Roe", "Ann Roe"]),
        ('<span class="byline">Facebook Twitter</span>', []),
        ('<blockquote>“No.” <cite class="quote-author">Ann Roe</cite></blockquote>', []),
        ('<figure><img><span class="author">Ann Roe</span></figure>', []),
        ('<p>Reviewed by <a class="author" href="/a">Ann Roe</a></p>', []),
        ('<p>Fact-checked by: <a href="/author/ann">Ann Roe</a></p>', []),
        (f'<p>{"The council waits. " * 12}<a href="/author/ann">Ann Roe</a> said so.</p>', []),
    ],
)
def test_byline_names_who_wrote(body: str, names: list[str]) -> None:
    assert read(body) == names


def test_of_several_groups_the_first_below_the_headline_is_the_byline() -> None:
    teaser = "<p>x</p>" * 30 + '<h3>Next story</h3><span class="author">Bob Low</span>'
    assert read(f'<span class="author">Ann Roe</span>{teaser}') == ["Ann Roe"]


def test_bold_name_that_opens_the_story_and_its_description_is_the_byline() -> None:
    body = "<p><strong>Ann Roe</strong></p><p>The council waits.</p>"
    assert read(body, "Ann Roe The council waits.") == ["Ann Roe"]
    assert read(body, "The council waits.") == []
    assert read("<p><strong>In this story</strong></p>", "In this story") == []


@pytest.mark.parametrize(
    ("body", "names"),
    [
        ('<div class="author-name">Ann Roe</div>', ["Ann Roe"]),
        ('<div class="author-name">Ann Roe</div><a rel="author" class="author">Ann Roe</a>', ["Ann Roe"]),
        ('<div class="author-name">Ann Roe</div><div class="author-name">Bob Low</div>', []),
        ('<div class="related"><div class="author-name">Ann Roe</div></div>', []),
        ("<p>Written by <a href='/a'>Ann Roe</a></p>", ["Ann Roe"]),
        ("<p>（文／早瀬千夏）</p>", ["早瀬千夏"]),
        ("<p>Written by the sea, the town waits.</p>", []),
    ],
)
def test_far_from_the_headline_all_marks_must_agree(body: str, names: list[str]) -> None:
    assert read_far(body) == names
