"""Versions: a record only for what is new or changed, and every look told to the memory."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from newscrawl.memory.outcomes import VisitOutcome
from newscrawl.pipelines.versions import KnownPage
from tests.pipelines.conftest import Line, make_article

SOON, LATER = "2026-11-24T09:00:00Z", "2026-11-24T09:15:00Z"
"""Before the first look is due, and when it is."""


def see(line: Line, article: Any) -> Any:
    return line.versions.process_item(article)


def test_first_record_is_version_1(open_line: Callable[..., Line]) -> None:
    article = open_line().pass_on(make_article())
    assert (article.version, article.version_of, article.change) == (1, None, "new")


def test_same_title_and_text_give_no_record_whatever_else_changed(open_line: Callable[..., Line]) -> None:
    open_line().pass_on(make_article())
    same = make_article(raw_sha256="1" * 64, modified="2026-11-24", tags=["other"], fetched=LATER)
    with pytest.raises(KnownPage) as caught:
        see(open_line(LATER), same)
    assert caught.value.result.outcome is VisitOutcome.unchanged


@pytest.mark.parametrize(
    ("changes", "change"),
    [
        ({"title": "Vote off"}, "updated"),
        ({"text": "The council met on Wednesday."}, "updated"),
        ({"text": "The council met on Tuesday.\n\nCorrection: it met twice."}, "corrected"),
    ],
)
def test_changed_article_gives_the_next_version(
    changes: dict[str, str], change: str, open_line: Callable[..., Line]
) -> None:
    first = open_line().pass_on(make_article())
    second = open_line(LATER).pass_on(make_article(**changes))
    assert (second.version, second.version_of, second.change) == (2, first.id, change)
    third = open_line("2026-11-24T10:15:00Z").pass_on(make_article(text="All is different now."))
    assert (third.version, third.version_of) == (3, first.id)


def test_another_url_of_a_known_article_is_an_alias(open_line: Callable[..., Line]) -> None:
    first = open_line().pass_on(make_article(text="word " * 100))
    line = open_line(LATER)
    other = replace(make_article(text="word " * 99), id=first.id, requested_url="https://news.example/x")
    with pytest.raises(KnownPage) as caught:
        see(line, other)
    assert caught.value.result.outcome is VisitOutcome.alias
    fuller = replace(make_article(text="word " * 150), id=first.id, requested_url="https://news.example/x")
    assert see(line, fuller).change == "updated"


def test_article_is_looked_at_by_its_own_address_once_that_is_known(open_line: Callable[..., Line]) -> None:
    first = open_line().pass_on(make_article(requested_url="https://news.example/?p=7"))
    line = open_line(SOON)
    with pytest.raises(KnownPage) as caught:
        see(line, make_article())
    line.tell(lambda: line.memory.note(caught.value.result))
    known = line.memory.store.find_article(bytes.fromhex(first.id))
    assert known is not None
    assert known.page_url == first.canonical_url
    line = open_line(LATER)
    due = [visit.candidate.url for visit in line.memory.store.list_due("news.example", line.memory.clock())]
    assert due == [first.canonical_url]


def test_article_that_moved_stays_the_same_article(open_line: Callable[..., Line]) -> None:
    first = open_line().pass_on(make_article())
    line = open_line(LATER)
    moved = make_article("/moved", requested_url=first.requested_url)
    with pytest.raises(KnownPage) as caught:
        see(line, moved)
    assert caught.value.result.outcome is VisitOutcome.unchanged
    line.tell(lambda: line.memory.note(caught.value.result))
    changed = make_article("/moved", text="The council met on Wednesday.", requested_url=first.requested_url)
    version = open_line("2026-11-24T10:15:00Z").pass_on(changed)
    assert (version.version, version.version_of) == (2, first.id)


def test_page_that_takes_an_article_over_when_a_look_is_due_is_that_look(open_line: Callable[..., Line]) -> None:
    open_line().pass_on(make_article())
    line, moved = open_line("2026-11-24T09:45:00Z"), make_article("/new-home")
    with pytest.raises(KnownPage) as caught:
        see(line, moved)
    line.tell(lambda: line.memory.note(caught.value.result))
    assert list(line.memory.store.list_due("news.example", line.memory.clock())) == []
    later = open_line("2026-11-24T15:45:00Z")
    due = [visit.candidate.url for visit in later.memory.store.list_due("news.example", later.memory.clock())]
    assert due == [moved.requested_url]


BODY = " ".join(f"word{number}" for number in range(200))


@pytest.mark.parametrize(
    ("changes", "outcome"),
    [
        ({}, "alias"),
        ({"text": BODY + " more"}, "updated"),
        ({"published": None}, "new"),
        ({"title": "Another vote"}, "new"),
        ({"text": "All is different now."}, "new"),
        ({"requested_url": "https://wire.example/vote"}, "new"),
    ],
)
def test_article_listed_at_a_new_address_is_the_one_it_was(
    changes: dict[str, str], outcome: str, open_line: Callable[..., Line]
) -> None:
    first = open_line().pass_on(make_article(text=BODY))
    line, moved = open_line(SOON), make_article("/new-home", **({"text": BODY} | changes))
    if outcome == "alias":
        with pytest.raises(KnownPage) as caught:
            see(line, moved)
        line.tell(lambda: line.memory.note(caught.value.result))
        line = open_line(LATER)
        due = [visit.candidate.url for visit in line.memory.store.list_due("news.example", line.memory.clock())]
        assert due == [moved.requested_url]
    else:
        seen = line.pass_on(moved)
        assert (seen.change, seen.version_of) == (outcome, first.id if outcome == "updated" else None)


def test_address_with_another_story_every_day_gives_new_articles(open_line: Callable[..., Line]) -> None:
    first = open_line().pass_on(make_article("/2026-11-24", requested_url="https://news.example/today"))
    other = make_article(
        "/2026-11-25", text="Rain is coming.", title="Wet", requested_url="https://news.example/today"
    )
    second = open_line(LATER).pass_on(other)
    assert (second.version, second.change) == (1, "new")
    assert second.id != first.id


def test_article_that_is_kept_no_more_is_still_known(open_line: Callable[..., Line]) -> None:
    open_line().pass_on(make_article())
    for now in (
        "2026-11-24T10:00:00Z",
        "2026-11-25T00:00:00Z",
        "2026-11-27T00:00:00Z",
        "2026-12-24T00:00:00Z",
    ):
        line = open_line(now)
        with pytest.raises(KnownPage) as caught:
            see(line, make_article())
        line.tell(lambda line=line, caught=caught: line.memory.note(caught.value.result))  # type: ignore[misc]
    line = open_line("2027-01-24T08:15:00Z")
    known = line.memory.store.find_article(bytes.fromhex(make_article().id))
    assert known is not None
    assert known.record is None
    version = see(line, make_article(text="The council met on Friday."))
    assert (version.version, version.change, version.diff) == (2, "updated", [])


def test_other_items_pass(open_line: Callable[..., Line]) -> None:
    item = {"anything": 1}
    assert open_line().pass_on(item) is item
