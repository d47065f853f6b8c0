"""Decides which blocks are not the story's, whatever the classifier says: what rules with a proven record know.

Each rule names its record: of the blocks that a classifier which never saw the site would have kept, how many were
not in the gold text, and how many were, on `pages_dev` and `news_dev` (2026-11).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from newscrawl.blocks import Cut, CutKind
from newscrawl.cleaning.shape import ends_sentence
from newscrawl.extraction.removal_kinds import HEADLINE, repeats_title
from newscrawl.extraction.view import PageView

MAX_RULED_PROBABILITY = 0.9
"""A line rule counts where the classifier is less sure than this (195 not in the gold, 82 in it); above, 1 and 9."""
CLOSED_AREAS = frozenset({CutKind.comments, CutKind.footer, CutKind.newsletter, CutKind.sign_in})
"""Kinds of area that hold nothing of a story (48 not in the gold, 1 in it)."""
MIN_LIST_LINKS = 2
MIN_LINKED_SHARE = 0.9
MIN_LINK_WORDS, MAX_LINK_WORDS = 3, 24
MAX_LISTED_SHARE = 0.12
"""A page with more of its kept text in such lists is a list itself, and they are its content, unless it declares that
it is an article. Lists of headlines inside articles: 208 not in the gold, 113 in it, nearly all of these in pages of
tips and resources; in news 18 and 0."""

LINK_LIST = Cut(CutKind.related_links, "link-list", "a list of links to other pages")


def find_exclusions(view: PageView, probabilities: Sequence[float], kept: Sequence[int]) -> dict[int, Cut]:
    """Give the kept blocks that are taken out after all, each with kind, rule and reason."""
    found: dict[int, Cut] = {}
    for index in kept:
        line, area = view.line_cuts[index], view.areas[index].innermost
        if line is not None and probabilities[index] < MAX_RULED_PROBABILITY:
            found[index] = line
        elif area is not None and area.kind in CLOSED_AREAS:
            found[index] = area.cut
        elif view.blocks[index].context.tag == "h1" and repeats_title(view, index):
            found[index] = HEADLINE
    return found | dict.fromkeys(_find_link_lists(view, kept), LINK_LIST)


def _find_link_lists(view: PageView, kept: Sequence[int]) -> Iterator[int]:
    """Give the kept blocks that stand in lists of links.

    Wrong for lists of resources that an article is about, where it does not declare itself an article.
    """
    listed = [
        index
        for _, run in groupby(range(len(view.blocks)), key=lambda index: _is_linked_item(view, index))
        for index in _take_list(view, list(run))
    ]
    chosen = set(kept).intersection(listed)
    sizes = [len(block.text) for block in view.blocks]
    is_small = sum(sizes[index] for index in chosen) < MAX_LISTED_SHARE * sum(sizes[index] for index in kept)
    if is_small or view.metadata.is_article_declared:
        yield from chosen


def _take_list(view: PageView, run: list[int]) -> list[int]:
    return run if len(run) >= MIN_LIST_LINKS and _is_linked_item(view, run[0]) else []


def _is_linked_item(view: PageView, index: int) -> bool:
    """Tell whether a block is a list item that is a link from end to end, as long as a headline and no sentence."""
    return (
        view.blocks[index].context.tag == "li"
        and view.link_density[index] >= MIN_LINKED_SHARE
        and MIN_LINK_WORDS <= len(view.words[index]) <= MAX_LINK_WORDS
        and not ends_sentence(view.blocks[index].text)
    )
