"""Pieces together are the source text, kept or cut."""

from __future__ import annotations

from newscrawl.blocks import BlockType, Cut, CutKind, Keep, Piece, rebuild_source


def test_pieces_give_back_the_source() -> None:
    keep, cut = Keep(BlockType.paragraph), Cut(CutKind.inline_promo, "glued-promo", "a promo")
    pieces = [Piece("\n ", "It is late.", keep), Piece(" ", "Read more", cut), Piece("\r\n", "", keep, 1)]
    assert rebuild_source(pieces) == "\n It is late. Read more\r\n"
    assert rebuild_source([]) == ""
