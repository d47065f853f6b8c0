"""Decides how a cleaned plain text becomes an `Extraction`. What is cut of it is decided in `cleaning/`."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import replace

from newscrawl.blocks import BlockType, Keep, Piece
from newscrawl.cleaning import clean_plain_text
from newscrawl.extraction.assembly import assemble_blocks
from newscrawl.extraction.engine import make_empty_extraction
from newscrawl.extraction.result import Extraction
from newscrawl.extraction.verdicts import LEFT_OUT, find_left_out_types
from newscrawl.metadata import add_text_facts
from newscrawl.metadata.facts import Metadata
from newscrawl.options import Options
from newscrawl.outcomes import PageType

STRATEGY = "plain_text"


def extract_plain_text(text: str, options: Options) -> Extraction:
    """Clean a plain text. The page type is `article` where any text is kept, else `empty`.

    Of the metadata only what the text says is filled: the headline ahead of it, its dateline and agency.
    """
    data = text.encode("utf-8", "surrogatepass")
    digest = hashlib.sha256(data).hexdigest()
    if len(data) > options.max_bytes:
        evidence = f"{len(data):,} bytes, the limit is {options.max_bytes:,}"
        return replace(make_empty_extraction(PageType.too_large, evidence, digest), strategy=STRATEGY)
    cleaned = clean_plain_text(text)
    pieces = tuple(_leave_out(cleaned.pieces, find_left_out_types(options)))
    blocks = assemble_blocks(pieces)
    paragraphs = [block.text for block in blocks if block.type == BlockType.paragraph]
    return Extraction(
        blocks=blocks,
        pieces=pieces,
        metadata=add_text_facts(Metadata(title=cleaned.title), paragraphs),
        page_type=PageType.article if blocks else PageType.empty,
        page_type_evidence="text given as such" if blocks else "no line of the text was kept",
        score=round(cleaned.score, 3) if blocks else 0.0,
        strategy=STRATEGY,
        raw_sha256=digest,
    )


def _leave_out(pieces: Sequence[Piece], types: frozenset[BlockType]) -> Iterator[Piece]:
    for piece in pieces:
        kept = piece.verdict.type if isinstance(piece.verdict, Keep) else None
        yield Piece(piece.before, piece.text, LEFT_OUT[kept], piece.block) if kept in types else piece
