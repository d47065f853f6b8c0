"""Decides what is known of one input that is to be explained: its pieces with their scores and telling features, the
record's paragraphs, and where each field of the metadata stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from lxml.html import HtmlElement

from newscrawl.api import DEFAULT_OPTIONS, clean_text, examine
from newscrawl.blocks import BlockType, Keep, Piece
from newscrawl.checks import find_rejection
from newscrawl.cleaning.line_classifier import rate_lines
from newscrawl.cleaning.plain import is_rated, read_lines
from newscrawl.explanation.field_sources import FieldSource, find_field_sources, list_plain_fields
from newscrawl.explanation.signs import Sign, find_block_signs, find_line_signs
from newscrawl.extraction.result import Extraction, TextBlock
from newscrawl.input_kind import InputKind
from newscrawl.options import Options
from newscrawl.outcomes import Reason
from newscrawl.page import RawPage
from newscrawl.single_input import decode_text, find_address, find_kind


@dataclass(frozen=True, slots=True)
class Case:
    """One input and all that was decided of it.

    extraction: None where nothing was fetched. rejection: reason and evidence where it is no article. kind: what it
    was read as. scores: by block, 0 to 1, how likely it is the story's; empty where none was rated. signs: by block,
    the features that moved it most. ruled_out: the blocks that were chosen, and that rules took out again. fields: the
    metadata with its sources. tree: the page as parsed; None for a text.
    """

    page: RawPage
    kind: InputKind
    extraction: Extraction | None
    rejection: tuple[Reason, str] | None
    scores: Sequence[float] = ()
    signs: Sequence[tuple[Sign, ...]] = ()
    ruled_out: frozenset[int] = frozenset()
    fields: tuple[FieldSource, ...] = ()
    tree: HtmlElement | None = None

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """All pieces with text, in order."""
        pieces = self.extraction.pieces if self.extraction is not None else ()
        return tuple(piece for piece in pieces if piece.text)

    def find_score(self, piece: Piece) -> float | None:
        """Give how likely a piece's block is the story's; None where it was not rated."""
        return self.scores[piece.block] if piece.block < len(self.scores) else None

    def find_signs(self, piece: Piece) -> tuple[Sign, ...]:
        """Give the features that decided on a piece's block."""
        return self.signs[piece.block] if piece.block < len(self.signs) else ()


def study_page(
    page: RawPage,
    *,
    address: str | None = None,
    kind: InputKind | None = None,
    options: Options = DEFAULT_OPTIONS,
) -> Case:
    """Study a page or a text that was fetched or read; the decisions are those of `clean_page`, to the letter."""
    if address is not None:
        page = replace(page, url=address, requested_url=address)
    kind = find_kind(page, kind)
    if page.failure is not None:
        return Case(page, kind, None, find_rejection(page, None))
    return _study_text(page, options) if kind is InputKind.text else _study_html(page, options)


def _study_html(page: RawPage, options: Options) -> Case:
    examined = examine(page.body, url=find_address(page), headers=page.headers, options=options)
    extraction, tree, view = examined.extraction, examined.tree, examined.view
    rejection = find_rejection(page, extraction)
    if tree is None or view is None:
        return Case(page, InputKind.html, extraction, rejection)
    return Case(
        page,
        InputKind.html,
        extraction,
        rejection,
        scores=examined.selection.probabilities if examined.selection is not None else (),
        signs=find_block_signs(view) if view.blocks else (),
        ruled_out=frozenset(examined.selection.excluded if examined.selection is not None else ()),
        fields=find_field_sources(extraction, tree),
        tree=tree,
    )


def _study_text(page: RawPage, options: Options) -> Case:
    text = decode_text(page)
    extraction = clean_text(text, options=options)
    rejection, fields = find_rejection(page, extraction), list_plain_fields(extraction.metadata)
    read = read_lines(text) if extraction.pieces else None
    if read is None or not is_rated(read.lines):
        return Case(page, InputKind.text, extraction, rejection, fields=fields)
    scores = rate_lines(read.lines, read.known).tolist()
    signs = find_line_signs(read.lines, read.known)
    return Case(page, InputKind.text, extraction, rejection, scores=scores, signs=signs, fields=fields)


def link_paragraphs(extraction: Extraction) -> list[tuple[TextBlock, tuple[int, ...]]]:
    """Give the record's paragraphs, each with the indexes of the pieces (of those with text) that make it."""
    pieces = [piece for piece in extraction.pieces if piece.text]
    kept = [at for at, piece in enumerate(pieces) if isinstance(piece.verdict, Keep) and piece.text.strip()]
    rows = [tuple(group) for _, group in groupby(kept, key=lambda at: pieces[at].block)]
    linked: list[tuple[TextBlock, tuple[int, ...]]] = []
    for block in extraction.blocks:
        size = block.text.count("\n") + 1 if block.type == BlockType.table else 1
        linked.append((block, tuple(at for row in rows[:size] for at in row)))
        rows = rows[size:]
    return linked
