"""Decides what a block's text says by itself, wherever it stands: words, ending, the line rule that knows it.

Menus come twice on a page, for wide screens and for narrow ones, so each text is read once.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from newscrawl.blocks import Cut
from newscrawl.cleaning.rules import find_line_rule
from newscrawl.cleaning.shape import ends_sentence, is_ideographic, is_listed, is_title_shaped, split_words

IDEOGRAPHS_PER_WORD = 2
"""Chinese and Japanese texts have about twice as many ideographs and kana as their translations have words."""


class BlockText(msgspec.Struct, frozen=True, eq=False, gc=False):
    """What one text says. word_count: as many words as it would have in a script with spaces: of ideographs two
    are a word. is_listed: whether it begins with a bullet or a number. line_cut: the verdict of the line rules.
    """

    words: list[str]
    word_count: float
    is_ideographic: bool
    ends_sentence: bool
    is_listed: bool
    is_title_like: bool
    line_cut: Cut | None


def read_texts(texts: Iterable[str]) -> list[BlockText]:
    """Read the texts of a page's blocks, in order."""
    known: dict[str, BlockText] = {}
    vocabulary: dict[str, str] = {}
    found: list[BlockText] = []
    for text in texts:
        read = known.get(text)
        if read is None:
            read = known[text] = read_text(text, vocabulary)
        found.append(read)
    return found


def read_text(text: str, vocabulary: dict[str, str] | None = None) -> BlockText:
    """Read one text. vocabulary: the words of the page, each held once, or they took ten times its memory; new ones
    are added in place.
    """
    words = split_words(text)
    if vocabulary is not None:
        words = list(map(vocabulary.setdefault, words, words))
    size = len(words)
    is_of_signs = is_ideographic(text)
    has_bullet = is_listed(text)
    return BlockText(
        words,
        size / IDEOGRAPHS_PER_WORD if is_of_signs else size,
        is_of_signs,
        ends_sentence(text),
        has_bullet,
        not has_bullet and is_title_shaped(text, size),
        find_line_rule(text, size),
    )
