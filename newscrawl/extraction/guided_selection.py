"""Decides which blocks are the story's where a publisher file names the body or what is to be dropped."""

from __future__ import annotations

from dataclasses import replace

from newscrawl.blocks import Cut, CutKind
from newscrawl.dom import Context, DomBlock
from newscrawl.extraction.exclusions import find_exclusions
from newscrawl.extraction.removal_kinds import explain_removal
from newscrawl.extraction.selection import MIN_PROBABILITY, Selection
from newscrawl.extraction.view import PageView
from newscrawl.publishers.guide import BODY_MARK, Guide
from newscrawl.publishers.rules import PublisherTrace

PUBLISHER = "publisher"
"""The strategy of a page whose body a file named."""
DROP_RULE, BODY_RULE = "publisher-drop", "publisher-body"


def guide_selection(view: PageView, selection: Selection, guide: Guide) -> tuple[Selection, PublisherTrace]:
    """Give the choice as the file has it. selection: the engine's own, which stays where the file names no body, or
    one that holds no text of a story.

    Of the named body all that the page shows is the story's, whatever the classifier says, but for what is dropped
    and what the rules know for sure (`exclusions.py`).
    """
    marks = [find_mark(block) for block in view.blocks]
    dropped = {
        index: _explain_drop(view, index, selection, guide, mark)
        for index, mark in enumerate(marks)
        if mark is not None and mark != BODY_MARK
    }
    if guide.body is not None:
        chosen = _choose_body(view, selection, guide, marks, dropped)
        if chosen is not None:
            return chosen, guide.trace
        guide = guide.miss("body")
    kept = tuple(index for index in selection.kept if index not in dropped)
    if selection.kept and not kept:
        return selection, guide.miss("drop").trace
    return replace(selection, kept=kept, excluded={**selection.excluded, **dropped}), guide.trace


def _choose_body(
    view: PageView, selection: Selection, guide: Guide, marks: list[int | None], dropped: dict[int, Cut]
) -> Selection | None:
    """Give the choice of the body's blocks; None where nothing in it is left."""
    inside = tuple(
        index for index, mark in enumerate(marks) if mark == BODY_MARK and not view.blocks[index].context.is_hidden
    )
    excluded = find_exclusions(view, selection.probabilities, inside)
    kept = tuple(index for index in inside if index not in excluded)
    if not kept:
        return None
    reason = f"publisher rule: outside of {guide.body} [{guide.trace.file}]"
    outside = {
        index: Cut(CutKind.other, BODY_RULE, reason)
        for index, mark in enumerate(marks)
        if mark is None and selection.probabilities[index] >= MIN_PROBABILITY
    }
    return Selection(selection.probabilities, kept, PUBLISHER, {**outside, **excluded, **dropped})


def _explain_drop(view: PageView, index: int, selection: Selection, guide: Guide, mark: int) -> Cut:
    rule = guide.drops[mark - 1]
    kind = rule.kind or explain_removal(view, index, selection.probabilities[index]).kind
    return Cut(kind, DROP_RULE, f"publisher rule: drop {rule.selector.text} [{guide.trace.file}]")


def is_dropped(selection: Selection, index: int | None) -> bool:
    """Tell whether a file dropped a block."""
    cut = selection.excluded.get(index) if index is not None else None
    return cut is not None and cut.rule == DROP_RULE


def find_mark(block: DomBlock) -> int | None:
    """Give the mark of the nearest element around a block that has one."""
    context: Context | None = block.context
    while context is not None and context.mark is None:
        context = context.parent
    return context.mark if context is not None else None
