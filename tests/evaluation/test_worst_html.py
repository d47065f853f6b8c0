"""The page of worst pages stands alone, shows the differences, and holds texts of any kind without harm."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import lxml.html
import pytest

from newscrawl.evaluation.benchmark import Benchmark
from newscrawl.evaluation.measurement import Plan, measure_in_turn
from newscrawl.evaluation.worst import choose_worst
from newscrawl.evaluation.worst_html import render_worst

GOLD = "The council of the harbour town voted on Tuesday.\nIt put off the dredging <of> the basin & more."
Show = Callable[..., lxml.html.HtmlElement]


@pytest.fixture
def show(make_pages: Callable[..., Benchmark], make_extraction: Callable[..., Any]) -> Show:
    """Measure one page and give the document."""

    def render(text: str, truth: dict[str, Any] | None = None, **extraction: Any) -> lxml.html.HtmlElement:
        benchmark = make_pages(page=(b"", {"articleBody": GOLD, **(truth or {})}))
        plan = Plan(extract=lambda *_: make_extraction(text, **extraction))
        pages = list(measure_in_turn(plan, list(enumerate(benchmark))))
        return lxml.html.document_fromstring(render_worst("a_set", 12, choose_worst(pages, 5)))

    return render


def test_differences_are_marked_and_texts_escaped(show: Show) -> None:
    document = show(GOLD.replace("harbour ", "") + "\n<script>alert(1)</script>")
    (text,) = document.find_class("text")
    assert [one.text for one in text.iter("del")] == ["harbour "]
    (extra,) = text.iter("ins")
    assert extra.text == "\n\n<script>alert(1)</script>"
    assert "dredging <of> the basin & more.\n\n<script>alert(1)</script>" in text.text_content()
    assert list(document.iter("script")) == []


def test_page_needs_nothing_else_and_fits_light_and_dark(show: Show) -> None:
    document = show("")
    assert list(document.iter("link", "img", "script", "iframe")) == []
    (style,) = document.iter("style")
    assert "prefers-color-scheme: dark" in style.text
    assert not re.search(r"url\(|@import", style.text)
    links = [one.get("href") for one in document.iter("a")]
    assert links == ["#page-1", "https://news.example/page"]
    assert document.get_element_by_id("page-1") is not None


def test_scores_and_cuts_of_what_was_lost_are_told(show: Show) -> None:
    first, second = GOLD.splitlines()
    document = show(first, cut=f"{second}\nMenu of the paper")
    section = document.get_element_by_id("page-1").text_content()
    for told in ("F1 0.", "precision 1.000", "lost paragraphs 1 of 2", "score 0.900", "strategy blocks"):
        assert told in section
    assert "9 words of the gold are lost; the cuts below hold 9 words." in section
    rows = [[cell.text_content() for cell in row] for row in document.iter("tr")]
    assert ["read_more", "read-more", "leads to another story", second] in rows
    assert not any("Menu of the paper" in row for row in rows)


def test_leftovers_and_wrong_metadata_are_told(show: Show) -> None:
    truth = {"unwanted": ["Share this story"], "title": "Council", "authors": ["Ann Lee", "Bo Dahl"]}
    document = show(GOLD + "\nShare this story", truth, title="Council", authors=("Ann Lee",))
    rows = [[cell.text_content() for cell in row] for row in document.iter("tr")]
    assert ["Share this story"] in rows
    assert ["authors", "wrong", "Ann Lee, Bo Dahl", "Ann Lee"] in rows
    assert ["title", "exact", "Council", "Council"] in rows


def test_right_metadata_is_not_told(show: Show) -> None:
    assert "Metadata" not in show("", {"title": "Council"}, title="Council").text_content()


def test_long_runs_that_are_alike_are_folded_and_lose_no_word(
    make_pages: Callable[..., Benchmark], make_extraction: Callable[..., Any]
) -> None:
    long = " ".join(f"word{number}" for number in range(300))
    benchmark = make_pages(page=(b"", {"articleBody": f"{long} end"}))
    plan = Plan(extract=lambda *_: make_extraction(long))
    pages = list(measure_in_turn(plan, list(enumerate(benchmark))))
    document = lxml.html.document_fromstring(render_worst("a_set", 1, choose_worst(pages, 1)))
    (text,) = document.find_class("text")
    (summary,) = text.iter("summary")
    assert re.fullmatch(r"2\d\d words that are alike", summary.text)
    summary.drop_tree()
    assert re.findall(r"\w+", " ".join(text.itertext())) == f"{long} end".split()


@pytest.mark.parametrize("odd", ["\x00", "\x1b[31m", "\ufffe", "\ud800"])
def test_characters_that_html_cannot_hold_are_replaced(show: Show, odd: str) -> None:
    document = show(f"{GOLD} odd{odd}end")
    assert "\ufffd" in document.text_content()


def test_address_that_is_no_web_page_is_no_link(
    make_pages: Callable[..., Benchmark], make_extraction: Callable[..., Any]
) -> None:
    (page,) = make_pages(page=(b"", {"articleBody": GOLD}))
    plan = Plan(extract=lambda *_: make_extraction(""))
    pages = list(measure_in_turn(plan, [(0, replace(page, url="javascript:alert(1)"))]))
    document = lxml.html.document_fromstring(render_worst("a_set", 1, choose_worst(pages, 1)))
    assert [one.get("href") for one in document.iter("a")] == ["#page-1", None]
