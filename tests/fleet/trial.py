"""A fleet over the news world: several workers on one Redis, killed at random, the server restarted in the middle; then
what they delivered is held against the world, and what they asked against the sites' own logs.

`python -m tests.fleet.trial --help`; exit code 1 where anything was lost, doubled, torn, or asked too fast.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

from tests.fleet.trial_count import TrialCount, check_visits, render_count
from tests.newsworld.cron import LOG_FILE, SITES_FILE, CronRun, warm_up
from tests.newsworld.figures import find_doubles
from tests.newsworld.houses import open_world
from tests.newsworld.ledger import Line, TornLineError, name_run, read_lines
from tests.newsworld.life import Form, Life
from tests.newsworld.month import START
from tests.newsworld.server import WorldServer
from tests.redis_server import RedisServer, serve_redis

EVERY = timedelta(hours=12)
"""Time of the world between two rounds."""
LEASE_SECONDS = 2.0
ROUND_SECONDS = 300.0
KILLED = -9


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a trial does. kills: of workers, over all rounds; restarts: of the server."""

    workers: int = 3
    houses: int = 6
    rounds: int = 2
    kills: int = 6
    restarts: int = 1
    delay: float = 0.5
    seed: str = "1"


class Trial:
    """The workers of a trial, one round after another. folder: each worker has one of its own in it."""

    def __init__(self, folder: Path, plan: Plan, redis: RedisServer, tell: Callable[[str], None]) -> None:
        self.folder = folder
        self.plan = plan
        self.redis = redis
        self.count = TrialCount()
        self._tell = tell
        self._random = Random(f"{plan.seed} fleet")
        self._starts = 0
        end = START + EVERY * plan.rounds
        self._world = WorldServer(open_world(plan.seed, START, end, plan.houses), START)
        self._running: dict[str, CronRun] = {}
        self._dying: set[str] = set()

    def run(self) -> TrialCount:
        """Live through the rounds."""
        self._world.start()
        names = [f"w{number}" for number in range(self.plan.workers)]
        try:
            for name in names:
                (self.folder / name).mkdir()
                self._world.write_sites(self.folder / name / SITES_FILE)
            for number in range(self.plan.rounds):
                self._world.begin_run(number, START + EVERY * number)
                self._run_round(names, number)
                self._check(names)
                self._tell(f"round {number + 1} of {self.plan.rounds}: {self.count.articles} articles")
        finally:
            for run in self._running.values():
                with suppress(ProcessLookupError):
                    run.kill()
                run.wait()
            self._world.stop()
        return self.count

    def _run_round(self, names: Sequence[str], number: int) -> None:
        events = self._draw_events(number)
        waiting: dict[str, float] = dict.fromkeys(names, 0.0)
        began = time.monotonic()
        while waiting or self._running:
            now = time.monotonic() - began
            assert now < ROUND_SECONDS, f"round {number} does not end; see {self.folder}"
            for name in [name for name, at in waiting.items() if at <= now]:
                del waiting[name]
                self._start(name)
            while events and events[0][0] <= now and self._running.keys() - self._dying:
                _, kind = events.pop(0)
                if kind == "restart":
                    self.redis.restart(away_seconds=0.5)
                    self.count.restarts += 1
                elif alive := sorted(self._running.keys() - self._dying):
                    name = self._random.choice(alive)
                    self._dying.add(name)
                    self._running[name].kill()
            for name, run in list(self._running.items()):
                end = run.look()
                if end is None:
                    continue
                del self._running[name]
                self._dying.discard(name)
                if end.code == KILLED:
                    self.count.kills += 1
                    waiting[name] = time.monotonic() - began + self._random.uniform(0, 1.5 * LEASE_SECONDS)
                elif end.code:
                    self.count.codes.append(f"{name} ended with {end.code} in round {number}")
            time.sleep(0.01)

    def _draw_events(self, number: int) -> list[tuple[float, str]]:
        """Draw when in a round something happens: seconds from its beginning, `kill` or `restart`."""
        kills = self.plan.kills * (number + 1) // self.plan.rounds - self.plan.kills * number // self.plan.rounds
        restarts = (
            self.plan.restarts * (number + 1) // self.plan.rounds - self.plan.restarts * number // self.plan.rounds
        )
        seconds = 6.0 if number == 0 else 3.0
        moments = [(self._random.uniform(0.5, seconds), "kill") for _ in range(kills)]
        moments += [(self._random.uniform(0.5, seconds), "restart") for _ in range(restarts)]
        return sorted(moments)

    def _start(self, name: str) -> None:
        self._starts += 1
        settings = {
            **self._world.settings,
            "NEWSCRAWL_REDIS_URL": self.redis.url,
            "NEWSCRAWL_LEASE_SECONDS": str(LEASE_SECONDS),
            "NEWSCRAWL_CONTACT": f"{name}@fleet.test",
            "DOWNLOAD_DELAY": str(self.plan.delay),
            "DOWNLOAD_DELAY_JITTER": "0",
        }
        self._running[name] = CronRun(self.folder / name, self._world.now, name_run(self._starts), settings)

    def _check(self, names: Iterable[str]) -> None:
        """Hold everything delivered and asked so far against the world as it stands."""
        count = self.count
        told: defaultdict[int, list[Line]] = defaultdict(list)
        count.lines = 0
        for name in names:
            try:
                lines = list(read_lines(self.folder / name / "out"))
            except TornLineError as torn:
                count.torn.append(f"{name}: {torn}")
                continue
            count.lines_by_worker[name] = len(lines)
            count.lines += len(lines)
            for line in lines:
                told[line.number].append(line)
        lives = {number: life for house in self._world.houses for number, life in house.lives.items()}
        count.articles = len(told)
        count.doubled = [double for number, own in told.items() for double in find_doubles(lives[number], own)]
        count.lost = [
            f"{life.number} is not there"
            for life in lives.values()
            if is_expected(life, self._world.now) and life.number not in told
        ]
        check_visits(count, self._world.visits, self.plan.delay)


