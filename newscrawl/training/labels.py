"""Decides which blocks of a page the gold text holds."""

from __future__ import annotations

from collections.abc import Sequence

from newscrawl.dom import DomBlock
from newscrawl.extraction.alignment import Reference

MIN_GOLD_SHARE = 0.5
"""A block belongs to the story if half of its word shingles stand in the gold."""


def label_blocks(blocks: Sequence[DomBlock], gold: str) -> list[float]:
    """Give 1.0 for each block that the gold holds, else 0.0. Headlines repeated in the gold count as held."""
    reference = Reference(gold)
    return [float(reference.measure(block.text) >= MIN_GOLD_SHARE) for block in blocks]
