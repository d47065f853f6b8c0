"""Likeness tells how much of a block the page's metadata says."""

from __future__ import annotations

import pytest

from newscrawl.dom import parse_html, segment_page
from newscrawl.extraction.likeness import UNKNOWN, measure_likeness
from newscrawl.extraction.view import view_page
from newscrawl.metadata.facts import Metadata

STORY = "The council of the port voted on Tuesday to widen the northern lock."


@pytest.mark.parametrize(
    ("facts", "column", "values"),
    [
        (Metadata(), "title_covered", [UNKNOWN, UNKNOWN]),
        (Metadata(title="Wider lock"), "title_covered", [1.0, 0.5]),
        (Metadata(title="Wider lock"), "of_title", [1.0, pytest.approx(1 / 11, abs=0.01)]),
        (Metadata(description=STORY), "in_description", [0.0, 1.0]),
        (Metadata(article_body=f"{STORY} More of it."), "in_article_body", [0.0, 1.0]),
        (Metadata(), "in_article_body", [UNKNOWN, UNKNOWN]),
    ],
)
def test_likeness(facts: Metadata, column: str, values: list[float]) -> None:
    tree = parse_html(f"<html><body><h1>Wider lock</h1><p>{STORY}</p></body></html>")
    assert tree is not None
    assert list(measure_likeness(view_page(segment_page(tree), facts))[column]) == values
