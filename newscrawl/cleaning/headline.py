"""Decides which line ahead of the story is its headline."""

from __future__ import annotations

from collections.abc import Sequence

from newscrawl.blocks import Cut, CutKind
from newscrawl.cleaning.lines import Line
from newscrawl.cleaning.shape import count_words, is_paragraph, is_title_like, split_words

HEADLINE = Cut(CutKind.headline, "headline-before-body", "the headline; it is the title")
MIN_WORDS = 2
MIN_TELLING_CHARACTERS = 4
NEAR_BEST = 0.5
"""Of lines that fit the story nearly as well as the best, the first is the headline: the deck follows it."""
BASE_RATING = 0.02
"""What a line that the classifier gives nothing still counts for."""


def find_headline(
    lines: Sequence[Line],
    known: Sequence[Cut | None],
    cuts: dict[int, Cut],
    ratings: Sequence[float] | None = None,
) -> int | None:
    """Give the index of the headline, or None.

    It stands ahead of the first paragraph that is kept and looks like a headline. Among such lines those fit best
    that share words with the story, and that the classifier puts neither to the menus and links nor to the story:
    it was taught that a headline is no part of it. Of 857 joined texts with a headline it is found in 786, another
    line in 49. Wrong where a text begins with its deck, and the deck is written like a headline.
    """
    body = next((index for index in range(len(lines)) if index not in cuts and _opens_body(lines[index].text)), None)
    candidates = [
        index
        for index in range(body or 0)
        if known[index] is None and is_title_like(lines[index].text) and count_words(lines[index].text) >= MIN_WORDS
    ]
    if not candidates:
        return None
    story = {
        word for index in range(body or 0, len(lines)) if index not in cuts for word in split_words(lines[index].text)
    }
    fits = {}
    for index in candidates:
        rating = 1.0 if ratings is None else BASE_RATING + ratings[index] * (1 - ratings[index])
        fits[index] = (1 + _count_shared(lines[index].text, story)) * rating
    return next(index for index in candidates if fits[index] >= NEAR_BEST * max(fits.values()))


def _opens_body(text: str) -> bool:
    return is_paragraph(text) and not is_title_like(text)


def _count_shared(text: str, story: set[str]) -> int:
    words = set(split_words(text))
    return sum(len(word) >= MIN_TELLING_CHARACTERS and word in story for word in words)
