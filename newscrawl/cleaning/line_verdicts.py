"""Decides which lines are cut where the classifier has rated them, and what a cut line is called.

A list is decided as one group: what is known of one of its lines holds for its neighbours.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from newscrawl.blocks import Cut, CutKind
from newscrawl.cleaning.lines import Line
from newscrawl.cleaning.link_runs import LOOSE_RUN, TIGHT_RUN, is_headline_list
from newscrawl.cleaning.rules import name_weak_rules
from newscrawl.cleaning.shape import ends_sentence, is_paragraph, is_title_like, weigh_words

MIN_STORY = 0.4
"""A line that less likely belongs to the story is cut."""
MIN_SENTENCE_STORY = 0.15
"""The same for a line that reads as a sentence: a lost paragraph is worse than a link that stays. By
cross-validation on joined texts, 0.4 for all lines lost half as many paragraphs again for the same links."""
MIN_SENTENCE_WORDS = 8
MIN_RATING = 1e-4
"""Bounds what one line weighs in the mean of its group."""
MIN_HEADLINE_WORDS = 3
"""A run of shorter lines, on average, is a menu; of longer ones, links to stories."""

MENU = Cut(CutKind.navigation, "menu-run", "a run of labels, as menus leave it")
STRAY_HEADLINE = Cut(
    CutKind.related_links, "stray-headline", "reads like a headline that the story around it does not take up"
)
STRAY_LABEL = Cut(CutKind.other, "stray-label", "a few words that belong to no paragraph")
STRAY_TEXT = Cut(CutKind.other, "stray-text", "unlike the story in wording, shape and place")


def cut_by_rating(lines: Sequence[Line], known: Sequence[Cut | None], ratings: NDArray[np.float64]) -> dict[int, Cut]:
    """Map the index of every line that is cut to the verdict on it: its rule's, or that of its run.

    What a rule knows for sure is cut, whatever its rating.
    """
    is_sentence = [ends_sentence(line.text) and weigh_words(line.text) >= MIN_SENTENCE_WORDS for line in lines]
    is_cut = _average_lists(lines, ratings) < np.where(is_sentence, MIN_SENTENCE_STORY, MIN_STORY)
    is_cut |= np.array([cut is not None and cut.rule not in name_weak_rules() for cut in known], bool)
    cuts: dict[int, Cut] = {}
    start = 0
    while start < len(lines):
        end = start + 1
        if is_cut[start]:
            while end < len(lines) and is_cut[end] and not is_paragraph(lines[end].text):
                end += 1
            _name_run(lines, known, start, end, cuts)
        start = end
    return cuts


def _average_lists(lines: Sequence[Line], ratings: NDArray[np.float64]) -> NDArray[np.float64]:
    """Give all lines of a tight group in which each is like a headline the mean of their ratings, in log
    odds; 0 where they are headlines by their capitals."""
    starts = np.array([not line.is_tight for line in lines])
    starts[0] = True
    groups = np.cumsum(starts) - 1
    sizes = np.bincount(groups)
    titles = np.bincount(groups, [is_title_like(line.text) for line in lines])
    clipped = np.clip(ratings, MIN_RATING, 1 - MIN_RATING)
    odds = np.bincount(groups, np.log(clipped / (1 - clipped))) / sizes
    is_list = (titles == sizes) & (sizes > 1)
    means = 1 / (1 + np.exp(-odds))
    first = np.flatnonzero(starts)
    for group in np.flatnonzero(is_list):
        if is_headline_list(lines, int(first[group]), int(first[group] + sizes[group])):
            means[group] = 0.0
    return np.where(is_list[groups], means[groups], ratings)


def _name_run(lines: Sequence[Line], known: Sequence[Cut | None], start: int, end: int, cuts: dict[int, Cut]) -> None:
    """Name the lines of one run of cut lines, in place."""
    free = [index for index in range(start, end) if known[index] is None]
    titles = [index for index in free if is_title_like(lines[index].text)]
    verdict = STRAY_TEXT
    if len(titles) > 1:
        is_tight = all(lines[index].is_tight for index in titles[1:])
        is_menu = sum(weigh_words(lines[index].text) for index in titles) < MIN_HEADLINE_WORDS * len(titles)
        verdict = MENU if is_menu else TIGHT_RUN if is_tight else LOOSE_RUN
    elif titles:
        is_headline = weigh_words(lines[titles[0]].text) >= MIN_HEADLINE_WORDS
        verdict = STRAY_HEADLINE if is_headline else STRAY_LABEL
    for index in range(start, end):
        rule = known[index]
        cuts[index] = rule if rule is not None else verdict if index in titles else STRAY_TEXT
