"""Decides what is known of the elements around the blocks: how much text and story each holds, and which rules
know it. Linear: sums run from the leaves to the root, rules from the root to the leaves, each element once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from newscrawl.dom import Context, DomBlock
from newscrawl.extraction.markers import MarkerIndex, MarkerRule


@dataclass(frozen=True, slots=True)
class Area:
    """The rules that know the elements around a block. innermost: the nearest such rule, and how many elements
    away it matched; names: the names of all.
    """

    innermost: MarkerRule | None
    distance: int
    names: frozenset[str]


OPEN_AREA = Area(None, 0, frozenset())


def gather_contexts(starts: Iterable[Context]) -> dict[int, Context]:
    """Give the contexts and all their ancestors, by index."""
    found: dict[int, Context] = {}
    for start in starts:
        context: Context | None = start
        while context is not None and context.index not in found:
            found[context.index] = context
            context = context.parent
    return found


def sum_up(contexts: Mapping[int, Context], blocks: Sequence[DomBlock], values: Sequence[float]) -> dict[int, float]:
    """Give for every context the sum of the values of the blocks in it."""
    sums = dict.fromkeys(contexts, 0.0)
    for block, value in zip(blocks, values, strict=True):
        sums[block.context.index] += value
    for index in sorted(contexts, reverse=True):
        parent = contexts[index].parent
        if parent is not None:
            sums[parent.index] += sums[index]
    return sums


def find_areas(contexts: Mapping[int, Context], index: MarkerIndex, wide: frozenset[int]) -> dict[int, Area]:
    """Match the marker rules against every context; those in `wide` hold a good part of the story, and no rule
    counts for them nor for what is around them.
    """
    areas: dict[int, Area] = {}
    for number in sorted(contexts):
        context = contexts[number]
        if number in wide:
            areas[number] = OPEN_AREA
            continue
        around = areas[context.parent.index] if context.parent is not None else OPEN_AREA
        rule = index.find(context.tag, context.markers)
        if rule is not None:
            areas[number] = Area(rule, 0, around.names | {rule.name})
        elif around.innermost is not None:
            areas[number] = Area(around.innermost, around.distance + 1, around.names)
        else:
            areas[number] = OPEN_AREA
    return areas
