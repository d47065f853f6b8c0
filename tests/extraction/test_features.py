"""The classifier sees what stands in a block and around it, whatever the language."""

from __future__ import annotations

import numpy as np
import pytest

from newscrawl.dom import parse_html, segment_page
from newscrawl.extraction.features import BEYOND, FeatureTable, make_features
from newscrawl.extraction.view import view_page
from newscrawl.metadata.facts import Metadata

PAGE = """<html><body><ul><li><a href=/a>One</a></li><li><a href=/b>Two</a></li></ul>
<p>The board met on Monday, at 9, and voted to raise the fees for visiting yachts.</p></body></html>"""


def describe(html: str, facts: Metadata | None = None) -> dict[str, list[float]]:
    tree = parse_html(html)
    assert tree is not None
    names, matrix = make_features(view_page(segment_page(tree), facts or Metadata()))
    assert len(set(names)) == len(names) == matrix.shape[1]
    assert matrix.dtype == np.float32
    assert np.isfinite(matrix).all()
    return {name: [float(value) for value in column] for name, column in zip(names, matrix.T, strict=True)}


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("link_density", [1.0, 1.0, 0.0]),
        ("link_run", [2.0, 2.0, 0.0]),
        ("ends_sentence", [0.0, 0.0, 1.0]),
        ("words", [1.0, 1.0, 16.0]),
        ("words@-1", [float(BEYOND), 1.0, 1.0]),
        ("words@+2", [16.0, float(BEYOND), float(BEYOND)]),
        ("same_make@+1", [1.0, 0.0, float(BEYOND)]),
        ("declared_news", [0.0, 0.0, 0.0]),
    ],
)
def test_column(name: str, values: list[float]) -> None:
    assert describe(PAGE)[name] == values


def test_what_the_page_declares_stands_in_every_row() -> None:
    facts = Metadata(declared_types=("NewsArticle",), is_article_declared=True, published="2026-01-02")
    columns = describe(PAGE, facts)
    assert columns["declared_news"] == columns["declared_article"] == columns["has_day"] == [1.0] * 3


def test_rows_of_a_few_blocks_are_those_of_all() -> None:
    tree = parse_html(PAGE)
    assert tree is not None
    table = FeatureTable(view_page(segment_page(tree), Metadata()))
    whole = table.read_rows(0, 3)
    assert np.array_equal(np.vstack([table.read_rows(0, 1), table.read_rows(1, 3)]), whole)
