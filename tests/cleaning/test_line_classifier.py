"""The packaged model tells a story's lines from cruft, in pieces or at once."""

from __future__ import annotations

import numpy as np
import pytest

from newscrawl.cleaning import line_classifier
from newscrawl.cleaning.line_classifier import load_line_forest, rate_lines
from newscrawl.cleaning.lines import split_lines

STORIES = [
    "The harbour council put off the vote on dredging until spring, officials said on Monday morning.",
    "Several members said that they had not read the report by the engineers, which came in on Friday.",
    "The ferry company, which pays for a third of the works, said that it would wait for a second survey.",
]
LINKS = "Ferry late again\nStorm closes quay\nFairs and markets"
TEXT = "\n\n".join(["News\nSport\nIsland", *STORIES[:2], LINKS, STORIES[2]])


def test_story_is_rated_above_cruft() -> None:
    lines, _ = split_lines(TEXT)
    ratings = rate_lines(lines, [None] * len(lines))
    stories = [index for index, line in enumerate(lines) if line.text in STORIES]
    others = [index for index in range(len(lines)) if index not in stories]
    assert ratings[stories].min() > 0.8
    assert ratings[others].max() < 0.5


def test_text_without_lines_has_no_ratings() -> None:
    assert rate_lines([], []).size == 0


def test_rating_in_parts_gives_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    lines, _ = split_lines(TEXT)
    at_once = rate_lines(lines, [None] * len(lines))
    monkeypatch.setattr(line_classifier, "ROWS_AT_ONCE", 2)
    assert np.array_equal(rate_lines(lines, [None] * len(lines)), at_once)


def test_model_is_small_and_read_once() -> None:
    assert load_line_forest() is load_line_forest()
    assert len(load_line_forest().roots) <= 200
