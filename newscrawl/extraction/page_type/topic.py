"""Decides which words of a text tell what it is about, without knowing its language."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from newscrawl.cleaning.shape import is_ideographic, split_words

FIRST_IDEOGRAPH = "\u2e80"
"""Unicode has all ideographs and kana from here on; asked first, since most words are of other scripts."""
STEM_CHARACTERS = 5
"""Words are compared by so many first characters, so that inflected forms count as one."""
MIN_ASCII_CHARACTERS = 4
MIN_OTHER_CHARACTERS = 3
"""Shorter words are articles, prepositions and particles in most languages."""


def read_topic_words(text: str) -> frozenset[str]:
    """Give the beginnings of the longer words, and pairs of ideographs or kana that stand side by side."""
    return pick_topic_words(split_words(text))


def pick_topic_words(words: Sequence[str]) -> frozenset[str]:
    """The same for a text that is already split into words (`cleaning.shape.split_words`)."""
    return gather_topic_words([words])


def gather_topic_words(texts: Sequence[Sequence[str]]) -> frozenset[str]:
    """The same for several texts at once; pairs do not reach over their edges."""
    words = set().union(*texts)
    stems = {word[:STEM_CHARACTERS] for word in words if is_telling(word)}
    if max(words, default="") >= FIRST_IDEOGRAPH:
        stems.update(a + b for text in texts for a, b in pairwise(text) if _is_sign(a) and _is_sign(b))
    return frozenset(stems)


def is_telling(word: str) -> bool:
    """Tell whether a word is long enough to tell of its text; a single ideograph is not."""
    return len(word) >= MIN_ASCII_CHARACTERS or (len(word) >= MIN_OTHER_CHARACTERS and not word.isascii())


def _is_sign(word: str) -> bool:
    return len(word) == 1 and word >= FIRST_IDEOGRAPH and is_ideographic(word)
