"""Decides how likely each block of a page is the story's: the forest and the marker weights, asked together.

Which likelihood is enough is left to `selection.py`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from newscrawl.extraction.features import make_features
from newscrawl.extraction.forest import Forest, load_forest
from newscrawl.extraction.marker_weights import MarkerWeights, load_marker_weights, measure_markers
from newscrawl.extraction.view import PageView


@dataclass(frozen=True, slots=True)
class Classifier:
    """One trained model: its trees, and the weights that some of their features are made with."""

    forest: Forest
    weights: MarkerWeights

    def rate(self, view: PageView) -> NDArray[np.float64]:
        """Give each block's probability, 0 to 1, of belonging to the story."""
        matrix = np.hstack([make_features(view)[1], measure_markers(view, self.weights)])
        return self.forest.predict(matrix)


@cache
def load_classifier() -> Classifier:
    """Read the model that comes with the package."""
    return Classifier(load_forest(), load_marker_weights())
