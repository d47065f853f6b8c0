"""Decides what of a plain text is the story's: the cleaner for text whose markup is gone.

The order: lines that a rule knows; runs of headline-like lines, each as one group; the headline before the
first paragraph; promos glued to a paragraph's end. Everything else is body. Reading and printing are left to
others.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from newscrawl.blocks import BlockType, Cut, CutKind, Keep, Piece
from newscrawl.cleaning.lines import Line, split_lines
from newscrawl.cleaning.link_runs import find_link_runs
from newscrawl.cleaning.rules import find_line_rule, find_suffix
from newscrawl.cleaning.shape import (
    collapse,
    count_words,
    ends_sentence,
    is_ideographic,
    is_listed,
    is_title_like,
)

HEADLINE = Cut(CutKind.headline, "headline-before-body", "the headline; it is the title")
TRAILING_SPACE = Keep(BlockType.paragraph)
MIN_PARAGRAPH_WORDS = 12
"""A line of so many words that ends a sentence opens the body: what stands before it may be headline."""
MAX_HEADING_WORDS = 12
"""A longer line without a full stop is a paragraph whose full stop was lost, as often in old pages."""


@dataclass(frozen=True, slots=True)
class CleanedText:
    """pieces: all of the text, in order. title: the headline found before the body."""

    pieces: tuple[Piece, ...]
    title: str | None


def clean_plain_text(text: str) -> CleanedText:
    """Part a plain text into the story and the rest; both together are the text, to the letter."""
    lines, trailing = split_lines(text)
    cuts = _cut_lines(lines)
    headline = _find_headline(lines, cuts)
    if headline is not None:
        cuts[headline] = HEADLINE
    pieces = [piece for index, line in enumerate(lines) for piece in _part_line(index, line, cuts.get(index))]
    if trailing or not pieces:
        pieces.append(Piece(trailing, "", TRAILING_SPACE, len(lines)))
    return CleanedText(tuple(pieces), collapse(lines[headline].text) if headline is not None else None)


def _cut_lines(lines: Sequence[Line]) -> dict[int, Cut]:
    known = {index: cut for index, line in enumerate(lines) if (cut := find_line_rule(line.text)) is not None}
    body = _find_body_start(lines, known)
    runs = find_link_runs(lines, [index not in known for index in range(len(lines))])
    # Ahead of the body a tight run may hold the headline: only runs of links behind it are decided as groups.
    return known | {index: cut for index, cut in runs.items() if body is None or index > body}


def _find_body_start(lines: Sequence[Line], cuts: dict[int, Cut]) -> int | None:
    for index, line in enumerate(lines):
        is_long = count_words(line.text) >= MIN_PARAGRAPH_WORDS
        if index not in cuts and is_long and ends_sentence(line.text):
            return index
    return None


def _find_headline(lines: Sequence[Line], cuts: dict[int, Cut]) -> int | None:
    """The first headline-like line ahead of the body, where the body has a beginning."""
    body = _find_body_start(lines, cuts)
    candidates = [
        index
        for index in range(body or 0)
        if index not in cuts and is_title_like(lines[index].text) and count_words(lines[index].text) >= 2
    ]
    return candidates[0] if candidates else None


def _part_line(index: int, line: Line, cut: Cut | None) -> list[Piece]:
    if cut is not None:
        return [Piece(line.before, line.text, cut, index)]
    kept = Keep(_type_line(line.text))
    suffix = find_suffix(line.text)
    if suffix is None:
        return [Piece(line.before, line.text, kept, index)]
    start, verdict = suffix
    sentence = line.text[:start].rstrip()
    return [
        Piece(line.before, sentence, kept, index),
        Piece(line.text[len(sentence) : start], line.text[start:], verdict, index),
    ]


def _type_line(text: str) -> BlockType:
    if is_listed(text):
        return BlockType.list_item
    is_short = count_words(text) <= MAX_HEADING_WORDS * (2 if is_ideographic(text) else 1)
    return (
        BlockType.heading
        if is_short and is_title_like(text) and not ends_sentence(text)
        else BlockType.paragraph
    )
