"""What a text is about is told by its longer words, inflected or not, in any script."""

from __future__ import annotations

import pytest

from newscrawl.extraction.page_type.topic import gather_topic_words, read_topic_words


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Harbour dues rise", "The harbour will cost more, as dues have risen."),
        ("Hafengebühren steigen", "Die Hafengebühr ist im April gestiegen: Hafengebühren treffen alle."),
        ("Власти закрыли мост", "Городские власти сообщили о закрытии моста; мостом не пользуются."),
        ("港の防波堤、補修工事", "市は防波堤の補修を始める。"),
        ("المجلس يوافق على الرصيف", "وافق المجلس على توسيع الرصيف."),
    ],
)
def test_a_story_shares_words_with_its_title(title: str, text: str) -> None:
    topic = read_topic_words(title)
    assert len(topic & read_topic_words(text)) >= 0.3 * len(topic)


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Harbour dues rise", "We and our partners store cookies on your device to measure our audience."),
        ("The man of the sea", "The use of this site is at your own risk."),
        ("港の防波堤、補修工事", "利用規約に同意の上、ご覧ください。"),
    ],
)
def test_other_text_does_not(title: str, text: str) -> None:
    assert not read_topic_words(title) & read_topic_words(text)


def test_small_words_and_numbers_tell_nothing() -> None:
    assert read_topic_words("the of and 12 a по на и") == frozenset()


def test_signs_of_two_texts_make_no_pair() -> None:
    assert gather_topic_words([["港", "の"], ["堤"]]) == {"港の"}
