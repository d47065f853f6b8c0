"""Decides which block is the deck: the summary set between headline and story."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from newscrawl.cleaning.shape import split_words
from newscrawl.extraction.placement import find_headline_place
from newscrawl.extraction.view import PageView

MAX_PLACE_WORDS = 3
"""A place or agency ahead of the deck ("Berlin."), which the page's metadata leaves out."""
MIN_WORDS = 6
"""Shorter texts without a full stop are kickers and section labels."""


def find_deck(view: PageView, kept: Sequence[int]) -> int | None:
    """Give the index of the block that is the deck, or None.

    It is the block that says the page's subtitle (`metadata/subtitle.py`), or, between headline and story, its
    description. A text that ends a sentence goes before one that does not: pages call a second headline their
    subtitle, too. Teasers at the foot repeat all of it, so nothing behind the story's first block counts. Wrong where
    the description repeats the first paragraph, which is kept either way.
    """
    end = (kept[0] if kept else 0) + 1
    found = list(_find_candidates(view, end))
    return min(found, key=lambda index: (not view.ends[index], index), default=None)


def _find_candidates(view: PageView, end: int) -> Iterator[int]:
    subtitle = split_words(view.metadata.subtitle or "")
    description = split_words(view.metadata.description or "")
    headline = find_headline_place(view)
    for index in range(end):
        words = view.words[index]
        if len(words) < MIN_WORDS and not view.ends[index]:
            continue
        is_below = headline is not None and index > headline
        if _says(words, subtitle) or (is_below and _says(words, description)):
            yield index


def _says(words: list[str], wanted: list[str]) -> bool:
    """Tell whether the words are the wanted ones, a place ahead of them aside."""
    extra = len(words) - len(wanted)
    return bool(wanted) and 0 <= extra <= MAX_PLACE_WORDS and words[extra:] == wanted
