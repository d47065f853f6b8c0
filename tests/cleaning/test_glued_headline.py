"""A headline in capitals behind the last sentence is found; sentences, credits and lists are not."""

from __future__ import annotations

import pytest

from newscrawl.cleaning.glued_headline import find_glued_headline

STORY = "The harbour council put off the vote on dredging until spring, officials said on Monday morning."


@pytest.mark.parametrize(
    "headline",
    ["Ferry Company Orders a New Ship", "Who Pays When the Channel Silts Up", "Storm Closes Quay for Days"],
)
def test_headline_in_capitals_is_found(headline: str) -> None:
    found = find_glued_headline(f"{STORY} {headline}")
    assert found is not None
    assert found[0] == len(STORY) + 1


@pytest.mark.parametrize(
    "paragraph",
    [
        "",
        STORY,
        f"{STORY} {STORY}",
        f"{STORY} and it went on",
        f"{STORY} Ferry company orders a new ship",
        f"{STORY} — Ines Holm, Harbour Master, Northport",
        f"{STORY} Harbour Survey. 2019;28:635 [ Ocean Scholar ]",
        "It rained. Ferry Company Orders New Ship",
        "Every Word Here Has a Capital, and Then This One Ends Just So. Ferry Company Orders Ship",
        f"{STORY} Northport Quay",
    ],
)
def test_other_endings_are_left(paragraph: str) -> None:
    assert find_glued_headline(paragraph) is None


def test_only_the_end_of_a_long_paragraph_is_read() -> None:
    paragraph = f"{STORY} " * 50_000 + "Ferry Company Orders a New Ship"
    found = find_glued_headline(paragraph)
    assert found is not None
    assert paragraph[found[0] :] == "Ferry Company Orders a New Ship"
