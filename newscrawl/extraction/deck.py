"""Decides which block is the deck: the summary set between headline and story."""

from __future__ import annotations

from newscrawl.cleaning.shape import split_words
from newscrawl.extraction.view import PageView


def find_deck(view: PageView) -> int | None:
    """Give the index of the block that holds the page's subtitle (`metadata/subtitle.py`), or None.

    Of several blocks with that text the first is taken: teasers at the foot repeat it.
    """
    wanted = split_words(view.metadata.subtitle or "")
    if not wanted:
        return None
    return next((index for index, words in enumerate(view.words) if words == wanted), None)
