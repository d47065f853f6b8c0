"""Decides how sure the extractor is of a page's text, as one number from 0 to 1."""

from __future__ import annotations

from newscrawl.extraction.selection import Selection
from newscrawl.extraction.view import PageView


def measure_confidence(view: PageView, selection: Selection) -> float:
    """Give the expected F1 of the selection, by characters, if the probabilities are right; 0 without text.

    Expected hits over the mean of what was kept and what is expected to be the story's.
    """
    sizes = [len(block.text) for block in view.blocks]
    expected = sum(size * p for size, p in zip(sizes, selection.probabilities, strict=True))
    kept = sum(sizes[index] for index in selection.kept)
    hits = sum(sizes[index] * selection.probabilities[index] for index in selection.kept)
    return round(2 * hits / (kept + expected), 4) if kept else 0.0
