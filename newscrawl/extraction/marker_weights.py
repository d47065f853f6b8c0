"""Decides how much the names of the elements around a block speak for the story: by weights that were learned, a
number for each marker word and tag.

The rules of `markers.py` state what people know of such names, with kind and reason; the weights tell of the many
names that no rule lists, and how far each can be trusted. They are counted by `training/marker_counts.py`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import msgspec
import numpy as np
from numpy.typing import NDArray

from newscrawl.dom import Context
from newscrawl.errors import DataFileError
from newscrawl.extraction.view import PageView

WEIGHTS_FILE = "marker_weights.json"
COLUMNS = (
    "marker_worst", "marker_best", "marker_sum", "marker_own_worst", "marker_own_best", "marker_parent_worst",
    "marker_wide_worst", "marker_wide_best", "marker_inline_worst", "marker_levels",
)  # fmt: skip
NARROW_LEVELS, WIDE_LEVELS = 8, 10
"""So many elements are asked, from the block outwards; further out stand the page's own frames."""
_NONE_WORST, _NONE_BEST = 1.0, -1.0
"""What stands where no word is known: no evidence against, none for."""


@dataclass(frozen=True, slots=True)
class MarkerWeights:
    """Log odds of standing in the story, by marker word, and by tag as `<nav>`.

    narrow: of words of elements that hold a small part of the likely story. wide: of those that hold a good part.
    """

    narrow: Mapping[str, float]
    wide: Mapping[str, float]


@cache
def load_marker_weights() -> MarkerWeights:
    """Read the weights that come with the package."""
    data = (files("newscrawl") / "data" / WEIGHTS_FILE).read_bytes()
    try:
        return msgspec.json.decode(data, type=MarkerWeights)
    except msgspec.MsgspecError as error:
        raise DataFileError(f"newscrawl/data/{WEIGHTS_FILE}", str(error)) from error


def name_context(context: Context) -> frozenset[str]:
    """Give what weights know an element by: its marker words and its tag."""
    return context.markers | {f"<{context.tag}>"}


def climb(context: Context | None, levels: int) -> list[Context]:
    """Give an element and those around it, from the inside out."""
    found: list[Context] = []
    while context is not None and len(found) < levels:
        found.append(context)
        context = context.parent
    return found


def measure_markers(view: PageView, weights: MarkerWeights) -> NDArray[np.float32]:
    """Give the columns `COLUMNS` for each block of the page."""
    known = {
        number: _weigh(name_context(context), weights.wide if number in view.column.wide else weights.narrow)
        for number, context in view.contexts.items()
    }
    made: dict[int, tuple[float, ...]] = {}
    rows = np.empty((len(view.blocks), len(COLUMNS)), np.float32)
    for row, block in zip(rows, view.blocks, strict=True):
        inline = _weigh(block.markers, weights.narrow) if block.markers else ()
        if inline:
            row[:] = _sum_up(view, block.context, known, inline)
            continue
        number = block.context.index
        if number not in made:
            made[number] = _sum_up(view, block.context, known, ())
        row[:] = made[number]
    return rows


def _weigh(words: frozenset[str], weights: Mapping[str, float]) -> tuple[float, ...]:
    return tuple(weights[word] for word in words if word in weights)


def _sum_up(
    view: PageView, start: Context, known: Mapping[int, tuple[float, ...]], inline: Sequence[float]
) -> tuple[float, ...]:
    around = climb(start, WIDE_LEVELS)
    narrow = [known[c.index] for c in around[:NARROW_LEVELS] if c.index not in view.column.wide]
    wide = [value for c in around if c.index in view.column.wide for value in known[c.index]]
    values = [value for level in narrow for value in level] + list(inline)
    own = narrow[0] if narrow else ()
    parent = narrow[1] if len(narrow) > 1 else ()
    return (
        min(values, default=_NONE_WORST),
        max(values, default=_NONE_BEST),
        sum(sum(level) / len(level) for level in narrow if level),
        min(own, default=_NONE_WORST),
        max(own, default=_NONE_BEST),
        min(parent, default=_NONE_WORST),
        min(wide, default=_NONE_WORST),
        max(wide, default=_NONE_BEST),
        min(inline, default=_NONE_WORST),
        len(narrow),
    )
