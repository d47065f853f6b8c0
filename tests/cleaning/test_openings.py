"""What a pattern's matches can begin with is told, or honestly not known."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.cleaning.openings import ANY, find_fixed_part, find_openings, list_openings
from newscrawl.cleaning.rules import load_line_rules, load_suffix_rules

PATTERNS = [pattern for rule in (*load_line_rules(), *load_suffix_rules()) for pattern in rule.patterns]


@pytest.mark.parametrize(
    ("pattern", "openings"),
    [
        ("abcd", {"abc"}),
        ("a?bc", {"abc", "bc"}),
        ("(x )?(yes|no)", {"x y", "x n", "yes", "no"}),
        ("(?:to|from) me|me", {"to ", "fro", "me"}),
        (r"\(c\)", {"(c)"}),
        (r"\d{1,2}", {"0", "00", "000"}),
        ("3 ways", {"0 w"}),
        ("(?!he )she", {"she"}),
        ("(?<=a)b", {"b"}),
        ("(ab)*c", {"c", "abc", "aba"}),
        (r"\bword", {"wor"}),
        ("[ab]c", {"ac", "bc"}),
        ("[a-c]d", {ANY + "d"}),
        ("[^ab]c", {ANY + "c"}),
        (r"[\w1]c", {ANY + "c"}),
        (".*x", {"x", ANY + "x", ANY + ANY + "x", ANY * 3}),
        ("a?", {"", "a"}),
        (r"x\w", {"x" + ANY}),
    ],
)
def test_openings_are_found(pattern: str, openings: set[str]) -> None:
    assert find_openings(pattern) == openings


@given(data=st.data())
def test_no_match_of_a_rule_begins_otherwise(data: st.DataObject) -> None:
    pattern = data.draw(st.sampled_from(PATTERNS))
    text = data.draw(st.from_regex(re.compile(pattern), fullmatch=True))
    assert find_openings(pattern).intersection(list_openings(text))
    assert find_fixed_part(pattern) in text


@pytest.mark.parametrize(
    ("pattern", "part"),
    [
        (r"[^?]{0,200}\byou can (unsubscribe|leave)", "you can "),
        ("abc?d", "ab"),
        ("ab+c{2}d", "ab"),
        ("x|y", ""),
        ("(x|yes)no", "no"),
        (r"a\.bcd[ef]", "bcd"),
        ("(abc)*d?", ""),
    ],
)
def test_what_every_match_holds_is_found(pattern: str, part: str) -> None:
    assert find_fixed_part(pattern) == part
