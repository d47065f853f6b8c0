"""Ratings become cuts: lists as one group, sentences only in strong doubt, every cut with a kind that fits."""

from __future__ import annotations

import numpy as np
import pytest

from newscrawl.cleaning.line_verdicts import MIN_SENTENCE_STORY, MIN_STORY, cut_by_rating
from newscrawl.cleaning.lines import split_lines
from newscrawl.cleaning.rules import find_line_rule

STORY = "The harbour council put off the vote on dredging until spring, officials said on Monday morning."
SENTENCE = "They will meet again in the town hall."
LINKS = ["Ferry late again this week", "Storm closes the old quay", "Who pays for it?"]


def cut(text: str, ratings: list[float]) -> dict[int, tuple[str, str]]:
    lines, _ = split_lines(text)
    cuts = cut_by_rating(lines, [find_line_rule(line.text) for line in lines], np.array(ratings))
    return {index: (verdict.kind.value, verdict.rule) for index, verdict in cuts.items()}


def test_lines_below_the_bar_are_cut() -> None:
    text = f"{STORY}\n\n{LINKS[0]}\n\n{STORY}\n\n{LINKS[1]}"
    assert cut(text, [0.9, MIN_STORY - 0.01, 0.9, MIN_STORY]) == {1: ("related_links", "stray-headline")}


def test_sentence_is_cut_in_strong_doubt_only() -> None:
    assert cut(f"{STORY}\n\n{SENTENCE}", [0.9, MIN_SENTENCE_STORY]) == {}
    assert cut(f"{STORY}\n\n{SENTENCE}", [0.9, MIN_SENTENCE_STORY - 0.01]) == {1: ("other", "stray-text")}


def test_list_is_cut_or_kept_as_a_whole() -> None:
    text = f"{STORY}\n\n" + "\n".join(LINKS) + f"\n\n{STORY}"
    assert set(cut(text, [0.9, 0.1, 0.6, 0.1, 0.9])) == {1, 2, 3}
    assert cut(text, [0.9, 0.9, 0.3, 0.9, 0.9]) == {}


def test_list_of_headlines_in_capitals_behind_a_paragraph_goes_whatever_its_rating() -> None:
    titles = ["Ferry Company Orders Its Longest Ship", "Storm Closes the Old Quay", "Who Pays for the Channel?"]
    text = f"{STORY}\n\n" + "\n".join(titles) + f"\n\n{STORY}"
    assert cut(text, [0.9] * 5) == dict.fromkeys((1, 2, 3), ("related_links", "tight-link-run"))
    announced = text.replace("morning.", "morning:")
    assert cut(announced, [0.9] * 5) == {}


@pytest.mark.parametrize(
    ("lines", "verdicts"),
    [
        (LINKS, [("related_links", "tight-link-run")] * 3),
        (["News", "Sport", "Island"], [("navigation", "menu-run")] * 3),
        (["Read more", *LINKS[:2]], [("read_more", "read-more-line"), *[("related_links", "tight-link-run")] * 2]),
        (["Ferry late"], [("other", "stray-label")]),
        (["- one", "- two"], [("other", "stray-text")] * 2),
    ],
)
def test_cut_lines_are_named(lines: list[str], verdicts: list[tuple[str, str]]) -> None:
    text = f"{STORY}\n\n" + "\n".join(lines)
    assert list(cut(text, [0.9] + [0.05] * len(lines)).values()) == verdicts


def test_loose_list_is_named_as_such() -> None:
    text = "\n\n".join([STORY, *LINKS, STORY])
    assert cut(text, [0.9, 0.1, 0.1, 0.1, 0.9]) == dict.fromkeys((1, 2, 3), ("related_links", "loose-link-run"))


def test_what_a_rule_knows_is_cut_whatever_its_rating_unless_the_rule_is_weak() -> None:
    text = f"{STORY}\n\nRead more: Ferry late again\n\n{STORY}\n\n3 May 2024\n\n{STORY}"
    assert cut(text, [0.9] * 5) == {1: ("read_more", "read-more-line")}
    assert set(cut(text, [0.9, 0.9, 0.9, 0.1, 0.9])) == {1, 3}
