"""Charts are plain SVG: bars with their values, nothing that runs, no style of their own, text escaped."""

from __future__ import annotations

import re

import pytest
from lxml import etree

from newscrawl.crawl_report.charts import draw_columns, draw_rows

NAMES = "{http://www.w3.org/2000/svg}"


@pytest.mark.parametrize("draw", [draw_columns, draw_rows])
def test_bars_tell_their_values(draw: object) -> None:
    pairs = [("<script>owned()</script>", 1200.0), ("b", 0.0), ("c", 7.0)]
    text = draw(pairs, 'a "chart"', "pages")  # type: ignore[operator]
    tree = etree.fromstring(text)
    titles = {title.text for title in tree.iter(f"{NAMES}title")}
    assert titles == {"<script>owned()</script>: 1,200 pages", "b: 0 pages", "c: 7 pages"}
    assert (tree.get("role"), tree.get("aria-label")) == ("img", 'a "chart"')
    assert {"script", "style"} & {str(element.tag).removeprefix(NAMES) for element in tree.iter()} == set()
    assert text == draw(pairs, 'a "chart"', "pages")  # type: ignore[operator]


def test_largest_row_is_on_top() -> None:
    tree = etree.fromstring(draw_rows([("most", 9.0), ("least", 1.0)], "x", "pages"))
    bars = [bar for bar in tree.iter(f"{NAMES}g") if bar.get("class") == "bar"]
    by_title = {bar.findtext(f"{NAMES}title"): bar.find(f"{NAMES}rect") for bar in bars}
    most, least = by_title["most: 9 pages"], by_title["least: 1 pages"]
    assert most is not None
    assert least is not None
    assert float(most.get("y", "")) < float(least.get("y", ""))
    assert float(most.get("width", "")) > float(least.get("width", ""))


def test_counts_have_no_fractions_beside_them() -> None:
    tree = etree.fromstring(draw_columns([("a", 1.0), ("b", 1.0)], "x", "pages"))
    labels = [text.text or "" for text in tree.iter(f"{NAMES}text")]
    assert [label for label in labels if re.search(r"\d\.\d", label)] == []
