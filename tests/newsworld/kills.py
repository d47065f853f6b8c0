"""Decides how runs are killed, and what must hold after the run that follows: nothing lost, doubled or torn.

A run is killed a seeded while after it made a seeded request, so that the moments lie all over it: at its start, in
mid-fetch, in a delivery, between its last page and its end.
"""

from __future__ import annotations

import json
import threading
from collections import defaultdict
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

from tests.newsworld.cron import SITES_FILE, CronRun
from tests.newsworld.figures import find_doubles
from tests.newsworld.houses import open_world
from tests.newsworld.ledger import Line, TornLineError, name_run, read_due, read_last_looks, read_lines
from tests.newsworld.life import Form, Life
from tests.newsworld.month import START
from tests.newsworld.server import WorldServer

MODES: Mapping[str, Mapping[str, str]] = {
    "append": {},
    "whole": {"NEWSCRAWL_DELIVERY": "whole"},
    "gzip": {"NEWSCRAWL_OUTPUT": "news-%(date)s.jsonl.gz"},
    "zstd": {"NEWSCRAWL_DELIVERY": "whole", "NEWSCRAWL_OUTPUT": "news-%(time)s.jsonl.zst"},
}
"""The forms of output, with their settings: one file, a file a run, a gzip a day, a zstd a run."""
EVERY = timedelta(hours=2)
"""Time of the world between two runs: enough that each has something to fetch and to look at again."""
FIRST_REQUESTS = 100
"""The first run fetches what the world holds already; so many requests."""
WAITS = (0.0, 0.01, 0.3)
"""Seconds between the request and the kill: half of them lie below the second figure, none above the third. A batch
waits 0.2 s for the disk."""
MOST_RUNS = 20
"""By kill: many a run ends before its kill comes."""


@dataclass(slots=True)
class KillCount:
    """What was found after the runs that followed kills."""

    mode: str
    kills: int = 0
    runs: int = 0
    articles: int = 0
    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    torn: list[str] = field(default_factory=list)
    codes: list[int] = field(default_factory=list)
    """Exit codes of runs that were not killed, but 0."""
    repairs: int = 0
    """Files that a run found torn, too long or unpublished, and mended."""

    @property
    def is_clean(self) -> bool:
        """Whether all is well."""
        return not (self.lost or self.doubled or self.torn or self.codes)


def kill_runs(
    folder: Path,
    mode: str,
    kills: int,
    *,
    houses: int,
    seed: str,
    tell: Callable[[int, int], None] = lambda done, of: None,
) -> KillCount:
    """Kill runs until `kills` were killed, each followed by one that is not. folder: empty. tell: called after each."""
    random = Random(f"{seed} {mode}")
    days = timedelta(days=1) + EVERY * kills * MOST_RUNS
    world = WorldServer(open_world(seed, START, START + days, houses), START)
    world.start()
    world.write_sites(folder / SITES_FILE)
    count, usual = KillCount(mode), FIRST_REQUESTS
    lives = {number: life for house in world.houses for number, life in house.lives.items()}
    times: list[datetime] = []

    def run(dying_at: tuple[int, float] | None) -> int:
        number = len(times)
        times.append(START + EVERY * number)
        world.begin_run(number, times[-1])
        started = CronRun(folder, times[-1], name_run(number), {**world.settings, **MODES[mode]})
        world.on_request = _kill_at(started, *dying_at) if dying_at else None
        return started.wait().code

    try:
        while count.kills < kills and len(times) < kills * MOST_RUNS:
            code = run((random.randint(1, usual), random.uniform(*random.choice((WAITS[:2], WAITS[1:])))))
            count.kills += code == -9
            count.codes += [code] if code not in (0, -9) else []
            code = run(None)
            count.codes += [code] if code else []
            count.repairs += len(json.loads((folder / "out/run.json").read_text("utf-8"))["repairs"])
            usual = max(world.requests, 10)
            _check(count, folder / "out", lives, times)
            tell(count.kills, kills)
    finally:
        world.stop()
    count.runs = len(times)
    return count


def _kill_at(run: CronRun, request: int, wait: float) -> Callable[[int], None]:
    def kill() -> None:
        with suppress(ProcessLookupError):
            run.kill()

    def on_request(number: int) -> None:
        if number == request:
            threading.Timer(wait, kill).start()

    return on_request


def _check(count: KillCount, out: Path, lives: Mapping[int, Life], times: list[datetime]) -> None:
    """Hold what is published against the world as it stood at the last run."""
    now = times[-1]
    try:
        lines = list(read_lines(out))
    except TornLineError as torn:
        count.torn.append(f"after run {len(times) - 1}: {torn}")
        return
    count.torn += [f"{path.name} is left after run {len(times) - 1}" for path in out.glob("*.part")]
    told: defaultdict[int, list[Line]] = defaultdict(list)
    for line in lines:
        told[line.number].append(line)
    count.articles = len(told)
    count.doubled = [double for number, own in told.items() for double in find_doubles(lives[number], own)]
    lost = [life for life in lives.values() if _is_expected(life, now) and life.number not in told]
    count.lost += [f"{life.number} after run {len(times) - 1}" for life in lost]
    count.lost += [f"{page.url} is still due after run {len(times) - 1}" for page in read_due(out, now)]
    for number, at in read_last_looks(out).items():
        seen = max(moment for moment in times if moment <= at)
        shown = lives[number].count_edits(seen)
        last = max(told[number], key=lambda line: line.run, default=None)
        if last is None or (last.edits != shown and last.change != "gone"):
            count.lost.append(f"{number}: edit {shown}, seen at {seen}, after run {len(times) - 1}")


def _is_expected(life: Life, now: datetime) -> bool:
    """Tell whether a story is to be had: listed since the runs began, and there still."""
    return life.form is Form.story and START <= life.first_listed <= now and not life.is_gone(now)
