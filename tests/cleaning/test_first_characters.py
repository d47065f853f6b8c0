"""What a pattern's matches can begin with is told, or honestly not known."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.cleaning.first_characters import find_first_characters
from newscrawl.cleaning.rules import load_line_rules, load_suffix_rules

PATTERNS = [pattern for rule in (*load_line_rules(), *load_suffix_rules()) for pattern in rule.patterns]


@pytest.mark.parametrize(
    ("pattern", "firsts"),
    [
        ("abc", "a"),
        ("a?b", "ab"),
        ("(x )?(yes|no)", "xyn"),
        ("(?:to|from) me|me", "tfm"),
        (r"\(c\)", "("),
        (r"\d{1,2}", "0123456789"),
        ("(?!he )she", "s"),
        ("(?<=a)b", "b"),
        ("a{0,3}b{2}", "ab"),
        ("(a|b)*c", "abc"),
        (r"\bword", "w"),
        ("[ab]c", None),
        (".*x", None),
        (r"\w+", None),
        ("(a|.)b", None),
        ("a?", None),
    ],
)
def test_first_characters_are_found(pattern: str, firsts: str | None) -> None:
    assert find_first_characters(pattern) == (None if firsts is None else frozenset(firsts))


@given(data=st.data())
def test_no_match_of_a_rule_begins_with_another_character(data: st.DataObject) -> None:
    pattern = data.draw(st.sampled_from(PATTERNS))
    text = data.draw(st.from_regex(re.compile(pattern), fullmatch=True))
    firsts = find_first_characters(pattern)
    assert firsts is None or text[:1] in firsts or (text[:1].isdigit() and "0" in firsts)
