"""Pieces of markup as plain text."""

from __future__ import annotations

import pytest
from lxml.html import fromstring

from newscrawl.metadata.plain_text import MAX_FIELD_CHARACTERS, clean_line, fold, read_text, strip_markup


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("  a \n b ", "a b"),
        ("R&amp;uuml;ckbau", "Rückbau"),
        ("a<b>b</b>c", "a b c"),
        ("Para\u00adgraph\u200b", "Paragraph"),
        ("3 < 5", "3 < 5"),
        ("", None),
        ("\x00\x01", None),
        (None, None),
        (5, None),
    ],
)
def test_line_is_cleaned(text: object, line: str | None) -> None:
    assert clean_line(text) == line


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<h1>One <em>two</em>three</h1>", "One twothree"),
        ("<h1><span>Kicker</span><span>The tide</span></h1>", "Kicker The tide"),
        ("<h1><span>Tide</span>, then ebb</h1>", "Tide, then ebb"),
        ("<h1>A<br>B<script>x()</script><!-- c --></h1>", "A B"),
    ],
)
def test_element_is_read_as_one_line(markup: str, text: str) -> None:
    assert read_text(fromstring(markup)) == text


def test_long_text_is_cut_before_it_costs() -> None:
    assert len(clean_line("a" * 1_000_000) or "") == MAX_FIELD_CHARACTERS


def test_markup_in_a_body_becomes_paragraphs() -> None:
    assert strip_markup("<p>One</p>\n<p>Two<br>Three</p>") == "One\nTwo\nThree"
    assert strip_markup(" <p> </p> ") is None


def test_fold_ignores_case_marks_and_space() -> None:
    assert fold("„The Tide“ – turns!") == fold("the tide: TURNS")
