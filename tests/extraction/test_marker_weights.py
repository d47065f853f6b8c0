"""The columns of the marker weights tell, for each block, what the names around it are worth."""

from __future__ import annotations

from newscrawl.dom import parse_html, segment_page
from newscrawl.extraction.marker_weights import COLUMNS, MarkerWeights, load_marker_weights, measure_markers
from newscrawl.extraction.view import view_page
from newscrawl.metadata.facts import Metadata

PAGE = """<html><body><div class="outer"><div class="promo"><p>Subscribe</p></div>
<div class="unheard-of"><p>Subscribe</p></div></div></body></html>"""
WEIGHTS = MarkerWeights(narrow={"promo": -3.0, "<p>": 1.0}, wide={})


def test_the_worst_and_best_names_around_a_block_are_found() -> None:
    tree = parse_html(PAGE)
    assert tree is not None
    rows = measure_markers(view_page(segment_page(tree), Metadata()), WEIGHTS)
    worst, best = COLUMNS.index("marker_worst"), COLUMNS.index("marker_best")
    assert [row[worst] for row in rows] == [-3.0, 1.0]
    assert [row[best] for row in rows] == [1.0, 1.0]


def test_the_weights_of_the_package_know_the_commonest_names() -> None:
    weights = load_marker_weights()
    assert weights.narrow["nav"] < -3
    assert weights.narrow["<p>"] > 0
