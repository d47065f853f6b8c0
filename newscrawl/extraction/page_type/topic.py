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
    stems = {word[:STEM_CHARACTERS] for word in words if _is_telling(word)}
    pairs = {a + b for a, b in pairwise(words) if _is_sign(a) and _is_sign(b)}
    return frozenset(stems | pairs)


def _is_telling(word: str) -> bool:
    return not _is_sign(word) and len(word) >= (MIN_ASCII_CHARACTERS if word.isascii() else MIN_OTHER_CHARACTERS)


def _is_sign(word: str) -> bool:
    return len(word) == 1 and word >= FIRST_IDEOGRAPH and is_ideographic(word)
