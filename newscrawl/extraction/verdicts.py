"""Decides the verdict on each block: kept as what, or removed as what and why. Spans inside a kept block are left
to `pieces.py`.
"""

from __future__ import annotations

from collections.abc import Sequence

from newscrawl.blocks import BlockType, Cut, CutKind, Keep
from newscrawl.extraction.block_types import find_block_type
from newscrawl.extraction.company import name_by_company
from newscrawl.extraction.removal_kinds import DECK, VAGUE_RULES, explain_removal
from newscrawl.extraction.selection import Selection
from newscrawl.extraction.view import PageView
from newscrawl.options import Options

Verdict = Keep | Cut

LEFT_OUT = {
    BlockType.heading: Cut(CutKind.heading, "option-headings", "the options leave headings out"),
    BlockType.table: Cut(CutKind.table, "option-tables", "the options leave tables out"),
    BlockType.caption: Cut(CutKind.caption, "option-captions", "the options leave captions out"),
    BlockType.deck: DECK,
}


def judge_blocks(view: PageView, selection: Selection, deck: int | None, options: Options) -> list[Verdict]:
    """Give the verdict on each block, in order."""
    kept = set(selection.kept)
    left_out = find_left_out_types(options)
    verdicts: list[Verdict] = []
    for index in range(len(view.blocks)):
        if index != deck and index not in kept:
            excluded = selection.excluded.get(index)
            verdicts.append(excluded or explain_removal(view, index, selection.probabilities[index]))
            continue
        kind = BlockType.deck if index == deck else find_block_type(view, index)
        verdicts.append(LEFT_OUT[kind] if kind in left_out else Keep(kind))
    return name_by_company(view, verdicts, VAGUE_RULES)


def find_left_out_types(options: Options) -> frozenset[BlockType]:
    """Give the block types that the options leave out of the text."""
    choices: Sequence[tuple[BlockType, bool]] = (
        (BlockType.deck, options.subtitle),
        (BlockType.heading, options.headings),
        (BlockType.table, options.tables),
        (BlockType.caption, options.captions),
    )
    return frozenset(kind for kind, is_wanted in choices if not is_wanted)
