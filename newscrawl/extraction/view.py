"""Decides what is known of a page before any block is judged: words, rules, column and likeness, gathered once.

The features of the classifier and the typing of what is removed both look at this, and at nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from newscrawl.blocks import Cut, CutKind
from newscrawl.cleaning.shape import split_words
from newscrawl.dom import Context, DomBlock
from newscrawl.extraction.block_text import BlockText, read_texts
from newscrawl.extraction.column import Column, find_column
from newscrawl.extraction.contexts import Area, Spans, find_areas, find_marked, gather_contexts, match_rules
from newscrawl.extraction.markers import MarkerRule, load_marker_index
from newscrawl.metadata.facts import Metadata

MIN_STORY_WORDS = 10
"""Shorter blocks do not show where the story is: headings, links and labels have so few words."""
MAX_STORY_LINK_DENSITY = 0.35
"""Running text holds fewer links; a teaser is a link from end to end."""
ROOT_SHARE = 0.9
"""At the first look an element with nearly all text counts as the page itself, so that `has-comments` on the body
says nothing, and a comment area with more text than the story is still seen."""
MIN_UNMARKED_SHARE = 0.25
"""If the marker rules left less of the likely text than this, they named the story's own column: they are set aside."""
MIN_UNCOMMENTED_SHARE, MIN_UNCOMMENTED = 0.03, 1_000
"""The rule for comments is set aside only where less than this share of the likely text is left, and less than so many
characters: ten thousand comments are no reason to give up the story over them. On 3 of 942 pages of the development
sets comments hold more than the share above of the likely text, on none is a story in an element named after
comments."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageView:
    """One page, with what is known of its blocks; all sequences run along `blocks`."""

    blocks: Sequence[DomBlock]
    metadata: Metadata
    texts: Sequence[BlockText]
    words: Sequence[list[str]]
    link_density: Sequence[float]
    ends: Sequence[bool]
    line_cuts: Sequence[Cut | None]
    areas: Sequence[Area]
    inline_rules: Sequence[MarkerRule | None]
    story_characters: Sequence[float]
    """The block's characters where it is likely running text of the story, else 0."""
    story_total: float
    """Characters of likely story text on the page."""
    contexts: dict[int, Context]
    spans: Spans
    story_sums: NDArray[np.float64]
    """By index of the context, the characters of likely story text in it."""
    column: Column
    title_words: frozenset[str]


def view_page(blocks: Sequence[DomBlock], metadata: Metadata) -> PageView:
    """Gather what is known of a page's blocks."""
    texts = read_texts(block.text for block in blocks)
    density = [block.link_characters / len(block.text) for block in blocks]
    contexts = gather_contexts(block.context for block in blocks)
    likely = [
        float(len(block.text)) if _is_likely_story(block, text.word_count, links) else 0.0
        for block, text, links in zip(blocks, texts, density, strict=True)
    ]
    index = load_marker_index()
    rules = match_rules(contexts, index)
    spans = Spans(blocks, contexts)
    story = _drop_marked(blocks, contexts, spans, rules, likely)
    sums = spans.sum_up(story)
    total = sum(story)
    column = find_column(contexts, sums, total)
    areas = find_areas(contexts, rules, column.wide)
    return PageView(
        blocks=blocks,
        metadata=metadata,
        texts=texts,
        words=[text.words for text in texts],
        link_density=density,
        ends=[text.ends_sentence for text in texts],
        line_cuts=[text.line_cut for text in texts],
        areas=[areas[block.context.index] for block in blocks],
        inline_rules=[index.find("", block.markers) if block.markers else None for block in blocks],
        story_characters=story,
        story_total=total,
        contexts=contexts,
        spans=spans,
        story_sums=sums,
        column=column,
        title_words=frozenset(split_words(metadata.title or "")),
    )


def _is_likely_story(block: DomBlock, words: float, link_density: float) -> bool:
    is_running = words >= MIN_STORY_WORDS and link_density < MAX_STORY_LINK_DENSITY
    return is_running and not block.context.is_hidden and block.table is None


def _drop_marked(
    blocks: Sequence[DomBlock],
    contexts: dict[int, Context],
    spans: Spans,
    rules: Mapping[int, MarkerRule],
    likely: Sequence[float],
) -> Sequence[float]:
    """Take out the text that stands in areas with a telling name, unless that is most of what there is.

    Readers' comments go even then, unless next to nothing is left: they can be many times as long as a story.
    """
    total = sum(likely)
    roots = frozenset(np.flatnonzero(spans.sum_up(likely) >= ROOT_SHARE * total).tolist())

    def drop(dropped: Mapping[int, MarkerRule]) -> list[float]:
        marked = find_marked(contexts, dropped, roots)
        return [0.0 if block.context.index in marked else value for block, value in zip(blocks, likely, strict=True)]

    unmarked = drop(rules)
    if sum(unmarked) >= MIN_UNMARKED_SHARE * total:
        return unmarked
    uncommented = drop({number: rule for number, rule in rules.items() if rule.kind == CutKind.comments})
    if sum(uncommented) < min(MIN_UNCOMMENTED_SHARE * total, MIN_UNCOMMENTED):
        return likely
    return unmarked if sum(unmarked) >= MIN_UNMARKED_SHARE * sum(uncommented) else uncommented
