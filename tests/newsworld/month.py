"""Decides how days of the world are lived through: a run every so many minutes, each noted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.newsworld.cron import SITES_FILE, CronRun
from tests.newsworld.figures import Figures, RunNote, measure
from tests.newsworld.ledger import count_looks, name_run, read_due, read_lines
from tests.newsworld.newsroom import Newsroom
from tests.newsworld.server import WorldServer

START = datetime(2026, 3, 2, tzinfo=UTC)


def live_through(
    folder: Path,
    *,
    days: float,
    every: timedelta,
    houses: Sequence[Newsroom],
    tell: Callable[[int, int], None] = lambda done, of: None,
) -> Figures:
    """Run for so many days from `START` on, and measure. folder: empty. houses: opened for these days. tell: called
    after each run.
    """
    world = WorldServer(houses, START)
    world.start()
    world.write_sites(folder / SITES_FILE)
    notes: list[RunNote] = []
    count = int(timedelta(days=days) / every)
    try:
        for number in range(count):
            now = START + every * number
            world.begin_run(number, now)
            due = tuple(read_due(folder / "out", now))
            end_of_run = CronRun(folder, now, name_run(number), world.settings).wait()
            notes.append(RunNote(now, end_of_run.code, end_of_run.seconds, due))
            tell(number + 1, count)
    finally:
        world.stop()
    lives = {number: life for house in world.houses for number, life in house.lives.items()}
    return measure(lives, notes, world.log, list(read_lines(folder / "out")), count_looks(folder / "out"))
