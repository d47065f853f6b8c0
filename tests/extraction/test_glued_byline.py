"""A byline in one element with the first sentence ends where the sentence begins."""

from __future__ import annotations

import pytest

from newscrawl.extraction.glued_byline import find_glued_byline

SENTENCE = "The council voted to widen the lock."
AUTHORS = ("Ada Morel", "Jon Roe")


@pytest.mark.parametrize(
    "byline",
    [
        "By Ada Morel ",
        "By ADA MOREL — ",
        "By Ada Morel and Jon Roe | ",
        "By Ada Morel, Jon Roe: ",
        "By Ada Morel, Hillhaven Wire Writer ",
        "By Ada Morel, staff writer - ",
        "Von Ada Morel und Jon Roe ",
        "Written by Ada Morel ",
    ],
)
def test_the_sentence_begins_behind_the_byline(byline: str) -> None:
    text = byline + SENTENCE
    start = find_glued_byline(text, AUTHORS)
    assert start is not None
    assert text[start:] == SENTENCE


@pytest.mark.parametrize(
    "text",
    [
        "",
        SENTENCE,
        "By Ada Morel",
        "By Ada Morel The lock",
        "By Ada Morel's count it was nine to four in the end.",
        "By Ada Morel it was called a disgrace for the port.",
        "By Kim Doe The council voted to widen the lock.",
        "Ada Morel The council voted to widen the lock.",
        "By noon the council had voted to widen the lock.",
    ],
)
def test_what_is_no_byline_stays(text: str) -> None:
    assert find_glued_byline(text, AUTHORS) is None


def test_without_authors_nothing_is_a_byline() -> None:
    assert find_glued_byline(f"By Ada Morel {SENTENCE}", ()) is None
