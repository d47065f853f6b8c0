"""Decides what is cut inside a kept block: promos and calls glued to its last sentence. Everything else of it stays.

The pieces of all blocks together are the page's text (`blocks.rebuild_source`), blocks parted by a blank line.
"""

from __future__ import annotations

from collections.abc import Sequence

from newscrawl.blocks import BlockType, Keep, Piece
from newscrawl.cleaning.rules import find_suffix
from newscrawl.extraction.verdicts import Verdict
from newscrawl.extraction.view import PageView

BETWEEN_BLOCKS = "\n\n"
_WHOLE = frozenset({BlockType.table, BlockType.preformatted, BlockType.heading, BlockType.deck})
"""Types of block in which no promo is looked for."""


def make_pieces(view: PageView, verdicts: Sequence[Verdict]) -> tuple[Piece, ...]:
    """Make the pieces of a page, in order."""
    pieces: list[Piece] = []
    for index, (block, verdict) in enumerate(zip(view.blocks, verdicts, strict=True)):
        before, text = BETWEEN_BLOCKS if index else "", block.text
        suffix = find_suffix(text) if isinstance(verdict, Keep) and verdict.type not in _WHOLE else None
        if suffix is None:
            pieces.append(Piece(before, text, verdict, index))
            continue
        start, cut = suffix
        sentence = text[:start].rstrip()
        pieces.append(Piece(before, sentence, verdict, index))
        pieces.append(Piece(text[len(sentence) : start], text[start:], cut, index))
    return tuple(pieces)
