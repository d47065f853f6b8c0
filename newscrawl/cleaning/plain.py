"""Decides what of a plain text is the story's: the cleaner for text whose markup is gone.

Line rules and the line classifier say what each line is like; lists are decided as one group, before their
lines; then the headline ahead of the story, and promos glued to a paragraph's end. Everything else is body. A
text without paragraphs, or with too many lines for an article, is judged by rules and runs alone. Reading and
printing are left to others.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from newscrawl.blocks import BlockType, Cut, Keep, Piece
from newscrawl.cleaning.headline import HEADLINE, find_headline
from newscrawl.cleaning.line_classifier import rate_lines
from newscrawl.cleaning.line_verdicts import cut_by_rating
from newscrawl.cleaning.lines import Line, split_lines
from newscrawl.cleaning.link_runs import find_link_runs
from newscrawl.cleaning.rules import find_line_rule
from newscrawl.cleaning.shape import (
    collapse,
    count_words,
    ends_sentence,
    is_ideographic,
    is_listed,
    is_paragraph,
    is_title_like,
)
from newscrawl.cleaning.suffixes import Suffixes, drop_suffixes, find_suffixes
from newscrawl.cleaning.wrapping import join_wrapped
from newscrawl.extraction.forest import Forest

TRAILING_SPACE = Keep(BlockType.paragraph)
MAX_HEADING_WORDS = 12
"""A longer line without a full stop is a paragraph whose full stop was lost, as often in old pages."""
MAX_RATED_LINES = 20_000
"""A text of more lines is no article, and rating them takes longer than anyone waits."""
UNRATED_SCORE = 0.5
"""How sure the cleaner is where no line was rated: not."""


@dataclass(frozen=True, slots=True)
class CleanedText:
    """pieces: all of the text, in order. title: the headline found before the body. score: how sure the
    cleaner is of what it kept, 0 to 1; the mean over its characters."""

    pieces: tuple[Piece, ...]
    title: str | None
    score: float


@dataclass(frozen=True, slots=True)
class ReadLines:
    """source: the text's lines. trailing: white space behind the last. known: what the line rules say of each.
    suffixes: by line, where a promo at its end begins. lines: those without their promos, as they are rated."""

    source: list[Line]
    trailing: str
    known: list[Cut | None]
    suffixes: Suffixes
    lines: list[Line]


def read_lines(text: str) -> ReadLines:
    """Read the lines of a text, before any is judged."""
    split, trailing = split_lines(text)
    source = join_wrapped(split)
    known = [find_line_rule(line.text) for line in source]
    suffixes = find_suffixes(source, known)
    return ReadLines(source, trailing, known, suffixes, drop_suffixes(source, suffixes))


def is_rated(lines: Sequence[Line]) -> bool:
    """Tell whether the line classifier is asked about a text of these lines."""
    return len(lines) <= MAX_RATED_LINES and any(is_paragraph(line.text) for line in lines)


def clean_plain_text(text: str, forest: Forest | None = None) -> CleanedText:
    """Part a plain text into the story and the rest; both together are the text, to the letter.

    forest: another model than the package's, for measuring.
    """
    read = read_lines(text)
    source, trailing, known, suffixes, lines = read.source, read.trailing, read.known, read.suffixes, read.lines
    ratings: NDArray[np.float64] | None = None
    if is_rated(lines):
        ratings = rate_lines(lines, known, forest)
        cuts = cut_by_rating(lines, known, ratings)
    else:
        cuts = _cut_by_structure(lines, known)
    headline = find_headline(lines, known, cuts, None if ratings is None else ratings.tolist())
    if headline is not None:
        cuts[headline] = HEADLINE
    pieces: list[Piece] = []
    for index, line in enumerate(source):
        pieces.extend(_part_line(index, line, cuts.get(index), suffixes.get(index)))
    if trailing or not pieces:
        pieces.append(Piece(trailing, "", TRAILING_SPACE, len(lines)))
    title = collapse(lines[headline].text) if headline is not None else None
    return CleanedText(tuple(pieces), title, _score_kept(lines, cuts, ratings))


def _cut_by_structure(lines: Sequence[Line], known: Sequence[Cut | None]) -> dict[int, Cut]:
    cuts = {index: cut for index, cut in enumerate(known) if cut is not None}
    return find_link_runs(lines, [cut is None for cut in known]) | cuts


def _part_line(index: int, line: Line, cut: Cut | None, suffix: tuple[int, Cut] | None) -> list[Piece]:
    if cut is not None:
        return [Piece(line.before, line.text, cut, index)]
    if suffix is None:
        return [Piece(line.before, line.text, Keep(_type_line(line.text)), index)]
    start, verdict = suffix
    sentence = line.text[:start].rstrip()
    return [
        Piece(line.before, sentence, Keep(_type_line(sentence)), index),
        Piece(line.text[len(sentence) : start], line.text[start:], verdict, index),
    ]


def _type_line(text: str) -> BlockType:
    if is_listed(text):
        return BlockType.list_item
    is_short = count_words(text) <= MAX_HEADING_WORDS * (2 if is_ideographic(text) else 1)
    is_heading = is_short and is_title_like(text) and not ends_sentence(text)
    return BlockType.heading if is_heading else BlockType.paragraph


def _score_kept(lines: Sequence[Line], cuts: dict[int, Cut], ratings: NDArray[np.float64] | None) -> float:
    kept = [index for index in range(len(lines)) if index not in cuts]
    if not kept:
        return 0.0
    if ratings is None:
        return UNRATED_SCORE
    return float(np.average(ratings[kept], weights=[len(lines[index].text) for index in kept]))
