"""Decides what is known of the elements around the blocks: how much text and story each holds, and which rules
know it. Linear: the blocks of an element follow each other, and rules run from the root to the leaves.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import msgspec
import numpy as np
from numpy.typing import NDArray

from newscrawl.dom import Context, DomBlock
from newscrawl.extraction.markers import MarkerIndex, MarkerRule


class Area(msgspec.Struct, frozen=True, gc=False):
    """The rules that know the elements around a block. innermost: the nearest such rule, and how many elements
    away it matched; names: the names of all.
    """

    innermost: MarkerRule | None
    distance: int
    names: frozenset[str]


OPEN_AREA = Area(None, 0, frozenset())


class Spans:
    """Where the blocks of each element stand: they follow each other. firsts, ends: by the element's index, the
    first block in it, at any depth, and one more than the last; both 0 where it holds none.
    """

    def __init__(self, blocks: Sequence[DomBlock], contexts: Mapping[int, Context]) -> None:
        size = max(contexts, default=-1) + 1
        self.firsts, self.ends = [0] * size, [0] * size
        for place in range(len(blocks) - 1, -1, -1):
            context: Context | None = blocks[place].context
            while context is not None and not self.ends[context.index]:
                self.ends[context.index] = place + 1
                context = context.parent
        seen = [False] * size
        for place, block in enumerate(blocks):
            context = block.context
            while context is not None and not seen[context.index]:
                seen[context.index] = True
                self.firsts[context.index] = place
                context = context.parent

    def sum_up(self, values: Sequence[float] | NDArray[np.float64]) -> NDArray[np.float64]:
        """Give for every element, by its index, the sum of the values of the blocks in it; exact for whole numbers."""
        sums = np.concatenate([[0.0], np.cumsum(values, dtype=np.float64)])
        within: NDArray[np.float64] = sums[self.ends] - sums[self.firsts]
        return within


def gather_contexts(starts: Iterable[Context]) -> dict[int, Context]:
    """Give the contexts and all their ancestors, by index, parents before children."""
    found: dict[int, Context] = {}
    for start in starts:
        context: Context | None = start
        while context is not None and context.index not in found:
            found[context.index] = context
            context = context.parent
    return dict(sorted(found.items()))


def match_rules(contexts: Mapping[int, Context], index: MarkerIndex) -> dict[int, MarkerRule]:
    """Give the marker rule of every context that one knows, by the context's index."""
    asked: dict[tuple[str, frozenset[str]], MarkerRule | None] = {}
    rules: dict[int, MarkerRule] = {}
    for number, context in contexts.items():
        make = (context.tag, context.markers)
        if make not in asked:
            asked[make] = index.find(*make)
        rule = asked[make]
        if rule is not None:
            rules[number] = rule
    return rules


def find_marked(contexts: Mapping[int, Context], rules: Mapping[int, MarkerRule], wide: frozenset[int]) -> set[int]:
    """Give the contexts in areas that a rule knows, the same as those of `find_areas` with an innermost rule."""
    marked: set[int] = set()
    for number, context in contexts.items():
        if number not in wide and (number in rules or (context.parent and context.parent.index in marked)):
            marked.add(number)
    return marked


def find_areas(
    contexts: Mapping[int, Context], rules: Mapping[int, MarkerRule], wide: frozenset[int]
) -> dict[int, Area]:
    """Tell which rules are around each context; those in `wide` hold a good part of the story, and no rule
    counts for them nor for what is around them.
    """
    areas: dict[int, Area] = {}
    for number, context in contexts.items():
        around = areas[context.parent.index] if context.parent is not None else OPEN_AREA
        if number in wide:
            areas[number] = OPEN_AREA
        elif number in rules:
            areas[number] = Area(rules[number], 0, around.names | {rules[number].name})
        elif around.innermost is not None:
            areas[number] = Area(around.innermost, around.distance + 1, around.names)
        else:
            areas[number] = OPEN_AREA
    return areas
