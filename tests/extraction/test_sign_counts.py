"""Letters, digits, capitals and telling signs are counted in every script, all texts of a page at once."""

from __future__ import annotations

import pytest

from newscrawl.extraction import sign_counts
from newscrawl.extraction.sign_counts import SIGNS, count_signs

TEXTS = ["Lock 12 is OK.", "Łódź 3", "港口３号", "", "“Why?”, | she@harbour.example ©", "𝐀 and 𝟎, 😀"]


@pytest.mark.parametrize(
    ("text", "signs"),
    [
        ("Lock 12 is OK.", (8, 2, 3)),
        ("Łódź 3", (4, 1, 1)),
        ("港口３号", (3, 1, 0)),
        ("", (0, 0, 0)),
        ("𝐀𝟎😀", (1, 1, 1)),
    ],
)
def test_letters_digits_and_capitals(text: str, signs: tuple[int, int, int]) -> None:
    counts = count_signs([text])
    assert tuple(int(counts[name][0]) for name in ("letters", "digits", "capitals")) == signs


def test_telling_signs_are_counted_apart() -> None:
    counts = count_signs(["“Why?”, | she@harbour.example ©"])
    names = ("quotes", "commas", "ats", "copyrights", "bars", "questions")
    assert [int(counts[name][0]) for name in names] == [1, 1, 1, 1, 1, 1]


def test_every_character_is_counted_as_it_is_by_itself() -> None:
    counts = count_signs(TEXTS)
    for name, test in SIGNS.items():
        assert counts[name].tolist() == [sum(map(test, text)) for text in TEXTS]


def test_long_pages_are_counted_in_parts_with_the_same_result(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = count_signs(TEXTS)
    monkeypatch.setattr(sign_counts, "MAX_CHARACTERS", 5)
    assert {name: column.tolist() for name, column in count_signs(TEXTS).items()} == {
        name: column.tolist() for name, column in whole.items()
    }


def test_no_texts_have_no_signs() -> None:
    assert {len(column) for column in count_signs([]).values()} == {0}
