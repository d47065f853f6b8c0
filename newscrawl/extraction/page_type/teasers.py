"""Decides which blocks are teasers: items of one make, each with the headline of another story as its link.

Looks at elements and links only; no class name and no language is known here.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from newscrawl.cleaning.shape import is_ideographic
from newscrawl.dom import Context
from newscrawl.extraction.contexts import sum_up
from newscrawl.extraction.view import PageView

MIN_LINK_DENSITY = 0.8
MIN_HEADLINE_WORDS = 4
MIN_HEADLINE_IDEOGRAPHS = 8
MAX_HEADLINE_WORDS = 30
MIN_ITEMS = 3
"""Fewer items of one make are no list."""
MAX_ITEM_WORDS = 160
"""An item with more words tells its own story: an entry of a live page or of a list article."""
_HEADING_TAGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "dt"})


@dataclass(frozen=True, slots=True)
class Teasers:
    """headlines: indexes of blocks that are the link to a story from end to end. headings: those of them that
    are headings. blocks: indexes of all
    blocks that stand in teasers. items: how many teasers there are.
    """

    headlines: frozenset[int]
    headings: frozenset[int]
    blocks: frozenset[int]
    items: int


def find_teasers(view: PageView, sizes: Sequence[int], jumps: Collection[str] = ()) -> Teasers:
    """Find headline links, and the items of one make around them.

    jumps: texts of links that stay on the page; the questions of a FAQ that fold open are such.
    An item is the largest element with one headline link in it; items of one parent are of one make. Where
    headings and summaries alternate without elements of their own, an item reaches to the next heading.
    """
    headlines = [
        index
        for index, block in enumerate(view.blocks)
        if is_headline_link(view, index, sizes[index]) and block.text not in jumps
    ]
    counts = sum_up(view.contexts, view.blocks, _mark(len(view.blocks), headlines))
    roots = {index: _find_item(view.blocks[index].context, counts) for index in headlines}
    by_parent: dict[int, list[int]] = defaultdict(list)
    for index, root in roots.items():
        if root is not None and root.parent is not None:
            by_parent[root.parent.index].append(index)
    groups = {parent: _find_alike(group, roots) for parent, group in by_parent.items() if len(group) >= MIN_ITEMS}
    members: set[int] = set()
    places = _place_blocks(view)
    for parent, group in groups.items():
        items = [roots[index] for index in group]
        members.update(_gather_items(view, sizes, group, items, places))
        members.update(_gather_flat(view, sizes, parent, group, places))
    headings = frozenset(index for index in headlines if view.blocks[index].context.tag in _HEADING_TAGS)
    return Teasers(frozenset(headlines), headings, frozenset(members), sum(len(group) for group in groups.values()))


def is_headline_link(view: PageView, index: int, size: int) -> bool:
    """Tell whether a block is one link with a headline's length."""
    block = view.blocks[index]
    if view.link_density[index] < MIN_LINK_DENSITY or not 1 <= max(block.links, 1) <= 2 or block.context.is_hidden:
        return False
    least = MIN_HEADLINE_IDEOGRAPHS if is_ideographic(block.text) else MIN_HEADLINE_WORDS
    return least <= size <= MAX_HEADLINE_WORDS


def _mark(size: int, indexes: Sequence[int]) -> list[float]:
    marks = [0.0] * size
    for index in indexes:
        marks[index] = 1.0
    return marks


def _find_item(context: Context, counts: Mapping[int, float]) -> Context | None:
    """Climb from a headline link's element while no other headline link comes in."""
    own = counts[context.index]
    if own > 1:
        return None
    while context.parent is not None and counts[context.parent.index] == own:
        context = context.parent
    return context


def _find_alike(group: Sequence[int], roots: Mapping[int, Context | None]) -> list[int]:
    """Give the headline links whose items are of one make with enough others: one tag, and like marker
    words.
    """
    makes = {index: (root.tag, root.markers) for index in group if (root := roots[index]) is not None}
    counts = Counter(makes.values())
    alike = {make: sum(n for other, n in counts.items() if _is_alike(make, other)) for make in counts}
    return [index for index in group if alike[makes[index]] >= MIN_ITEMS]


def _is_alike(make: tuple[str, frozenset[str]], other: tuple[str, frozenset[str]]) -> bool:
    if make[0] != other[0]:
        return False
    return make[1] == other[1] or 2 * len(make[1] & other[1]) >= len(make[1] | other[1])


def _place_blocks(view: PageView) -> dict[int, list[int]]:
    """Give for every element the blocks that stand in it, at any depth."""
    places: dict[int, list[int]] = defaultdict(list)
    for index, block in enumerate(view.blocks):
        context: Context | None = block.context
        while context is not None:
            places[context.index].append(index)
            context = context.parent
    return places


def _gather_items(
    view: PageView,
    sizes: Sequence[int],
    group: Sequence[int],
    items: Sequence[Context | None],
    places: Mapping[int, Sequence[int]],
) -> set[int]:
    """Give the blocks of the items whose text follows their headline link and is short."""
    found: set[int] = set()
    for headline, item in zip(group, items, strict=True):
        inside = places[item.index] if item is not None else ()
        texts = [index for index in inside if _is_text(view, sizes, index)]
        if sum(sizes[index] for index in texts) <= MAX_ITEM_WORDS and all(index > headline for index in texts):
            found.update(inside)
    return found


def _gather_flat(
    view: PageView,
    sizes: Sequence[int],
    parent: int,
    group: Sequence[int],
    places: Mapping[int, Sequence[int]],
) -> set[int]:
    """Give the blocks that follow linked headings of one parent, each up to the next heading.

    Nothing where text stands above the first of them: there a list article begins, or a story with links in
    it.
    """
    marks = [index for index in group if view.blocks[index].context.tag in _HEADING_TAGS]
    if len(marks) < MIN_ITEMS:
        return set()
    inside = places[parent]
    if any(index < marks[0] and _is_text(view, sizes, index) for index in inside):
        return set()
    found: set[int] = set()
    for start, end in zip(marks, [*marks[1:], inside[-1] + 1], strict=True):
        item = [index for index in inside if start <= index < end]
        if sum(sizes[index] for index in item if _is_text(view, sizes, index)) <= MAX_ITEM_WORDS:
            found.update(item)
    return found


def _is_text(view: PageView, sizes: Sequence[int], index: int) -> bool:
    return sizes[index] >= 2 * MIN_HEADLINE_WORDS and view.link_density[index] < MIN_LINK_DENSITY
