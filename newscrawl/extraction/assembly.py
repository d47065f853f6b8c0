"""Decides how kept pieces become the article's blocks: one block each, rows of one table together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from newscrawl.blocks import BlockType, Keep, Piece
from newscrawl.dom.white_space import collapse_space
from newscrawl.extraction.result import TextBlock


def assemble_blocks(
    pieces: Sequence[Piece], tables: Sequence[int | None] | None = None
) -> tuple[TextBlock, ...]:
    """Make text blocks of the kept pieces, those of one source block joined.

    tables: for each source block the number of its table; rows that follow each other become one block.
    """
    kept = [piece for piece in pieces if isinstance(piece.verdict, Keep) and piece.text.strip()]
    rows = [_join(list(group)) for _, group in groupby(kept, key=lambda piece: piece.block)]
    if tables is None:
        return tuple(rows)
    numbers = [tables[block] for block, _ in groupby(kept, key=lambda piece: piece.block)]
    return tuple(_merge_rows(zip(rows, numbers, strict=True)))


def _join(pieces: list[Piece]) -> TextBlock:
    verdict = pieces[0].verdict
    kind = verdict.type if isinstance(verdict, Keep) else BlockType.paragraph
    return TextBlock(type=kind, text=collapse_space(" ".join(piece.text for piece in pieces)))


def _merge_rows(rows: Iterable[tuple[TextBlock, int | None]]) -> Iterable[TextBlock]:
    for number, group in groupby(rows, key=lambda row: row[1]):
        blocks = [block for block, _ in group]
        if number is None or blocks[0].type != BlockType.table:
            yield from blocks
        else:
            yield TextBlock(type=BlockType.table, text="\n".join(block.text for block in blocks))
