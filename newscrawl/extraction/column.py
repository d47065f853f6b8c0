"""Decides where the body column is: which elements hold a good part of the story's text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from newscrawl.dom import Context

WIDE_SHARE = 0.35
"""An element with this share of the story's likely text is part of its column, and its name says nothing of a block.
Boxes inside a story (related links, newsletter, author) hold less; a comment area can hold more, and then only the
classifier tells it from the story."""
COLUMN_SHARE = 0.75
"""The innermost element with this share of the likely text is the body column."""


@dataclass(frozen=True, slots=True)
class Column:
    """root: the innermost element that holds most of the story; None without a story. wide: the indexes of all
    elements that hold a good part of it. depths: for every context inside the column, how deep in it.
    """

    root: Context | None
    wide: frozenset[int]
    depths: Mapping[int, int]


def find_column(contexts: Mapping[int, Context], sums: NDArray[np.float64], total: float) -> Column:
    """Find the column. sums: by index of the context, the characters of likely story text in it. total: of the page."""
    if not total:
        return Column(None, frozenset(), {})
    wide = frozenset(np.flatnonzero(sums >= WIDE_SHARE * total).tolist())
    inside = [contexts[index] for index in np.flatnonzero(sums >= COLUMN_SHARE * total).tolist()]
    root = max(inside, key=lambda context: context.depth)
    depths = {root.index: 0}
    for index, context in contexts.items():
        parent = context.parent
        if parent is not None and parent.index in depths:
            depths[index] = depths[parent.index] + 1
    return Column(root, wide, depths)
