"""Decides how kept and removed text is held, so that both together always give back the input's text.

The source text of plain input is the input itself; that of a page is its blocks in document order, parted by
blank lines. Which piece is kept is decided elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import msgspec

from newscrawl.blocks.kinds import BlockType, CutKind


@dataclass(frozen=True, slots=True)
class Keep:
    """The piece belongs to the article."""

    type: BlockType


@dataclass(frozen=True, slots=True)
class Cut:
    """The piece is removed.

    rule: the name of the rule that fired. reason: a clause that a person can read.
    """

    kind: CutKind
    rule: str
    reason: str


@lru_cache(maxsize=1_000)
def make_cut(kind: CutKind, rule: str, reason: str) -> Cut:
    """Give a verdict; pages have hundreds of the same."""
    return Cut(kind, rule, reason)


class Piece(msgspec.Struct, frozen=True, gc=False):
    """A run of source text with one verdict.

    before: the white space that stands between the piece before and this one, exactly.
    text: the text, exactly as in the source; empty only for the last piece, which may carry trailing space.
    block: index of the block it comes from; the pieces of one block follow each other.
    """

    before: str
    text: str
    verdict: Keep | Cut
    block: int = 0


@dataclass(frozen=True, slots=True)
class Removal:
    """One removed piece as it is told to a user."""

    kind: CutKind
    text: str
    rule: str
    reason: str


def rebuild_source(pieces: Iterable[Piece]) -> str:
    """Give back the source text, to the letter, from all its pieces."""
    return "".join(piece.before + piece.text for piece in pieces)
