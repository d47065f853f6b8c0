"""A host's wish to be left alone outlives the run, until it is over."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from newscrawl.memory.store import SqliteMemory
from tests.memory.conftest import START, at, open_run


def test_pause_is_known_to_later_runs_until_it_is_over(path: Path) -> None:
    memory = open_run(path, START)
    memory.note_pause("news.test", START, timedelta(hours=2))
    memory.note_pause("news.test", START, timedelta(minutes=1))
    memory.note_pause("busy.test:8080", START, timedelta(minutes=5))
    memory.close()
    later = open_run(path, at(hours=1))
    assert later.read_pauses(at(hours=1)) == {"news.test": timedelta(hours=1, seconds=1)}
    later.close()
    much_later = open_run(path, at(hours=3))
    assert much_later.read_pauses(at(hours=1)) == {}
    much_later.close()


def test_new_memory_knows_of_no_pause(memory: SqliteMemory) -> None:
    assert memory.read_pauses(START) == {}
