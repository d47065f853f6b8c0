"""Decides where a block stands: on the page, and against the likely story text and the headline."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import accumulate

from newscrawl.extraction.view import PageView

MIN_HEADLINE_OVERLAP = 0.6
"""An h1 with so many of the title's words is the headline; the title may carry the site's name besides."""
FAR = 99
"""Distance to story text where there is none on that side."""


def measure_placement(view: PageView) -> dict[str, Sequence[float]]:
    """Give the columns of place. Distances count blocks."""
    size = len(view.blocks)
    characters = [len(block.text) for block in view.blocks]
    total = max(sum(characters), 1)
    story = find_story_places(view)
    first, last = (story[0], story[-1]) if story else (0, size)
    headline = find_headline_place(view)
    return {
        "place": [index / size for index in range(size)],
        "text_before": [(done - own) / total for done, own in zip(accumulate(characters), characters, strict=True)],
        "after_first": [index - first for index in range(size)],
        "after_last": [index - last for index in range(size)],
        "within_story": [(index - first) / max(last - first, 1) for index in range(size)],
        "from_story": _measure_gaps(size, story),
        "to_story": [FAR if gap == FAR else gap for gap in reversed(_measure_gaps(size, _mirror(size, story)))],
        "before_headline": [float(headline is not None and index < headline) for index in range(size)],
        "after_headline": [index - headline if headline is not None else -5 for index in range(size)],
        "page_blocks": [math.log1p(size)] * size,
        "page_story": [math.log1p(view.story_total)] * size,
        "page_story_share": [view.story_total / total] * size,
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
        if block.context.tag == "h1" and len(title & set(view.words[index])) >= MIN_HEADLINE_OVERLAP * len(title)
    ]
    return places[-1] if places else None


def _measure_gaps(size: int, places: Sequence[int]) -> list[int]:
    """Give for each index how many blocks ago the last of the places was, itself not counted."""
    marks = set(places)
    gaps: list[int] = []
    gap: int | None = None
    for index in range(size):
        gap = gap + 1 if gap is not None else None
        gaps.append(FAR if gap is None else gap)
        if index in marks:
            gap = 0
    return gaps


def _mirror(size: int, places: Sequence[int]) -> list[int]:
    return [size - 1 - place for place in places]
