"""The forest gives what its trees say, whether or not the first of them were sure."""

from __future__ import annotations

import numpy as np
import pytest

from newscrawl.dom import parse_html, segment_page
from newscrawl.errors import DataFileError
from newscrawl.extraction.features import make_features
from newscrawl.extraction.forest import FIRST_TREES, Forest, load_forest, read_forest
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
