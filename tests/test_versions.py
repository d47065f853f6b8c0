"""What counts as a new version of an article, and which kind of change it is."""

from __future__ import annotations

import pytest

from newscrawl.versions import Wording, find_change, has_notice, is_other_story

OLD = ("The council voted on Tuesday.", "Work begins in spring.")


def wording(*paragraphs: str, title: str = "Council votes", words: int = 100) -> Wording:
    return Wording(title=title, text_sha256=str(hash(paragraphs)), paragraphs=paragraphs, word_count=words)


@pytest.mark.parametrize(
    ("new", "change"),
    [
        (wording(*OLD), None),
        (wording(*OLD, words=5000), None),
        (wording(*OLD, title="Council votes again"), "updated"),
        (wording(OLD[0], "Work begins in summer."), "updated"),
        (wording(*OLD, "Correction: An earlier version gave a wrong date."), "corrected"),
        (
            wording(*OLD, "• Dieser Text wurde geändert. In einer früheren Version hieß es anders."),
            "corrected",
        ),
        (wording(*OLD, "Correction officers went on strike."), "updated"),
    ],
)
def test_only_title_and_text_count(new: Wording, change: str | None) -> None:
    assert find_change(wording(*OLD), new, is_other_url=False) == change


def test_notice_that_was_there_before_makes_no_correction() -> None:
    notice = "Correction: An earlier version gave a wrong date."
    assert find_change(wording(*OLD, notice), wording(*OLD, notice, "More."), is_other_url=False) == "updated"


@pytest.mark.parametrize(("words", "change"), [(90, None), (109, None), (111, "updated"), (200, "updated")])
def test_another_url_gives_a_version_only_where_it_is_fuller(words: int, change: str | None) -> None:
    assert find_change(wording(*OLD), wording(OLD[0], words=words), is_other_url=True) == change


@pytest.mark.parametrize(
    "paragraph",
    [
        "Correction: the name was wrong.",
        "CORRECTION (Nov. 24): the name was wrong.",
        "Clarification — the name was wrong.",
        "Editor’s note: the name was wrong.",
        "*An earlier version of this article gave a wrong name.",
        "The minister resigned. This story has been corrected to give the right name.",
        "Berichtigung: Der Name war falsch.",
        "【訂正】名前が間違っていました。",
        "Fe de errores",
    ],
)
def test_notices_are_told(paragraph: str) -> None:
    assert has_notice(paragraph)


@pytest.mark.parametrize(
    "paragraph",
    [
        "The correction of the river bed took ten years.",
        "Corrections officers said so.",
        "He wants a correction: the name was wrong.",
        "Clarification was not to be had.",
        "The stock market correction (the third this year) went on.",
    ],
)
def test_prose_about_corrections_is_no_notice(paragraph: str) -> None:
    assert not has_notice(paragraph)


def test_address_with_another_story_every_day_gives_other_stories() -> None:
    today = wording("Rain.", "Wind.", title="Tuesday")
    assert is_other_story(wording(*OLD), today)
    assert not is_other_story(wording(*OLD), wording("Rain.", title="Council votes"))
    assert not is_other_story(wording(*OLD), wording(OLD[0], "Rain.", title="Tuesday"))
