"""Decides how much the names of the elements around a block speak for the story: by weights that were learned, a
number for each marker word and tag.

The rules of `markers.py` state what people know of such names, with kind and reason; the weights tell of the many
names that no rule lists, and how far each can be trusted. They are counted by `training/marker_counts.py`.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import chain
from typing import NamedTuple, cast

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


_Names = tuple[float, float, float, float, float, float, float, float, float, float]
"""What the names of an element and of all around it say, as `COLUMNS`: without `wide`, of those within the story's
column."""
_OUTSIDE: _Names = (
    _NONE_WORST, _NONE_BEST, 0.0, _NONE_WORST, _NONE_BEST, _NONE_WORST, _NONE_WORST, _NONE_BEST, _NONE_WORST, 0.0
)  # fmt: skip


class _Weighed(NamedTuple):
    """What the names of one element say by themselves."""

    worst: float
    best: float
    mean: float


def measure_markers(view: PageView, weights: MarkerWeights) -> NDArray[np.float32]:
    """Give the columns `COLUMNS` for each block of the page."""
    names = _read_names(view, weights)
    rows = (
        _add_inline(names[block.context.index], block.markers, weights)
        if block.markers
        else names[block.context.index]
        for block in view.blocks
    )
    cells = np.fromiter(chain.from_iterable(rows), np.float32, len(view.blocks) * len(COLUMNS))
    return cells.reshape(len(view.blocks), len(COLUMNS))


def _read_names(view: PageView, weights: MarkerWeights) -> dict[int, _Names]:
    """Read every element once, parents first, so that each adds its own to what is known around it."""
    found: dict[int, _Names] = {}
    known: dict[tuple[str, frozenset[str], bool], _Weighed] = {}
    for number, context in view.contexts.items():
        around = found[context.parent.index] if context.parent is not None else _OUTSIDE
        is_wide = number in view.column.wide
        make = (context.tag, context.markers, is_wide)
        own = known.get(make)
        if own is None:
            own = known[make] = _weigh(context, weights.wide if is_wide else weights.narrow)
        found[number] = _add_wide(around, own) if is_wide else _add_narrow(around, own)
    return found


def _weigh(context: Context, table: Mapping[str, float]) -> _Weighed:
    values = [table[word] for word in name_context(context) if word in table]
    if not values:
        return _Weighed(_NONE_WORST, _NONE_BEST, 0.0)
    return _Weighed(min(values), max(values), math.fsum(values) / len(values))


def _add_wide(around: _Names, own: _Weighed) -> _Names:
    wide_worst, wide_best = around[6:8]
    return (*around[:6], min(wide_worst, own.worst), max(wide_best, own.best), *around[8:])


def _add_narrow(around: _Names, own: _Weighed) -> _Names:
    worst, best, total, own_worst, _, _, wide_worst, wide_best, _, levels = around
    own_low, own_high, mean = own
    return (
        worst if worst < own_low else own_low,
        best if best > own_high else own_high,
        total + mean,
        own_low,
        own_high,
        own_worst,
        wide_worst,
        wide_best,
        _NONE_WORST,
        levels + 1.0,
    )


def _add_inline(names: _Names, markers: frozenset[str], weights: MarkerWeights) -> _Names:
    values = [weights.narrow[word] for word in markers if word in weights.narrow]
    if not values:
        return names
    worst, best, *others, _, levels = names
    lowest = min(values)
    return cast(_Names, (min(worst, lowest), max(best, *values), *others, lowest, levels))
