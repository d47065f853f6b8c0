"""Elements around the headline, and which of them are the story's."""

from __future__ import annotations

import pytest
from lxml.html import fromstring

from newscrawl.metadata.headline_zone import ELEMENTS_AFTER, Zone, is_in_foreign_box, read_zone
from newscrawl.metadata.survey import survey_page

H1 = "<h1>The tide turns</h1>"
LINE = '<span class="byline">Ann Roe</span>'


def read(body: str) -> Zone:
    survey = survey_page(fromstring(f"<html><body>{body}</body></html>"))
    return read_zone(survey, survey.h1[0])


@pytest.mark.parametrize(
    "body",
    [
        f"{H1}<div>{LINE}</div>",
        f"<div>{LINE}</div>{H1}",
        f"<article>{H1}<footer>{LINE}</footer></article>",
        f"{H1}<aside><time>2026</time>{LINE}</aside>",
        f"<header>{H1}<ul class='footer'><li>{LINE}</li></ul></header>",
        f"{H1}<article>{'<p>Text.</p>' * 4}{LINE}</article>",
        f"<nav>{H1}</nav>{LINE}",
    ],
)
def test_element_of_the_story_is_in(body: str) -> None:
    assert "Ann Roe" in [mark.text for mark in read(body).marks]


@pytest.mark.parametrize(
    "body",
    [
        f"{H1}<nav>{LINE}</nav>",
        f"{H1}<div class='related-stories'>{LINE}</div>",
        f"{H1}<section id='comments'>{LINE}</section>",
        f"{H1}<aside>{LINE}{'<p>Text.</p>' * 40}</aside>",
        f"{H1}<footer>Imprint</footer><div class='sidebar'><p>x</p>{'<p>Text.</p>' * 40}{LINE}</div>",
        f"<article>{H1}<article>{LINE}</article></article>",
        f"{H1}<article><h2>Next</h2><p>Teaser.</p>{LINE}</article>",
        f"{H1}<div class='teaser'><a href='/x'>Next</a>{LINE}</div>",
        f"{H1}{'<p>Text.</p>' * ELEMENTS_AFTER}{LINE}",
    ],
)
def test_element_of_something_else_is_out(body: str) -> None:
    assert "Ann Roe" not in [mark.text for mark in read(body).marks]


def test_marks_know_which_side_of_the_headline_they_stand() -> None:
    sides = {mark.text: mark.is_after for mark in read(f"<p>Before</p>{H1}<p>After</p>").marks}
    assert sides["Before"] is False
    assert sides["After"] is True


def test_own_text_is_what_stands_in_no_child() -> None:
    marks = read(f"{H1}<p>By <b>Ann</b> for us</p>").marks
    assert [" ".join(mark.own_text.split()) for mark in marks if mark.element.tag == "p"] == ["By for us"]


@pytest.mark.parametrize(
    ("body", "tag"),
    [(f"<main><article>{H1}</article></main>", "article"), (f"<main>{H1}</main>", "main"), (H1, "body")],
)
def test_region_is_the_nearest_frame(body: str, tag: str) -> None:
    region = read(body).region
    assert region is not None
    assert region.tag == tag


def test_page_without_headline_has_no_zone() -> None:
    zone = read_zone(survey_page(fromstring("<p>x</p>")), None)
    assert (zone.headline, zone.marks, zone.region) == (None, (), None)


def test_boxes_are_known_from_inside() -> None:
    tree = fromstring('<div><div class="related"><p><b>x</b></p></div><p><i>y</i></p></div>')
    assert is_in_foreign_box(tree.find(".//b"))
    assert not is_in_foreign_box(tree.find(".//i"))
