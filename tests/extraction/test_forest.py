"""The forest gives what its trees say, whether or not the first of them were sure."""

from __future__ import annotations

import numpy as np
import pytest

from newscrawl.dom import parse_html, segment_page
from newscrawl.errors import DataFileError
from newscrawl.extraction.features import make_features
from newscrawl.extraction.forest import FIRST_TREES, SURE_ODDS, Forest, load_forest, read_forest
from newscrawl.extraction.marker_weights import COLUMNS
from newscrawl.extraction.view import view_page
from newscrawl.metadata.facts import Metadata


def make_forest(trees: int, step: float) -> Forest:
    """Trees of one question each: is the first feature above 0? Then +step, else -step."""
    nodes = np.arange(3 * trees)
    is_root = nodes % 3 == 0
    children = np.stack([np.where(is_root, nodes + 1, nodes), np.where(is_root, nodes + 2, nodes)], axis=1)
    return Forest(
        names=("only",),
        features=np.zeros(3 * trees, np.intp),
        thresholds=np.tile(np.array([0.0, np.inf, np.inf], np.float32), trees),
        children=children.ravel(),
        values=np.tile(np.array([0.0, -step, step], np.float32), trees),
        roots=np.flatnonzero(is_root),
        depth=1,
    )


@pytest.mark.parametrize("step", [0.001, 0.5], ids=["all trees asked", "first trees sure"])
def test_each_row_gets_the_side_its_trees_say(step: float) -> None:
    given = make_forest(FIRST_TREES + 5, step).predict(np.array([[-1.0], [1.0]], np.float32))
    assert given[0] < 0.5 < given[1]
    assert given[0] == pytest.approx(1 - given[1])


def test_a_page_without_blocks_gets_no_probabilities() -> None:
    assert make_forest(3, 0.1).predict(np.empty((0, 1), np.float32)).tolist() == []


def test_the_model_of_the_package_was_made_with_todays_features() -> None:
    tree = parse_html("<html><body><p>One paragraph of the page.</p></body></html>")
    assert tree is not None
    names, matrix = make_features(view_page(segment_page(tree), Metadata()))
    assert load_forest().names == (*names, *COLUMNS)
    assert matrix.shape == (1, len(names))


def test_a_broken_model_file_is_told_by_name() -> None:
    with pytest.raises(DataFileError, match=r"block_forest\.npz"):
        read_forest(b"no model")


def test_what_features_add_and_what_is_expected_of_all_make_the_odds() -> None:
    forest = load_forest()
    rows = np.random.default_rng(1).normal(0, 3, (40, len(forest.names))).astype(np.float32)
    probabilities = forest.predict(rows)
    odds = np.log(probabilities / (1 - probabilities))
    expected = forest._expect()
    is_sure = np.abs(forest._ask(rows, forest.roots[:FIRST_TREES])) >= SURE_ODDS
    first, every = expected[forest.roots[:FIRST_TREES]].sum(), expected[forest.roots].sum()
    assert forest.contribute(rows).sum(axis=1) == pytest.approx(odds - np.where(is_sure, first, every), abs=1e-4)


def test_a_feature_that_no_tree_asks_for_adds_nothing() -> None:
    added = make_forest(3, 0.5).contribute(np.array([[1.0, 7.0], [-1.0, 7.0]], np.float32))
    assert added.tolist() == [[1.5, 0.0], [-1.5, 0.0]]
