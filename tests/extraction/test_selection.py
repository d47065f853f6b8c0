"""The forest selects blocks; where it is unsure of the page, trafilatura does; rules take out what they know."""

from __future__ import annotations

import numpy as np
import pytest
from lxml.html import HtmlElement

from newscrawl.dom import parse_html, segment_page
from newscrawl.extraction import selection
from newscrawl.extraction.selection import FOREST, TRAFILATURA, choose_likely, measure_confidence, select_blocks
from newscrawl.extraction.view import PageView, view_page
from newscrawl.metadata.facts import Metadata
from newscrawl.options import Options

FIRST = "The council of the port voted on Tuesday to widen the northern lock before the winter."
SECOND = "Subscribe to our letter and read the news of the port before anybody else does."
HTML = f"<html><body><p>{FIRST}</p><p>{SECOND}</p></body></html>"


def make_page() -> tuple[PageView, HtmlElement]:
    tree = parse_html(HTML)
    assert tree is not None
    return view_page(segment_page(tree), Metadata()), tree


def quote_first(tree: HtmlElement) -> str:
    return FIRST


def test_likely_blocks_are_chosen() -> None:
    view, tree = make_page()
    chosen = select_blocks(view, np.array([0.99, 0.02]), tree, Options())
    assert (chosen.kept, chosen.strategy) == ((0,), FOREST)


@pytest.mark.parametrize(("is_asked", "strategy"), [(True, TRAFILATURA), (False, FOREST)])
def test_the_second_opinion_is_asked_only_where_the_options_allow_it(
    is_asked: bool, strategy: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(selection, "ask_trafilatura", quote_first)
    view, tree = make_page()
    chosen = select_blocks(view, np.array([0.5, 0.51]), tree, Options(second_opinion=is_asked))
    assert chosen.strategy == strategy
    assert (chosen.kept == (0,)) is is_asked


def test_the_second_opinion_is_not_asked_about_long_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(selection, "ask_trafilatura", quote_first)
    monkeypatch.setattr(selection, "MAX_ASKED_CHARACTERS", 100)
    view, tree = make_page()
    assert select_blocks(view, np.array([0.5, 0.51]), tree, Options()).strategy == FOREST


def test_a_second_opinion_that_finds_nothing_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(selection, "ask_trafilatura", lambda tree: "")
    view, tree = make_page()
    assert select_blocks(view, np.array([0.5, 0.51]), tree, Options()).kept == (0, 1)


@pytest.mark.parametrize(
    ("probabilities", "low", "high"),
    [([1.0, 0.0], 0.99, 1.0), ([0.6, 0.4], 0.4, 0.7), ([0.1, 0.1], 0.0, 0.0)],
    ids=["sure", "unsure", "nothing chosen"],
)
def test_confidence_is_the_expected_score(probabilities: list[float], low: float, high: float) -> None:
    view, _ = make_page()
    assert low <= measure_confidence(view, choose_likely(np.array(probabilities))) <= high
