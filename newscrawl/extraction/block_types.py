"""Decides what a kept block is: paragraph, heading, list item, quote, table row, caption or preformatted text."""

from __future__ import annotations

from newscrawl.blocks import BlockType, CutKind
from newscrawl.dom import Context
from newscrawl.dom.elements import HEADING_TAGS
from newscrawl.extraction.view import PageView

_TYPES = {
    "li": BlockType.list_item,
    "dd": BlockType.list_item,
    "dt": BlockType.list_item,
    "blockquote": BlockType.quote,
    "pre": BlockType.preformatted,
    "figcaption": BlockType.caption,
} | dict.fromkeys(HEADING_TAGS, BlockType.heading)
_NEAR = 4
"""How many elements around a block are asked: a quote or list item further out holds the whole story."""


def find_block_type(view: PageView, index: int) -> BlockType:
    """Give the type of a kept block, by the nearest element around it that says one."""
    block = view.blocks[index]
    if block.table is not None:
        return BlockType.table
    context: Context | None = block.context
    for _ in range(_NEAR):
        if context is None or context.index in view.column.wide:
            break
        if context.tag in _TYPES:
            return _TYPES[context.tag]
        context = context.parent
    area = view.areas[index].innermost
    return BlockType.caption if area is not None and area.kind == CutKind.caption else BlockType.paragraph
