"""Decides which blocks of a page are the story's, and which strategy said so: the classifier of `forest.py`, or,
where it is unsure of the page, trafilatura.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from lxml.html import HtmlElement
from numpy.typing import NDArray

from newscrawl.blocks import Cut
from newscrawl.extraction.alignment import Reference
from newscrawl.extraction.exclusions import find_exclusions
from newscrawl.extraction.second_opinion import ask_trafilatura
from newscrawl.extraction.view import PageView
from newscrawl.options import Options

MIN_PROBABILITY = 0.5
"""A block from which on belongs to the story. From 0.5 to 0.6 F1 moves by less than its error on both development
sets, and short paragraphs of the story are lost sooner than furniture."""
MIN_QUOTED_SHARE = 0.5
"""A block is another extractor's if half of its word shingles stand in that text."""
MIN_QUOTED_PROBABILITY = 0.1
"""What the classifier is as good as sure of stays out, whoever quotes it."""
MIN_CONFIDENCE = 0.72
"""Below this expected F1 trafilatura is asked: 1 % of the pages of either development set, where its choice
scored 0.57 against 0.32. Asked on 3 % it gained nothing more."""
MAX_ASKED_CHARACTERS = 200_000
"""Of a text trafilatura takes 50 times the memory: the longest of the development pages has 79,206 characters."""
FOREST, TRAFILATURA = "forest", "trafilatura"


@dataclass(frozen=True, slots=True)
class Selection:
    """probabilities: of each block, to belong to the story. kept: the indexes of the blocks that do, in order.
    strategy: what decided. excluded: blocks that rules took out of its choice, with the verdict on each.
    """

    probabilities: Sequence[float]
    kept: tuple[int, ...]
    strategy: str
    excluded: Mapping[int, Cut] = field(default_factory=dict)


def select_blocks(
    view: PageView, probabilities: NDArray[np.float64], tree: HtmlElement, options: Options
) -> Selection:
    """Select the story's blocks. probabilities: the classifier's. tree: what trafilatura is asked about."""
    selection = choose_likely(probabilities)
    if options.second_opinion and is_short(view) and measure_confidence(view, selection) < MIN_CONFIDENCE:
        selection = choose_quoted(view, selection, ask_trafilatura(tree))
    excluded = find_exclusions(view, selection.probabilities, selection.kept)
    kept = tuple(index for index in selection.kept if index not in excluded)
    return replace(selection, kept=kept, excluded=excluded)


def is_short(view: PageView) -> bool:
    """Tell whether a page is short enough for the second opinion."""
    return sum(len(block.text) for block in view.blocks) <= MAX_ASKED_CHARACTERS


def choose_likely(probabilities: NDArray[np.float64]) -> Selection:
    """Choose the blocks that the classifier gives to the story."""
    kept = tuple(int(index) for index in np.flatnonzero(probabilities >= MIN_PROBABILITY))
    return Selection([float(value) for value in probabilities], kept, FOREST)


def choose_quoted(view: PageView, selection: Selection, text: str) -> Selection:
    """Choose the blocks that stand in another extractor's text; where that is empty, the first choice stays."""
    reference = Reference(text)
    kept = tuple(
        index
        for index, words in enumerate(view.words)
        if selection.probabilities[index] >= MIN_QUOTED_PROBABILITY
        and reference.measure_words(words) >= MIN_QUOTED_SHARE
    )
    return replace(selection, kept=kept, strategy=TRAFILATURA) if kept else selection


def measure_confidence(view: PageView, selection: Selection) -> float:
    """Give the expected F1 of a choice, by characters, if the probabilities are right; 0 for an empty one.

    Expected hits over the mean of what was chosen and what is expected to be the story's.
    """
    sizes = [len(block.text) for block in view.blocks]
    expected = sum(size * p for size, p in zip(sizes, selection.probabilities, strict=True))
    chosen = sum(sizes[index] for index in selection.kept)
    hits = sum(sizes[index] * selection.probabilities[index] for index in selection.kept)
    return 2 * hits / (chosen + expected) if chosen else 0.0
