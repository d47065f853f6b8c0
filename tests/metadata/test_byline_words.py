"""Words of bylines as patterns."""

from __future__ import annotations

import pytest

from newscrawl.metadata.byline_words import load_byline_words

WORDS = load_byline_words()


@pytest.mark.parametrize(
    ("line", "rest"),
    [("By Ann Roe", "Ann Roe"), ("Von: Max Low", "Max Low"), ("文/王小明", "王小明"), ("Byron Low", "Byron Low")],
)
def test_prefix_is_a_word_of_its_own(line: str, rest: str) -> None:
    assert WORDS.prefix.sub("", line, count=1) == rest


def test_every_sure_lead_in_makes_a_byline_and_begins_with_a_known_letter() -> None:
    for line in ("Written by Ann", "（文／早瀬", "Texte : Léa", "글=김"):
        match = WORDS.sure_lead_in.match(line)
        assert match, line
        assert match[0].lstrip("（")[0].casefold() in WORDS.sure_letters


def test_longer_words_go_first_and_a_stop_takes_the_rest() -> None:
    assert WORDS.prefix.sub("", "Written by Ann Roe", count=1) == "Ann Roe"
    assert WORDS.stop.sub("", "Ann Roe Last updated 3 March") == "Ann Roe"


def test_conjunctions_are_parted_by_space_alone() -> None:
    assert WORDS.conjunction.split("Ann Roe and Bob Anderson") == ["Ann Roe", "Bob Anderson"]
