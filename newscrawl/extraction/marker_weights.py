"""Decides how much the names of the elements around a block speak for the story: by weights that were learned, a
number for each marker word and tag.

The rules of `markers.py` state what people know of such names, with kind and reason; the weights tell of the many
names that no rule lists, and how far each can be trusted. They are counted by `training/marker_counts.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import NamedTuple

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


class _Names(NamedTuple):
    """What the names of an element and of all around it say; `narrow` are those within the story's column."""

    worst: float = _NONE_WORST
    best: float = _NONE_BEST
    total: float = 0.0
    own_worst: float = _NONE_WORST
    own_best: float = _NONE_BEST
    parent_worst: float = _NONE_WORST
    wide_worst: float = _NONE_WORST
    wide_best: float = _NONE_BEST
    inline_worst: float = _NONE_WORST
    levels: float = 0.0


def measure_markers(view: PageView, weights: MarkerWeights) -> NDArray[np.float32]:
    """Give the columns `COLUMNS` for each block of the page."""
    names = _read_names(view, weights)
    rows = [
        _add_inline(names[block.context.index], block.markers, weights)
        if block.markers
        else names[block.context.index]
        for block in view.blocks
    ]
    return np.array(rows, np.float32).reshape(len(rows), len(COLUMNS))


def _read_names(view: PageView, weights: MarkerWeights) -> dict[int, _Names]:
    """Read every element once, parents first, so that each adds its own to what is known around it."""
    found: dict[int, _Names] = {}
    outside = _Names()
    for number in sorted(view.contexts):
        context = view.contexts[number]
        around = found[context.parent.index] if context.parent is not None else outside
        is_wide = number in view.column.wide
        table = weights.wide if is_wide else weights.narrow
        values = [table[word] for word in name_context(context) if word in table]
        found[number] = _add_wide(around, values) if is_wide else _add_narrow(around, values)
    return found


def _add_wide(around: _Names, values: list[float]) -> _Names:
    if not values:
        return around
    return around._replace(
        wide_worst=min(around.wide_worst, *values), wide_best=max(around.wide_best, *values)
    )


def _add_narrow(around: _Names, values: list[float]) -> _Names:
    own = values or [_NONE_WORST]
    return _Names(
        min(around.worst, *own),
        max(around.best, *values) if values else around.best,
        around.total + (sum(values) / len(values) if values else 0.0),
        min(own),
        max(values) if values else _NONE_BEST,
        around.own_worst if around.levels else _NONE_WORST,
        around.wide_worst,
        around.wide_best,
        _NONE_WORST,
        around.levels + 1,
    )


def _add_inline(names: _Names, markers: frozenset[str], weights: MarkerWeights) -> _Names:
    values = [weights.narrow[word] for word in markers if word in weights.narrow]
    if not values:
        return names
    worst = min(values)
    return names._replace(worst=min(names.worst, worst), best=max(names.best, *values), inline_worst=worst)
