"""Decides what is known of a page before any block is judged: words, rules, column and likeness, gathered once.

The features of the classifier and the typing of what is removed both look at this, and at nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from newscrawl.blocks import Cut
from newscrawl.cleaning.rules import find_line_rule
from newscrawl.cleaning.shape import ends_sentence, is_ideographic, split_words
from newscrawl.dom import Context, DomBlock
from newscrawl.extraction.column import Column, find_column
from newscrawl.extraction.contexts import Area, find_areas, find_marked, gather_contexts, match_rules, sum_up
from newscrawl.extraction.markers import MarkerRule, load_marker_index
from newscrawl.metadata.facts import Metadata

MIN_STORY_WORDS = 10
"""Shorter blocks do not show where the story is: headings, links and labels have so few words."""
IDEOGRAPHS_PER_WORD = 2
"""Chinese and Japanese texts have about twice as many ideographs and kana as their translations have words."""
MAX_STORY_LINK_DENSITY = 0.35
"""Running text holds fewer links; a teaser is a link from end to end."""
ROOT_SHARE = 0.9
"""At the first look an element with nearly all text counts as the page itself, so that `has-comments` on the body
says nothing, and a comment area with more text than the story is still seen."""
MIN_UNMARKED_SHARE = 0.25
"""If the marker rules left less of the likely text than this, they named the story's own column: they are set aside."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageView:
    """One page, with what is known of its blocks; all sequences run along `blocks`."""

    blocks: Sequence[DomBlock]
    metadata: Metadata
    words: Sequence[list[str]]
    word_counts: Sequence[float]
    """As many words as the block would have in a script with spaces: of ideographs two are a word."""
    link_density: Sequence[float]
    ends: Sequence[bool]
    line_cuts: Sequence[Cut | None]
    areas: Sequence[Area]
    inline_rules: Sequence[MarkerRule | None]
    story_characters: Sequence[float]
    """The block's characters where it is likely running text of the story, else 0."""
    contexts: dict[int, Context]
    story_sums: dict[int, float]
    column: Column
    title_words: frozenset[str]

    @property
    def story_total(self) -> float:
        """Characters of likely story text on the page."""
        return sum(self.story_characters)


def view_page(blocks: Sequence[DomBlock], metadata: Metadata) -> PageView:
    """Gather what is known of a page's blocks."""
    words = [split_words(block.text) for block in blocks]
    sizes = [
        len(tokens) / IDEOGRAPHS_PER_WORD if is_ideographic(block.text) else len(tokens)
        for block, tokens in zip(blocks, words, strict=True)
    ]
    density = [block.link_characters / len(block.text) for block in blocks]
    contexts = gather_contexts(block.context for block in blocks)
    likely = [
        float(len(block.text)) if _is_likely_story(block, size, links) else 0.0
        for block, size, links in zip(blocks, sizes, density, strict=True)
    ]
    index = load_marker_index()
    rules = match_rules(contexts, index)
    story = _drop_marked(blocks, contexts, rules, likely)
    sums = sum_up(contexts, blocks, story)
    column = find_column(contexts, sums, sum(story))
    areas = find_areas(contexts, rules, column.wide)
    return PageView(
        blocks=blocks,
        metadata=metadata,
        words=words,
        word_counts=sizes,
        link_density=density,
        ends=[ends_sentence(block.text) for block in blocks],
        line_cuts=[find_line_rule(block.text, len(tokens)) for block, tokens in zip(blocks, words, strict=True)],
        areas=[areas[block.context.index] for block in blocks],
        inline_rules=[index.find("", block.markers) if block.markers else None for block in blocks],
        story_characters=story,
        contexts=contexts,
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
    rules: Mapping[int, MarkerRule],
    likely: Sequence[float],
) -> Sequence[float]:
    """Take out the text that stands in areas with a telling name, unless that is most of what there is."""
    sums = sum_up(contexts, blocks, likely)
    total = sum(likely)
    roots = frozenset(number for number, value in sums.items() if value >= ROOT_SHARE * total)
    marked = find_marked(contexts, rules, roots)
    unmarked = [
        0.0 if block.context.index in marked else value for block, value in zip(blocks, likely, strict=True)
    ]
    return unmarked if sum(unmarked) >= MIN_UNMARKED_SHARE * total else likely
