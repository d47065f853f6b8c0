"""A host's wish to be left alone outlives the run, until it is over."""

from __future__ import annotations

from datetime import timedelta

from newscrawl.memory.store import Store
from tests.memory.conftest import START, Begin, at


def test_pause_is_known_to_later_runs_until_it_is_over(begin: Begin) -> None:
    memory = begin(START)
    memory.note_pause("news.test", START, timedelta(hours=2))
    memory.note_pause("news.test", START, timedelta(minutes=1))
    memory.note_pause("busy.test:8080", START, timedelta(minutes=5))
    memory.close()
    later = begin(at(hours=1))
    assert later.read_pauses(at(hours=1)) == {"news.test": timedelta(hours=1, seconds=1)}
    later.close()
    much_later = begin(at(hours=3))
    assert much_later.read_pauses(at(hours=1)) == {}
    much_later.close()


def test_new_memory_knows_of_no_pause(any_memory: Store) -> None:
    assert any_memory.read_pauses(START) == {}
