"""Decides what an extraction gives back: one plain, frozen value that can cross a process boundary."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, fields
from typing import Any

import msgspec

from newscrawl.blocks import BlockType, Cut, CutKind, Keep, Piece, Removal
from newscrawl.extraction.packing import PackedPieces, PackedTexts, pack_pieces
from newscrawl.metadata.facts import Metadata
from newscrawl.outcomes import ARTICLE_TYPES, PageType
from newscrawl.publishers.rules import PublisherTrace


@dataclass(frozen=True, slots=True, kw_only=True)
class TextBlock:
    """One block of the article: its type, and its text with white space collapsed."""

    type: BlockType
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """The article and everything that was removed from it.

    Made by `newscrawl.extract` and `newscrawl.clean_text`; both fill every field.
    """

    blocks: tuple[TextBlock, ...]
    pieces: tuple[Piece, ...]
    """Kept and removed pieces in order; `rebuild_source(pieces)` is the source text, to the letter."""
    metadata: Metadata
    page_type: PageType
    page_type_evidence: str
    """What shows the page type, in one line."""
    score: float
    """How sure the extractor is of the text, 0 to 1."""
    strategy: str
    """The strategy that won."""
    charset: str | None = None
    """The charset that bytes were read with; None for text."""
    raw_sha256: str = ""
    """SHA-256 of the input: the bytes given, or the text in UTF-8."""
    warnings: tuple[str, ...] = ()
    publisher: PublisherTrace | None = None
    """What a publisher file decided; None where the site has none."""

    @property
    def text(self) -> str:
        """The article's text, its blocks parted by a blank line; empty where there is no article."""
        return "\n\n".join(block.text for block in self.blocks)

    @property
    def title(self) -> str | None:
        """The headline."""
        return self.metadata.title

    @property
    def is_article(self) -> bool:
        """Whether the page is of a type that becomes a record and has text."""
        return self.page_type in ARTICLE_TYPES and bool(self.blocks)

    @property
    def removals(self) -> tuple[Removal, ...]:
        """Every removed piece with kind, rule and reason, in document order."""
        return tuple(
            Removal(piece.verdict.kind, piece.text, piece.verdict.rule, piece.verdict.reason)
            for piece in self.pieces
            if isinstance(piece.verdict, Cut) and piece.text
        )

    @property
    def removed(self) -> dict[str, int]:
        """Characters removed, by kind, in the vocabulary's order of first appearance."""
        counts: Counter[CutKind] = Counter()
        for piece in self.pieces:
            if isinstance(piece.verdict, Cut) and piece.text:
                counts[piece.verdict.kind] += len(piece.text)
        return {kind.value: count for kind, count in counts.items()}

    @property
    def kept_characters(self) -> int:
        """Characters of source text that were kept."""
        return sum(len(piece.text) for piece in self.pieces if isinstance(piece.verdict, Keep))

    def __reduce__(self) -> tuple[Any, ...]:
        """Cross a process boundary in columns (`packing.py`)."""
        rest = {field.name: getattr(self, field.name) for field in fields(self) if field.name not in _PACKED}
        texts = ([block.type for block in self.blocks], [block.text for block in self.blocks])
        return _unpack_extraction, (texts, pack_pieces(self.pieces), rest)

    def as_dict(self) -> dict[str, Any]:
        """Plain dicts, lists, strings and numbers, fit for JSON."""
        plain: dict[str, Any] = msgspec.to_builtins(self)
        return plain


_PACKED = frozenset({"blocks", "pieces"})


def _unpack_extraction(texts: PackedTexts, pieces: PackedPieces, rest: dict[str, Any]) -> Extraction:
    blocks = tuple(TextBlock(type=kind, text=text) for kind, text in zip(*texts, strict=True))
    return Extraction(blocks=blocks, pieces=pieces.unpack(), **rest)
