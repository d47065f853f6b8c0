"""Unwanted lines are found where they are left over, and expectations are kept in one form."""

from __future__ import annotations

from pathlib import Path

import pytest

from newscrawl.fixture import Fixture
from newscrawl.fixture_outcome import (
    build_outcome,
    choose_fields,
    find_leftovers,
    format_paragraphs,
    format_record,
    split_lines,
)
from newscrawl.page import RawPage
from tests.conftest import story

STORY = story("Ferry late again in the morning", ["/home"])


def make_fixture(
    body: bytes = STORY, paragraphs: tuple[str, ...] = (), unwanted: tuple[str, ...] = ()
) -> Fixture:
    url = "https://news.example/local/ferry-late"
    page = RawPage(url=url, requested_url=url, body=body, status=200, fetched="2026-01-01T00:00:00Z")
    return Fixture(
        name="ferry",
        path=Path("ferry"),
        page=page,
        about="",
        expected={},
        expected_paragraphs=paragraphs,
        unwanted=unwanted,
    )


@pytest.mark.parametrize(
    ("paragraphs", "leftovers"),
    [
        (("Share prices fell.", "He said no."), ()),
        (("Share prices fell.", "Share", "He said no."), ("Share",)),
        (("Share prices fell. Read more here", "He said no."), ("Read more here",)),
        (("Share prices fell.", "He said no.", "He said no."), ("He said no",)),
        (None, ()),
    ],
)
def test_leftovers_are_whole_lines_and_what_stands_too_often(
    paragraphs: tuple[str, ...] | None, leftovers: tuple[str, ...]
) -> None:
    fixture = make_fixture(
        paragraphs=("Share prices fell.", "He said no."), unwanted=("Share", "Read more here", "He said no")
    )
    assert find_leftovers(fixture, paragraphs) == leftovers


def test_article_gives_the_whole_record_and_nothing_that_a_release_would_change() -> None:
    outcome = build_outcome(make_fixture())
    assert next(iter(outcome.record)) == "schema"
    assert outcome.record["title"] == "Ferry late again in the morning"
    assert outcome.record["crawler_version"] == outcome.record["extractor"]["version"] == "0"
    assert outcome.record["fetched"] == "2026-01-01T00:00:00Z"
    assert outcome.paragraphs is not None
    assert len(outcome.paragraphs) == 10
    assert "/home" in outcome.source_text


def test_page_that_is_no_article_gives_the_reason() -> None:
    outcome = build_outcome(make_fixture(body=b"%PDF-1.7 not a page"))
    assert (outcome.record, outcome.paragraphs) == ({"reason": "not_html", "title": None}, None)
    assert "PDF" in outcome.evidence


ARTICLE = {"title": "x", "page_type": "article", "word_count": 9}


@pytest.mark.parametrize(
    ("expected", "record", "fields"),
    [
        ({"title": "y"}, ARTICLE, {"title": "x"}),
        ({"word_count": 1, "gone": 2}, ARTICLE, {"word_count": 9}),
        ({}, ARTICLE, {"title": "x", "page_type": "article"}),
        ({"reason": "listing"}, ARTICLE, {"title": "x", "page_type": "article"}),
        ({"reason": "listing"}, {"reason": "video", "title": "x"}, {"reason": "video"}),
        ({}, {"reason": "video", "title": "x"}, {"reason": "video", "title": "x"}),
        ({"title": "x"}, {"reason": "video", "title": "x"}, {"reason": "video", "title": "x"}),
    ],
)
def test_expectation_chooses_the_fields_that_it_is_held_to(
    expected: dict[str, object], record: dict[str, object], fields: dict[str, object]
) -> None:
    assert choose_fields(expected, record) == fields


def test_rows_of_a_table_are_lines_of_their_own() -> None:
    assert split_lines(["One.", "a\tb\nc\td", ""]) == ["One.", "a\tb", "c\td"]


def test_record_is_kept_readable_and_in_order() -> None:
    assert format_record({"b": "ö", "a": []}, ("a",)) == '{\n  "a": [],\n  "b": "ö"\n}\n'


def test_no_paragraphs_are_no_file() -> None:
    assert format_paragraphs(None) == ""
    assert format_paragraphs(("One.", "Two.")) == "One.\nTwo.\n"
