"""Decides where a block stands: on the page, and against the likely story text and the headline."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from newscrawl.extraction.view import PageView

MIN_HEADLINE_OVERLAP = 0.6
"""An h1 with so many of the title's words is the headline; the title may carry the site's name besides."""
FAR = 99
"""Distance to story text where there is none on that side."""


def measure_placement(view: PageView) -> dict[str, NDArray[Any]]:
    """Give the columns of place. Distances count blocks."""
    size = len(view.blocks)
    characters = np.array([len(block.text) for block in view.blocks], np.float64)
    total = max(float(characters.sum()), 1.0)
    story = find_story_places(view)
    first, last = (story[0], story[-1]) if story else (0, size)
    headline = find_headline_place(view)
    places = np.arange(size)
    return {
        "place": places / size,
        "text_before": (np.cumsum(characters) - characters) / total,
        "after_first": places - first,
        "after_last": places - last,
        "within_story": (places - first) / max(last - first, 1),
        "from_story": _measure_gaps(size, story),
        "to_story": _measure_gaps(size, [size - 1 - place for place in reversed(story)])[::-1],
        "before_headline": places < (headline if headline is not None else 0),
        "after_headline": places - headline if headline is not None else np.full(size, -5),
        "page_blocks": np.full(size, np.log1p(size)),
        "page_story": np.full(size, np.log1p(view.story_total)),
        "page_story_share": np.full(size, view.story_total / total),
    }


def find_story_places(view: PageView) -> list[int]:
    """Give the indexes of the blocks with likely story text inside the column."""
    return [
        index
        for index, (block, characters) in enumerate(zip(view.blocks, view.story_characters, strict=True))
        if characters and block.context.index in view.column.depths
    ]


def find_headline_place(view: PageView) -> int | None:
    """Give the index of the last h1 block that carries the title, or None."""
    title = view.title_words
    if not title:
        return None
    places = [
        index
        for index, block in enumerate(view.blocks)
        if block.context.tag == "h1" and len(title.intersection(view.words[index])) >= MIN_HEADLINE_OVERLAP * len(title)
    ]
    return places[-1] if places else None


def _measure_gaps(size: int, places: Sequence[int]) -> NDArray[np.intp]:
    """Give for each index how many blocks ago the last of the places was, itself not counted. places: ascending."""
    indexes = np.arange(size)
    if not places:
        return np.full(size, FAR)
    last = np.searchsorted(places, indexes) - 1
    return np.where(last < 0, FAR, indexes - np.take(places, last))
