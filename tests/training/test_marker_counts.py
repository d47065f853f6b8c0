"""Weights of marker words say how much of the text under a name is the story's, over domains."""

from __future__ import annotations

import numpy as np

from newscrawl.dom import parse_html, segment_page
from newscrawl.extraction.view import PageView, view_page
from newscrawl.metadata.facts import Metadata
from newscrawl.training.marker_counts import MIN_DOMAINS, MarkerCounts, count_markers, weigh_markers

PAGE = """<html><body><div class="nav"><p>Home</p></div><div class="story-text">
<p>The board met on Monday and voted to raise the fees for all visiting yachts next year.</p></div>
<div class="promo"><p>Subscribe now</p></div></body></html>"""


def make_view() -> PageView:
    tree = parse_html(PAGE)
    assert tree is not None
    return view_page(segment_page(tree), Metadata())


def count(domain: str) -> MarkerCounts:
    view = make_view()
    labels = np.array([float("board" in block.text) for block in view.blocks])
    return count_markers(domain, view, labels, np.ones(len(labels)))


def test_names_of_the_story_weigh_more_than_names_beside_it() -> None:
    weights = weigh_markers(count(f"{number}.example") for number in range(MIN_DOMAINS))
    assert weights.narrow["promo"] < 0 < weights.wide["story"]


def test_words_of_few_domains_have_no_weight() -> None:
    weights = weigh_markers(count(f"{number}.example") for number in range(MIN_DOMAINS - 1))
    assert not weights.narrow
    assert not weights.wide


def test_many_pages_of_one_domain_count_as_one_domain() -> None:
    weights = weigh_markers(count("one.example") for _ in range(20))
    assert not weights.narrow
