"""What a host answered for robots.txt is known to the runs of a day."""

from __future__ import annotations

from datetime import timedelta

import pytest

from newscrawl.memory.store import Store
from tests.memory.conftest import START, Begin, at

ROBOTS = b"User-agent: *\nDisallow: /private\n"


@pytest.mark.parametrize(
    ("hours", "found"),
    [(0, (ROBOTS, timedelta())), (23, (ROBOTS, timedelta(hours=23))), (24, None), (-1, None)],
    ids=["at once", "the same day", "a day later", "a clock that went back"],
)
def test_file_stands_for_a_day(begin: Begin, hours: int, found: tuple[bytes, timedelta] | None) -> None:
    memory = begin(START)
    memory.note_robots("news.test", START, b"older")
    memory.note_robots("news.test", START, ROBOTS)
    memory.close()
    later = begin(START)
    assert later.find_robots("news.test", at(hours=hours)) == found
    later.close()


def test_that_there_is_no_file_is_known_too(any_memory: Store) -> None:
    any_memory.note_robots("news.test:8080", START, b"")
    assert any_memory.find_robots("news.test:8080", START) == (b"", timedelta())
    assert any_memory.find_robots("news.test", START) is None
