"""Suffixes are found on lines that no rule knows, and the lines are described without them."""

from __future__ import annotations

from newscrawl.cleaning.lines import split_lines
from newscrawl.cleaning.rules import find_line_rule
from newscrawl.cleaning.suffixes import drop_suffixes, find_suffixes

STORY = "The harbour council put off the vote on dredging until spring, officials said on Monday morning."


def test_lines_are_given_without_their_suffixes() -> None:
    lines, _ = split_lines(f"{STORY} Read more: Ferry late\n\n{STORY}\n\n{STORY} Ferry Company Orders New Ship")
    suffixes = find_suffixes(lines, [None] * 3)
    assert {index: cut.rule for index, (_, cut) in suffixes.items()} == {0: "glued-promo", 2: "glued-headline"}
    assert [line.text for line in drop_suffixes(lines, suffixes)] == [STORY] * 3
    assert [line.before for line in drop_suffixes(lines, suffixes)] == [line.before for line in lines]


def test_line_that_a_rule_knows_has_no_suffix() -> None:
    lines, _ = split_lines("Sign up for our newsletter. Read more")
    known = [find_line_rule(line.text) for line in lines]
    assert known[0] is not None
    assert find_suffixes(lines, known) == {}
