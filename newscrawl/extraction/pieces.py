"""Decides what is cut inside a kept block: a byline ahead of the story's first sentence, promos, calls, counts and
credits glued to a last one. Everything else of it stays, so does a dateline: golds count it as the sentence's (5 of 6).

The pieces of all blocks together are the page's text (`blocks.rebuild_source`), blocks parted by a blank line.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from newscrawl.blocks import BlockType, Keep, Piece
from newscrawl.cleaning.rules import find_suffix
from newscrawl.extraction.glued_byline import GLUED_BYLINE, find_glued_byline
from newscrawl.extraction.verdicts import Verdict
from newscrawl.extraction.view import PageView

BETWEEN_BLOCKS = "\n\n"
_PARAGRAPH = Keep(BlockType.paragraph)
_WHOLE = frozenset({BlockType.table, BlockType.preformatted, BlockType.heading, BlockType.deck})
"""Types of block in which no promo is looked for."""


def make_pieces(view: PageView, verdicts: Sequence[Verdict]) -> tuple[Piece, ...]:
    """Make the pieces of a page, in order."""
    first = next((index for index, verdict in enumerate(verdicts) if verdict == _PARAGRAPH), None)
    pieces: list[Piece] = []
    for index, verdict in enumerate(verdicts):
        if isinstance(verdict, Keep):
            pieces += _part_block(view, index, verdict, may_name_authors=index == first)
        else:
            pieces.append(Piece(BETWEEN_BLOCKS if index else "", view.blocks[index].text, verdict, index))
    return tuple(pieces)


def _part_block(view: PageView, index: int, verdict: Keep, *, may_name_authors: bool) -> Iterator[Piece]:
    text, before = view.blocks[index].text, BETWEEN_BLOCKS if index else ""
    start = find_glued_byline(text, view.metadata.authors) if may_name_authors else None
    if start is not None:
        byline = text[:start].rstrip()
        yield Piece(before, byline, GLUED_BYLINE, index)
        before, text = text[len(byline) : start], text[start:]
    suffix = find_suffix(text) if verdict.type not in _WHOLE else None
    if suffix is None:
        yield Piece(before, text, verdict, index)
        return
    end, cut = suffix
    sentence = text[:end].rstrip()
    yield Piece(before, sentence, verdict, index)
    yield Piece(text[len(sentence) : end], text[end:], cut, index)
