"""Text is cut into lines at every line break there is, and nothing of it is lost."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from newscrawl.cleaning.lines import Line, split_lines


@pytest.mark.parametrize(
    "line_break", ["\n", "\r\n", "\r", "\v", "\f", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029"]
)
def test_every_line_break_parts_lines(line_break: str) -> None:
    lines, trailing = split_lines(f"  a b{line_break}\tc{line_break}")
    assert lines == [Line("  ", "a b"), Line(f"{line_break}\t", "c")]
    assert trailing == line_break


@pytest.mark.parametrize(
    ("between", "is_tight"),
    [
        ("\n", True),
        ("\r\n", True),
        (" \n\t ", True),
        ("\n\n", False),
        ("\r\n\r\n", False),
        ("\n \n", False),
        ("\u2028", True),
        ("\u2029", False),
    ],
)
def test_blank_line_is_what_parts_loose_lines(between: str, is_tight: bool) -> None:
    lines, _ = split_lines(f"a{between}b")
    assert lines[1].is_tight is is_tight


@pytest.mark.parametrize("text", ["", " \n\t\n", "\ufeff", "\n\u200b\n\u200f"])
def test_text_without_a_visible_character_has_no_line(text: str) -> None:
    assert split_lines(text) == ([], text)


def test_invisible_marks_stand_outside_of_a_line() -> None:
    lines, trailing = split_lines("\ufeffTitle\u200b\nnon\u00adstop")
    assert [line.text for line in lines] == ["Title", "non\u00adstop"]
    assert trailing == ""


@given(
    st.text(
        alphabet=st.one_of(st.characters(), st.sampled_from("\n\r\v\x1c\x1f\x85\u2028\u2029 \t\ud800\ufeff"))
    )
)
@example("a\x1fb\n\x1f")
@example("\ud800\n\udfff")
def test_lines_give_back_the_text(text: str) -> None:
    lines, trailing = split_lines(text)
    assert "".join(line.before + line.text for line in lines) + trailing == text
    assert all(
        line.text and line.text == line.text.strip() and len(line.text.splitlines()) == 1 for line in lines
    )
    assert not re.search(r"\w", trailing)


@pytest.mark.parametrize("part", ["\n", " ", " \n", "a ", "a\n", "a" + " " * 999 + "\n"])
def test_cutting_takes_linear_time(part: str) -> None:
    text = part * (2_000_000 // len(part)) + "b"
    start = time.process_time()
    split_lines(text)
    assert time.process_time() - start < 4.0
