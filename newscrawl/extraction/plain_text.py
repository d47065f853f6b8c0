"""Decides how a cleaned plain text becomes an `Extraction`. What is cut of it is decided in `cleaning/`."""

from __future__ import annotations

import hashlib

from newscrawl.blocks import Cut, Keep
from newscrawl.cleaning import clean_plain_text
from newscrawl.extraction.assembly import assemble_blocks
from newscrawl.extraction.result import Extraction
from newscrawl.metadata.facts import Metadata
from newscrawl.options import Options
from newscrawl.outcomes import PageType


def extract_plain_text(text: str, options: Options) -> Extraction:
    """Clean a plain text. The page type is `article` where any text is kept, else `empty`."""
    cleaned = clean_plain_text(text)
    pieces = cleaned.pieces
    blocks = assemble_blocks(pieces)
    kept = sum(len(piece.text) for piece in pieces if isinstance(piece.verdict, Keep))
    cut = sum(len(piece.text) for piece in pieces if isinstance(piece.verdict, Cut))
    return Extraction(
        blocks=blocks,
        pieces=pieces,
        metadata=Metadata(title=cleaned.title),
        page_type=PageType.article if blocks else PageType.empty,
        page_type_evidence="text given as such" if blocks else "no line of the text was kept",
        score=round(kept / (kept + cut), 3) if kept else 0.0,
        strategy="plain_text",
        raw_sha256=hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
    )
