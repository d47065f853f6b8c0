"""The headline is the line ahead of the story that the story takes up."""

from __future__ import annotations

import pytest

from newscrawl.cleaning.headline import find_headline
from newscrawl.cleaning.lines import split_lines
from newscrawl.cleaning.rules import find_line_rule

STORY = "The harbour council put off the vote on dredging until spring, officials said on Monday morning."


@pytest.mark.parametrize(
    ("ahead", "headline"),
    [
        (["Dredging vote put off"], "Dredging vote put off"),
        (["Watch Live", "Dredging vote put off"], "Dredging vote put off"),
        (["World", "Island life", "Dredging vote put off", "A survey is late"], "Dredging vote put off"),
        (["Dredging vote put off", "Harbour council waits"], "Dredging vote put off"),
        (["It never ends"], "It never ends"),
        (["Monday"], None),
        (["By Jane Miller"], None),
        (["The council met."], None),
        ([], None),
    ],
)
def test_headline_is_found_ahead_of_the_story(ahead: list[str], headline: str | None) -> None:
    lines, _ = split_lines("\n\n".join([*ahead, STORY, "Dredging vote put off again"]))
    found = find_headline(lines, [find_line_rule(line.text) for line in lines], {})
    assert (lines[found].text if found is not None else None) == headline


def test_text_without_a_story_has_no_headline() -> None:
    lines, _ = split_lines("Dredging vote put off\n\nFerry late again")
    assert find_headline(lines, [None, None], {}) is None
