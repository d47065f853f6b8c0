"""Headings, and the headline where no `<h1>` says it."""

from __future__ import annotations

import pytest
from lxml.html import fromstring

from newscrawl.metadata.headings import find_headings, find_lesser_heading, find_second_headline, find_text
from newscrawl.metadata.headline_zone import read_zone
from newscrawl.metadata.survey import Survey, survey_page

TITLE = "Council waits for the survey"


def survey(body: str) -> Survey:
    return survey_page(fromstring(f"<html><head><title>{TITLE}</title></head><body>{body}</body></html>"))


def test_empty_headings_are_left_out() -> None:
    page = survey("<h1><img></h1><h1>The <b>tide</b></h1><h2>Late</h2>")
    assert [text for _, text in find_headings(page)] == ["The tide"]


@pytest.mark.parametrize(
    ("body", "title"),
    [
        (f"<h2>{TITLE}</h2><h1>What we think</h1>", TITLE),
        (f"<h1>What we think</h1><h2>{TITLE}</h2>", None),
        ("<h2>More stories</h2><h1>What we think</h1>", None),
    ],
)
def test_lesser_heading_counts_above_the_h1_only(body: str, title: str | None) -> None:
    page = survey(body)
    found = find_lesser_heading(page, [TITLE], before=page.h1[0])
    assert (found[1] if found else None) == title


@pytest.mark.parametrize(
    ("body", "title"),
    [
        (f"<nav><h1>Dredging: council waits</h1></nav><h2>{TITLE}</h2>", TITLE),
        (f"<h1>Dredging: council waits</h1><h2><span>Harbour</span> <span>{TITLE}</span></h2>", TITLE),
        (f"<h1><span>Harbour</span> <span>{TITLE}</span></h1>", TITLE),
        (f"<h1><span>{TITLE}:</span> the vote is in May</h1>", None),
        ("<h1>Dredging: council waits</h1><h2>Read more</h2>", None),
        ("<h1>Dredging</h1>" + "<p>x</p>" * 40 + f"<h2>{TITLE}</h2>", None),
    ],
)
def test_second_headline_stands_in_or_right_below_the_first(body: str, title: str | None) -> None:
    page = survey(body)
    found = find_second_headline(read_zone(page, page.h1[0]), [TITLE])
    assert (found[1] if found else None) == title


def test_text_of_any_element_can_be_the_headline_but_not_the_title_tag() -> None:
    page = survey(f"<nav>{TITLE}</nav><font><b>{TITLE.upper()}</b></font>")
    element = find_text(page, TITLE)
    assert element is not None
    assert element.tag == "b"
    assert find_text(survey("<p>Else</p>"), TITLE) is None
