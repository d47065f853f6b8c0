"""Each decision has a name and a colour of its own."""

from __future__ import annotations

from newscrawl.blocks import BlockType, Cut, CutKind, Keep, Piece
from newscrawl.explanation.kinds import KINDS, count_kinds, find_kind_key


def test_every_kind_has_its_own_name_and_colour() -> None:
    assert len(KINDS) == len(BlockType) + len(CutKind)
    assert len({kind.name for kind in KINDS.values()}) == len(KINDS)
    assert len({(kind.hue, kind.saturation, kind.shade) for kind in KINDS.values()}) == len(KINDS)


def test_kept_and_cut_of_one_name_are_told_apart_and_counted() -> None:
    cut = Cut(CutKind.heading, "rule", "reason")
    pieces = [Piece("", "One", Keep(BlockType.heading)), Piece("", "Two", cut), Piece("", "Three", cut)]
    assert [find_kind_key(piece.verdict) for piece in pieces] == ["kept-heading", "heading", "heading"]
    assert [(kind.key, count) for kind, count in count_kinds(pieces)] == [("kept-heading", 1), ("heading", 2)]
