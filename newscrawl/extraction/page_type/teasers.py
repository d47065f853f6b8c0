"""Decides which blocks are teasers: items of one make, each with the headline of another story as its link.

Looks at elements and links only; no class name and no language is known here.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from newscrawl.dom import Context
from newscrawl.extraction.view import PageView

MIN_LINK_DENSITY = 0.8
MIN_HEADLINE_WORDS = 4
MIN_HEADLINE_IDEOGRAPHS = 8
MAX_HEADLINE_WORDS = 30
MIN_ITEMS = 3
"""Fewer items of one make are no list."""
MAX_ITEM_WORDS = 160
"""An item with more words tells its own story: an entry of a live page or of a list article."""
MAX_MAKES = 50
"""So many makes of one parent are compared with each other; a page with more has nothing to compare."""
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
    counts = view.spans.sum_up(_mark(len(view.blocks), headlines)).tolist()
    roots = {index: _find_item(view.blocks[index].context, counts) for index in headlines}
    by_parent: dict[int, list[int]] = defaultdict(list)
    for index, root in roots.items():
        if root is not None and root.parent is not None:
            by_parent[root.parent.index].append(index)
    groups = {parent: _find_alike(group, roots) for parent, group in by_parent.items() if len(group) >= MIN_ITEMS}
    firsts, ends = view.spans.firsts, view.spans.ends
    texts = [0, *accumulate(_measure_text(view, sizes, index) for index in range(len(view.blocks)))]
    ranges: list[range] = []
    for parent, group in groups.items():
        spans = [range(firsts[root.index], ends[root.index]) for i in group if (root := roots[i])]
        ranges.extend(_find_items(group, spans, texts))
        ranges.extend(_find_flat_items(view, range(firsts[parent], ends[parent]), group, texts))
    headings = frozenset(index for index in headlines if view.blocks[index].context.tag in _HEADING_TAGS)
    items = sum(len(group) for group in groups.values())
    return Teasers(frozenset(headlines), headings, _unite(ranges, len(view.blocks)), items)


def is_headline_link(view: PageView, index: int, size: int) -> bool:
    """Tell whether a block is one link with a headline's length."""
    block = view.blocks[index]
    if view.link_density[index] < MIN_LINK_DENSITY or not 1 <= max(block.links, 1) <= 2 or block.context.is_hidden:
        return False
    least = MIN_HEADLINE_IDEOGRAPHS if view.texts[index].is_ideographic else MIN_HEADLINE_WORDS
    return least <= size <= MAX_HEADLINE_WORDS


def _mark(size: int, indexes: Sequence[int]) -> list[float]:
    marks = [0.0] * size
    for index in indexes:
        marks[index] = 1.0
    return marks


def _find_item(context: Context, counts: Sequence[float]) -> Context | None:
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
    usual = counts.most_common(MAX_MAKES)
    alike = {make: sum(n for other, n in usual if _is_alike(make, other)) for make in counts}
    return [index for index in group if alike[makes[index]] >= MIN_ITEMS]


def _is_alike(make: tuple[str, frozenset[str]], other: tuple[str, frozenset[str]]) -> bool:
    if make[0] != other[0]:
        return False
    return make[1] == other[1] or 2 * len(make[1] & other[1]) >= len(make[1] | other[1])


def _measure_text(view: PageView, sizes: Sequence[int], index: int) -> int:
    """Give the words of a block that is text and no link, else 0."""
    is_text = sizes[index] >= 2 * MIN_HEADLINE_WORDS and view.link_density[index] < MIN_LINK_DENSITY
    return sizes[index] if is_text else 0


def _find_items(group: Sequence[int], spans: Sequence[range], texts: Sequence[int]) -> Iterator[range]:
    """Give the items whose text follows their headline link and is short. texts: words of text before each block."""
    for headline, span in zip(group, spans, strict=True):
        if texts[headline] == texts[span.start] and texts[span.stop] - texts[span.start] <= MAX_ITEM_WORDS:
            yield span


def _find_flat_items(view: PageView, inside: range, group: Sequence[int], texts: Sequence[int]) -> Iterator[range]:
    """Give the blocks that follow linked headings of one parent, each up to the next heading.

    Nothing where text stands above the first of them: there a list article begins, or a story with links in it.
    """
    marks = [index for index in group if view.blocks[index].context.tag in _HEADING_TAGS]
    if len(marks) < MIN_ITEMS or texts[marks[0]] > texts[inside.start]:
        return
    for start, end in zip(marks, [*marks[1:], inside.stop], strict=True):
        if texts[end] - texts[start] <= MAX_ITEM_WORDS:
            yield range(start, end)


def _unite(ranges: Sequence[range], size: int) -> frozenset[int]:
    """Give the indexes that stand in any of the ranges. Linear, however many ranges overlap."""
    steps = [0] * (size + 1)
    for span in ranges:
        steps[span.start] += 1
        steps[span.stop] -= 1
    return frozenset(index for index, depth in enumerate(accumulate(steps)) if depth > 0 and index < size)
