"""Words, sentence ends and headlines are told in any script."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.cleaning.shape import (
    collapse,
    count_words,
    ends_full_stop,
    ends_sentence,
    is_ideographic,
    is_listed,
    is_title_like,
    split_words,
)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", []),
        ("The U.S. won't stop-gap 3.5 %", ["the", "u.s", "won't", "stop-gap", "3.5"]),
        ("e\u0301te\u0301 fini", ["e\u0301te\u0301", "fini"]),
        ("नमस्ते दुनिया", ["नमस्ते", "दुनिया"]),
        ("العَرَبِيَّة لغة", ["العَرَبِيَّة", "لغة"]),
        ("שָׁלוֹם עולם", ["שָׁלוֹם", "עולם"]),
        ("日本語です", ["日", "本", "語", "で", "す"]),
        ("한국어 뉴스", ["한국어", "뉴스"]),
    ],
)
def test_words_are_split_in_any_script(text: str, words: list[str]) -> None:
    assert split_words(text) == words
    assert count_words(text) == len(words)


def test_script_without_spaces_counts_more_than_its_runs() -> None:
    assert count_words("รัฐบาลประกาศมาตรการใหม่เพื่อช่วยเหลือเกษตรกรในภาคเหนือ") > 8


@pytest.mark.parametrize(
    ("text", "is_end"),
    [
        ("They agreed.", True),
        ('"They agreed."', True),
        ("They agreed (all of them.) ", True),
        ("Really?!", True),
        ("採決は延期された。」", True),
        ("सरकार ने कहा।", True),
        ("ماذا قال؟", True),
        ("Ferry late again", False),
        ("civilian government", False),
        ("", False),
    ],
)
def test_sentence_end_is_seen(text: str, is_end: bool) -> None:
    assert ends_sentence(text) is is_end


@pytest.mark.parametrize(
    ("text", "is_stop"), [("Over.", True), ("終わった。", True), ("Over?", False), ("Over!", False)]
)
def test_full_stop_is_told_from_other_marks(text: str, is_stop: bool) -> None:
    assert ends_full_stop(text) is is_stop


@pytest.mark.parametrize(
    ("text", "is_item"),
    [
        ("- salt", True),
        ("• salt", True),
        ("3. Salt", True),
        ("(b) salt", True),
        ("Salt", False),
        ("3.5 grams", False),
        ("-5 degrees", False),
    ],
)
def test_bullets_and_numbers_are_seen(text: str, is_item: bool) -> None:
    assert is_listed(text) is is_item


@pytest.mark.parametrize(
    ("text", "is_title"),
    [
        ("Ferry late again", True),
        ("Who is late again?", True),
        ('White House: charges "ridiculous"', True),
        ("フェリーがまた遅れる", True),
        ("Паром снова опоздал", True),
        ("The ferry was late again.", False),
        ("and the ferry was late", False),
        ("The following were late:", False),
        ("- Ferry late again", False),
        ("---", False),
        ("", False),
        ("The " * 19, False),
        ("遅" * 46, False),
    ],
)
def test_headlines_look_like_headlines(text: str, is_title: bool) -> None:
    assert is_title_like(text) is is_title


@pytest.mark.parametrize(
    ("text", "is_it"), [("フェリーが遅れる", True), ("iPhone 発売へ", False), ("한국어", False), ("", False)]
)
def test_ideographic_text_is_told(text: str, is_it: bool) -> None:
    assert is_ideographic(text) is is_it


def test_white_space_of_every_sort_is_collapsed() -> None:
    assert collapse(" a\u2028b\u3000\tc\x1f ") == "a b c"


@given(st.text())
def test_any_text_is_described(text: str) -> None:
    assert count_words(text) == len(split_words(text)) or "İ" in text
    assert not (is_title_like(text) and ends_full_stop(text))
    assert not ends_full_stop(text) or ends_sentence(text)


@pytest.mark.parametrize("part", ["a", "a.", "a'", "é\u0301", "日", "ก", "1.", "- ", "\u0301", '"'])
def test_long_text_is_read_in_linear_time(part: str) -> None:
    text = part * (2_000_000 // len(part))
    start = time.process_time()
    for read in (count_words, ends_sentence, is_listed, is_title_like, is_ideographic):
        read(text)
    assert time.process_time() - start < 4.0
