"""The figures of the news world tell what went wrong: each is held here against runs that did something wrong."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from tests.newsworld.bars import find_misses
from tests.newsworld.figures import Figures, RunNote, find_doubles, measure
from tests.newsworld.ledger import DuePage, Line, TornLineError, read_lines
from tests.newsworld.life import Edit, EditKind, Life, Listing
from tests.newsworld.month import START
from tests.newsworld.server import RequestKind, Seen

EVERY = timedelta(minutes=15)
LIFE = Life(
    number=7,
    section="town",
    published=START + EVERY,
    headline="A headline of some words",
    paragraphs=("One.", "Two."),
    edits=(Edit(START + EVERY * 2, EditKind.text),),
    listings={"/": Listing(at=START + EVERY)},
)
NEW = Line(run=1, number=7, change="new", title="A headline", edits=0, url="u", id="1")
UPDATED = replace(NEW, run=3, change="updated", edits=1)
LOOKS = (1, 3)


def see(*lines: Line, looks: tuple[int, ...] = LOOKS, due: tuple[DuePage, ...] = ()) -> Figures:
    notes = [RunNote(START + EVERY * number, 0, 1.0, due if number == 3 else ()) for number in range(5)]
    log = [Seen(run, "house", RequestKind.page, LIFE.first_path, 200, True) for run in looks]
    log += [Seen(run, "house", RequestKind.source, "/", 304 if run else 200, True) for run in range(5)]
    return measure({7: LIFE}, notes, log, lines, looks=2)


def test_runs_that_did_all_right() -> None:
    figures = see(NEW, UPDATED, due=(DuePage("http://h" + LIFE.first_path, 7, "revisit"),))
    assert (figures.articles, figures.on_time, figures.missed, figures.doubled) == (1, 1, [], [])
    assert (figures.edits, figures.edits_missed, figures.edits_unseen) == (1, [], 0)
    assert (figures.looks_due, figures.looks_left_out) == (1, [])
    assert (figures.requests_a_look, figures.unchanged_share) == (1.0, 0.8)


def test_bars_are_told_where_they_are_missed() -> None:
    assert list(find_misses(see(NEW, UPDATED))) == []
    misses = list(find_misses(see(replace(NEW, run=3), NEW, looks=(1, 1, 3, 3))))
    assert [miss.partition(" ")[2][:20] for miss in misses[:3]] == [
        "articles were not fo",
        "records are one too ",
        "edits were not found",
    ]
    assert misses[3] == "more than 1.3 requests by article and look"


def test_article_that_came_late_or_never() -> None:
    assert see(replace(NEW, run=3)).runs_late == {2: 1}
    assert len(see().missed) == 1


def test_edit_that_a_look_did_not_find_or_that_nobody_looked_for() -> None:
    assert len(see(NEW).edits_missed) == 1
    assert len(see(NEW, replace(UPDATED, edits=0, title="Another")).edits_missed) == 1
    assert see(NEW, looks=(1,)).edits_unseen == 1


def test_look_that_was_due_and_not_made() -> None:
    assert len(see(NEW, UPDATED, due=(DuePage("http://h/other", None, "retry"),)).looks_left_out) == 1


@pytest.mark.parametrize("second", [replace(NEW, run=2), replace(NEW, run=2, change="updated")])
def test_record_that_is_one_too_many(second: Line) -> None:
    assert len(find_doubles(LIFE, [NEW, second])) == 1
    assert find_doubles(LIFE, [NEW, UPDATED]) == []


@pytest.mark.parametrize("content", [b'{"crawl_id": "run-1"', b"no record\n"])
def test_torn_line(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "news.jsonl").write_bytes(content)
    with pytest.raises(TornLineError):
        list(read_lines(tmp_path))
