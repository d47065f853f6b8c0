"""White space is collapsed, and what cannot be seen is dropped."""

from __future__ import annotations

import pytest

from newscrawl.dom.white_space import collapse_line, collapse_space


@pytest.mark.parametrize(
    ("text", "collapsed"),
    [
        ("  one \n two\u00a0\u3000three ", "one two three"),
        ("one \t two\n\t \tthree\t", "one\ttwo\tthree"),
        ("co\u00adoperate", "cooperate"),
        ("\u200fשלום\u200e", "שלום"),
        ("می\u200cخواهم", "می\u200cخواهم"),  # the zero-width non-joiner is a letter's form in Persian
        ("\u2028one\u2029two", "one two"),
        ("", ""),
    ],
)
def test_white_space_is_collapsed_and_invisible_characters_dropped(text: str, collapsed: str) -> None:
    assert collapse_space(text) == collapsed


def test_tabs_part_no_cells_outside_of_tables() -> None:
    assert collapse_line("one \t two\n\t \tco\u00adoperate\t") == "one two cooperate"
