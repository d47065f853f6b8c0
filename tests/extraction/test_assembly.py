"""Kept pieces become blocks: pieces of one block joined, rows of one table together."""

from __future__ import annotations

from newscrawl.blocks import BlockType, Cut, CutKind, Keep, Piece
from newscrawl.extraction.assembly import assemble_blocks

PARAGRAPH, TABLE = Keep(BlockType.paragraph), Keep(BlockType.table)
PROMO = Cut(CutKind.inline_promo, "glued-promo", "a promo")


def test_pieces_of_one_block_are_joined_and_cuts_left_out() -> None:
    pieces = [
        Piece("", "One", PARAGRAPH, 0),
        Piece(" ", "promo", PROMO, 0),
        Piece(" ", "two.", PARAGRAPH, 0),
        Piece("\n\n", "Three.", PARAGRAPH, 1),
        Piece("\n\n", "promo", PROMO, 2),
    ]
    assert [(block.type, block.text) for block in assemble_blocks(pieces)] == [
        (BlockType.paragraph, "One two."),
        (BlockType.paragraph, "Three."),
    ]


def test_rows_that_follow_each_other_are_one_table() -> None:
    pieces = [
        Piece("", "Year\tShips", TABLE, 0),
        Piece("\n\n", "1994\t12", TABLE, 1),
        Piece("\n\n", "Text.", PARAGRAPH, 2),
        Piece("\n\n", "Port\tLocks", TABLE, 3),
        Piece("\n\n", "Goal\tScorer", TABLE, 4),
    ]
    assert [(block.type, block.text) for block in assemble_blocks(pieces, [0, 0, None, 1, 2])] == [
        (BlockType.table, "Year\tShips\n1994\t12"),
        (BlockType.paragraph, "Text."),
        (BlockType.table, "Port\tLocks"),
        (BlockType.table, "Goal\tScorer"),
    ]


def test_a_row_that_is_kept_as_something_else_stays_apart() -> None:
    pieces = [Piece("", "a\tb", PARAGRAPH, 0), Piece("\n\n", "c\td", PARAGRAPH, 1)]
    assert [block.text for block in assemble_blocks(pieces, [0, 0])] == ["a\tb", "c\td"]


def test_nothing_kept_is_no_block() -> None:
    assert assemble_blocks([Piece("", "promo", PROMO), Piece("", " ", PARAGRAPH, 1)]) == ()
