"""Paragraphs broken at a fixed width become whole; lists and verses stay as they are."""

from __future__ import annotations

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.cleaning.lines import split_lines
from newscrawl.cleaning.wrapping import join_wrapped

PARAGRAPHS = [
    "The harbour council put off the vote on dredging until spring, officials said on Monday, because the"
    " survey of the inner basin is not finished and nobody knows what the silt there holds.",
    "Several members of the council said that they had not read the report by the engineers, which was sent"
    " to them on Friday evening and runs to more than two hundred pages with all its tables.",
    "The ferry company wants the channel to be deepened before its new ship arrives. It will be half as long"
    " again as the one that has served the island since the storm of 1987.",
]


@pytest.mark.parametrize("width", [48, 60, 72, 80])
def test_wrapped_paragraphs_are_joined(width: int) -> None:
    text = "\n\n".join(textwrap.fill(paragraph, width) for paragraph in PARAGRAPHS)
    lines = join_wrapped(split_lines(text)[0])
    assert [" ".join(line.text.split()) for line in lines] == PARAGRAPHS


def test_headings_and_lists_between_wrapped_paragraphs_stay_lines() -> None:
    blocks = [textwrap.fill(paragraph, 72) for paragraph in PARAGRAPHS]
    text = "\n\n".join(
        [
            blocks[0],
            "What comes next",
            blocks[1],
            blocks[2],
            blocks[0],
            blocks[1],
            "A new survey\nA second vote",
        ]
    )
    assert [line.text for line in join_wrapped(split_lines(text)[0])][-2:] == [
        "A new survey",
        "A second vote",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n\n".join(PARAGRAPHS),
        "\n".join(PARAGRAPHS),
        "Ferry late again\nStorm closes the quay\nLighthouse for sale\n\n" * 4,
        textwrap.fill(PARAGRAPHS[0], 72),
    ],
)
def test_other_lines_are_left_alone(text: str) -> None:
    lines, _ = split_lines(text)
    assert join_wrapped(lines) == lines


@given(st.lists(st.sampled_from(["word " * 12, "a", "\n", "\n\n", "x" * 60, "\r\n"]), max_size=60))
def test_joined_lines_give_back_the_text(parts: list[str]) -> None:
    text = "".join(parts)
    lines, trailing = split_lines(text)
    assert "".join(line.before + line.text for line in join_wrapped(lines)) + trailing == text
