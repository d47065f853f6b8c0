"""What a text says by itself is read once for each text of a page."""

from __future__ import annotations

from newscrawl.extraction.block_text import read_text, read_texts


def test_a_text_is_read_once() -> None:
    first, other, again = read_texts(["Read more: Pilots back", "Home", "Read more: Pilots back"])
    assert first is again
    assert first is not other


def test_what_a_line_says() -> None:
    read = read_text("Read more: Pilots back")
    assert read.words == ["read", "more", "pilots", "back"]
    assert read.line_cut is not None
    assert read.line_cut.rule == "read-more-line"
    assert (read.ends_sentence, read.is_listed, read.is_title_like) == (False, False, True)


def test_two_ideographs_count_as_a_word() -> None:
    read = read_text("市议会投票。")
    assert (read.word_count, read.is_ideographic, read.ends_sentence) == (2.5, True, True)


def test_the_words_of_a_page_are_held_once() -> None:
    first, other = read_texts(["The harbour is closed", "Harbour dues"])
    assert first.words[1] is other.words[0]
