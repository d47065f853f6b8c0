"""What a host answered for robots.txt is known to the runs of a day."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from newscrawl.memory.store import SqliteMemory
from tests.memory.conftest import START, at, open_run

ROBOTS = b"User-agent: *\nDisallow: /private\n"


@pytest.mark.parametrize(
    ("hours", "found"),
    [(0, (ROBOTS, timedelta())), (23, (ROBOTS, timedelta(hours=23))), (24, None), (-1, None)],
    ids=["at once", "the same day", "a day later", "a clock that went back"],
)
def test_file_stands_for_a_day(path: Path, hours: int, found: tuple[bytes, timedelta] | None) -> None:
    memory = open_run(path, START)
    memory.note_robots("news.test", START, b"older")
    memory.note_robots("news.test", START, ROBOTS)
    memory.close()
    later = open_run(path, START)
    assert later.find_robots("news.test", at(hours=hours)) == found
    later.close()


def test_that_there_is_no_file_is_known_too(memory: SqliteMemory) -> None:
    memory.note_robots("news.test:8080", START, b"")
    assert memory.find_robots("news.test:8080", START) == (b"", timedelta())
    assert memory.find_robots("news.test", START) is None
