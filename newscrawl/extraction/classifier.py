"""Decides how likely each block of a page is the story's: the forest and the marker weights, asked together.

Which likelihood is enough is left to `selection.py`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from newscrawl.extraction.features import FeatureTable
from newscrawl.extraction.forest import Forest, load_forest
from newscrawl.extraction.marker_weights import MarkerWeights, load_marker_weights, measure_markers
from newscrawl.extraction.view import PageView

ROWS_AT_ONCE = 250
"""Blocks that are rated at a time: each takes as much memory as the model has features and trees. A page of 11,000
links takes as long with 125, 6 % longer with 1,000."""


@dataclass(frozen=True, slots=True)
class Classifier:
    """One trained model: its trees, and the weights that some of their features are made with."""

    forest: Forest
    weights: MarkerWeights

    def rate(self, view: PageView) -> NDArray[np.float64]:
        """Give each block's probability, 0 to 1, of belonging to the story."""
        return np.concatenate([self.forest.predict(part) for part in self.describe(view)])

    def describe(self, view: PageView) -> Iterator[NDArray[np.float32]]:
        """Give the rows that the forest is asked about, a row a block, some at a time."""
        table, markers = FeatureTable(view), measure_markers(view, self.weights)
        size = len(view.blocks)
        spans = ((start, min(start + ROWS_AT_ONCE, size)) for start in range(0, size, ROWS_AT_ONCE))
        return (np.hstack([table.read_rows(start, end), markers[start:end]]) for start, end in spans)


@cache
def load_classifier() -> Classifier:
    """Read the model that comes with the package."""
    return Classifier(load_forest(), load_marker_weights())
