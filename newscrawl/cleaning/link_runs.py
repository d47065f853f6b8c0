"""Decides which runs of short, headline-like lines are lists of links to other stories.

A run is decided as one group, before its lines: one such line alone may be a section heading, a run of them
set tight between paragraphs is the trace that a list of links leaves in plain text.
"""

from __future__ import annotations

from collections.abc import Sequence

from newscrawl.blocks import Cut, CutKind
from newscrawl.cleaning.lines import Line
from newscrawl.cleaning.shape import (
    ends_sentence,
    find_capitals,
    is_listed,
    is_paragraph,
    is_title_like,
    weigh_words,
)

MIN_TIGHT_LINES = 2
"""Two lines set tight where paragraphs have blank lines between them are a list already."""
MIN_LOOSE_LINES = 3
"""Where nothing shows tightness, a third line is asked for: two headings can follow each other."""
MIN_LOOSE_WORDS = 4.0
"""And lines of headline length, on average: shorter ones are as often ingredients, results or names."""

MIN_CAPITALS, MAX_USUAL_CAPITALS = 0.8, 0.4
"""Shares of long words with a capital: of headlines that are written so, and of sentences at most."""

TIGHT_RUN = Cut(CutKind.related_links, "tight-link-run", "a tight run of headline-like lines")
LOOSE_RUN = Cut(CutKind.related_links, "loose-link-run", "a run of headline-like lines, none of them a sentence")


def find_link_runs(lines: Sequence[Line], is_free: Sequence[bool]) -> dict[int, Cut]:
    """Map the index of every line in a link list to the verdict on its run.

    is_free: which lines no other rule has claimed. Wrong for lists of the body that carry no bullets and
    follow no colon (line-ups, verses): those are cut, and stand whole in what was removed.
    """
    has_blank_lines = sum(not line.is_tight for line in lines[1:]) >= max(1, len(lines) // 4)
    cuts: dict[int, Cut] = {}
    start = 0
    while start < len(lines):
        end = _find_run_end(lines, is_free, start, has_blank_lines)
        if end > start:
            verdict = _judge_run(lines, start, end, has_blank_lines)
            if verdict is not None:
                cuts.update(dict.fromkeys(range(start, end), verdict))
        start = max(end, start + 1)
    return cuts


def is_headline_list(lines: Sequence[Line], start: int, end: int) -> bool:
    """Tell whether a tight group behind a paragraph is a list of headlines in capitals, whatever they are of.

    What a newsroom sets beside a story is about the same, so words do not tell it from a list of the story;
    the capitals do, where the story's own sentences have few. Of the 791 gold texts of the development pages
    six hold such a group; tables and specifications, which also have capitals, show by digits and bars.
    """
    texts = [line.text for line in lines[start:end]]
    before = lines[start - 1].text if start else ""
    if end - start < MIN_TIGHT_LINES or not is_paragraph(before) or not ends_sentence(before):
        return False
    if not all(is_title_like(text) for text in texts):
        return False
    with_digits = sum(any(map(str.isdigit, text)) for text in texts)
    if 3 * with_digits > len(texts) or any(mark in text for text in texts for mark in "|\t$€£★"):
        return False
    capitals = [is_capital for text in texts for is_capital in find_capitals(text)]
    usual = find_capitals(before)
    is_in_capitals = sum(capitals) >= MIN_CAPITALS * max(1, len(capitals)) and sum(usual) < MAX_USUAL_CAPITALS * len(
        usual
    )
    return is_in_capitals and sum(map(weigh_words, texts)) >= MIN_LOOSE_WORDS * len(texts)


def _find_run_end(lines: Sequence[Line], is_free: Sequence[bool], start: int, has_blank_lines: bool) -> int:
    end = start
    while end < len(lines) and is_free[end] and is_title_like(lines[end].text):
        if end > start and has_blank_lines and not lines[end].is_tight:
            break
        end += 1
    return end


def _judge_run(lines: Sequence[Line], start: int, end: int, has_blank_lines: bool) -> Cut | None:
    if _continues_body(lines, start, end):
        return None
    size = end - start
    words = sum(weigh_words(line.text) for line in lines[start:end]) / size
    if has_blank_lines:
        return TIGHT_RUN if size >= MIN_TIGHT_LINES else None
    is_loose_list = size >= MIN_LOOSE_LINES and words >= MIN_LOOSE_WORDS
    return LOOSE_RUN if is_loose_list else None


def _continues_body(lines: Sequence[Line], start: int, end: int) -> bool:
    """A colon before the run announces a list of the body; so does a bulleted or running line at it."""
    if start and lines[start - 1].text.rstrip().endswith((":", "：")):
        return True
    before = lines[start - 1].text if start and lines[start].is_tight else ""
    after = lines[end].text if end < len(lines) and lines[end].is_tight else ""
    neighbours = [text for text in (before, after) if text]
    return any(is_listed(text) or (not ends_sentence(text) and text[:1].islower()) for text in neighbours)
