"""The page of a comparison shows every difference, escaped, with nothing that runs."""

from __future__ import annotations

import pytest
from lxml.html import fromstring

from newscrawl.difference import page as page_module
from newscrawl.difference.comparison import compare_files
from newscrawl.difference.page import render_difference
from tests.difference.test_comparison import make, make_file

EVIL = "<script>owned()</script><!--x-->"


def test_page_shows_paragraphs_fields_and_lone_articles() -> None:
    old = make_file(make(1, "One.", EVIL), make(2, "Gone."))
    new = make_file(make(1, "One.", title=EVIL), make(3, "Come.", site=EVIL))
    tree = fromstring(render_difference(old, new, compare_files(old, new)))
    assert [element.text for element in tree.iter("del")] == ["removed", "Vote", EVIL, "Gone."]
    assert [element.text for element in tree.iter("ins")] == ["added", "Come.", EVIL]
    targets = {element.get("id") for element in tree.iter("section")}
    assert {link.get("href").removeprefix("#") for link in tree.iter("a")} == targets
    assert list(tree.iter("script")) == []


def test_page_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_module, "MAX_SHOWN", 2)
    new = make_file(*(make(number, "x") for number in range(5)))
    page = render_difference(make_file(), new, compare_files(make_file(), new))
    assert page.count("<details") == 2
    assert "The first 2 articles are shown." in page
