"""A difference is told a paragraph at a time, short, in the order of the text."""

from __future__ import annotations

import pytest

from newscrawl.paragraph_diff import MAX_CHARACTERS, MAX_ENTRIES, Difference, compare_paragraphs


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("abc", "abc", []),
        ("abc", "axc", [Difference("changed", "b", "x")]),
        ("ac", "abc", [Difference("added", None, "b")]),
        ("abc", "ac", [Difference("removed", "b", None)]),
        ("abcd", "axyd", [Difference("changed", "b", "x"), Difference("changed", "c", "y")]),
        ("abcd", "axd", [Difference("changed", "b", "x"), Difference("removed", "c", None)]),
        ("", "a", [Difference("added", None, "a")]),
    ],
)
def test_paragraphs_are_paired_where_they_stand(old: str, new: str, told: list[Difference]) -> None:
    assert compare_paragraphs(list(old), list(new)) == told


def test_long_paragraphs_are_cut_around_the_first_difference() -> None:
    start, end = "The council voted. " * 100, "It did so. " * 100
    (told,) = compare_paragraphs([start + "Four voted no. " + end], [start + "Five voted no. " + end])
    assert told.old is not None
    assert told.new is not None
    for text, word in ((told.old, "Four"), (told.new, "Five")):
        assert word in text
        assert len(text) <= MAX_CHARACTERS + 2
        assert (text[0], text[-1]) == ("…", "…")


def test_a_text_that_was_rewritten_is_told_in_part() -> None:
    told = compare_paragraphs([f"old {n}" for n in range(500)], [f"new {n}" for n in range(500)])
    assert len(told) == MAX_ENTRIES
