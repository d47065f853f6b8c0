"""An extraction comes out of another process as it went in."""

from __future__ import annotations

import copy
import pickle
from pathlib import Path

import pytest

from newscrawl import extract
from newscrawl.blocks import BlockType, CutKind, Keep, Piece, make_cut
from newscrawl.extraction.packing import pack_pieces
from tests.conftest import ROOT

PIECES = (
    Piece("", "Home", make_cut(CutKind.navigation, "area", "in a menu"), 0),
    Piece("\n\n", "The ferry ran on time.", Keep(BlockType.paragraph), 1),
    Piece(" ", "READ MORE: fares", make_cut(CutKind.related_links, "call", "a call"), 1),
    Piece("\n\n", "News", make_cut(CutKind.navigation, "area", "in a menu"), 2),
    Piece("\n", "", Keep(BlockType.paragraph), 3),
)


@pytest.mark.parametrize("pieces", [PIECES, PIECES[:1], ()])
def test_pieces_come_back(pieces: tuple[Piece, ...]) -> None:
    assert pack_pieces(pieces).unpack() == pieces


def test_a_verdict_of_many_pieces_is_held_once() -> None:
    assert pack_pieces(PIECES).verdicts == [PIECES[0].verdict, PIECES[1].verdict, PIECES[2].verdict]


@pytest.mark.parametrize("page", sorted(ROOT.glob("fixtures/*/page.html"))[::6], ids=lambda path: path.parent.name)
def test_an_extraction_is_pickled_whole(page: Path) -> None:
    extraction = extract(page.read_bytes(), url="https://news.example/a")
    assert pickle.loads(pickle.dumps(extraction)) == extraction
    assert copy.deepcopy(extraction) == extraction
