"""Decides how likely each line of a plain text belongs to the story: line features, put to a forest.

The model is trained by `newscrawl/training/line_model.py`. What its answers mean is left to `line_verdicts.py`.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from newscrawl.blocks import Cut
from newscrawl.cleaning.line_features import make_line_features
from newscrawl.cleaning.lines import Line
from newscrawl.extraction.forest import Forest, read_forest

MODEL_FILE = "line_forest.npz"
ROWS_AT_ONCE = 4096
"""Bounds the memory that the forest takes at a time."""


@cache
def load_line_forest() -> Forest:
    """Read the model that comes with the package."""
    return read_forest((files("newscrawl") / "data" / MODEL_FILE).read_bytes())


def rate_lines(lines: Sequence[Line], known: Sequence[Cut | None], forest: Forest | None = None) -> NDArray[np.float64]:
    """Give each line's probability, 0 to 1, of belonging to the story.

    known: what the line rules say of each. forest: another model than the package's.
    """
    if not lines:
        return np.zeros(0)
    model = load_line_forest() if forest is None else forest
    _, features = make_line_features(lines, known)
    parts = [features[start : start + ROWS_AT_ONCE] for start in range(0, len(features), ROWS_AT_ONCE)]
    return np.concatenate([model.predict(part) for part in parts])