def is_expected(life: Life, now: datetime) -> bool:
    """Tell whether a story is to be had: listed since the rounds began, and there still."""
    return life.form is Form.story and START <= life.first_listed <= now and not life.is_gone(now)


def run_trial(folder: Path, plan: Plan, tell: Callable[[str], None] = lambda line: None) -> TrialCount:
    """Run a trial. folder: empty."""
    with serve_redis(folder / "redis") as redis:
        return Trial(folder, plan, redis, tell).run()


def main() -> int:
    """Do what the command line says."""
    parser = argparse.ArgumentParser(prog="python -m tests.fleet.trial", description=__doc__)
    usual = Plan()
    parser.add_argument("--workers", type=int, default=usual.workers, help="workers (3)")
    parser.add_argument("--houses", type=int, default=usual.houses, help="sites of the world, 1 to 6 (6)")
    parser.add_argument("--rounds", type=int, default=usual.rounds, help="rounds, 12 hours of the world apart (2)")
    parser.add_argument("--kills", type=int, default=usual.kills, help="workers killed, in all (6)")
    parser.add_argument("--restarts", type=int, default=usual.restarts, help="restarts of the server (1)")
    parser.add_argument("--delay", type=float, default=usual.delay, help="seconds between two requests (0.5)")
    parser.add_argument("--seed", default=usual.seed, help="another seed is another world (1)")
    parser.add_argument("--folder", type=Path, help="where the workers write; kept then (a temporary folder)")
    options = vars(parser.parse_args())
    given: Path | None = options.pop("folder")
    plan = Plan(**options)
    warm_up()
    with tempfile.TemporaryDirectory() as temporary:
        folder = given or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        count = run_trial(folder, plan, lambda line: print(line, file=sys.stderr, flush=True))
    print(f"workers                    {plan.workers}, {plan.houses} sites, {plan.rounds} rounds")
    print("\n".join(render_count(count, plan.delay)))
    print(f"(logs: NAME/{LOG_FILE})" if given else "")
    return 0 if count.is_clean else 1


if __name__ == "__main__":
    sys.exit(main())
