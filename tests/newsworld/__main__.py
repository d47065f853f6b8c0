"""Lives through days of the news world, and prints what the runs were worth; exits with 1 where a bar is missed."""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path

from tests.newsworld.bars import find_misses
from tests.newsworld.cron import warm_up
from tests.newsworld.houses import open_world
from tests.newsworld.kills import MODES, kill_runs
from tests.newsworld.month import START, live_through
from tests.newsworld.report import render_figures, render_kills


def main() -> int:
    """Do what the command line says."""
    parser = argparse.ArgumentParser(prog="python -m tests.newsworld", description=__doc__)
    parser.add_argument("--days", type=float, default=30.0, help="days to live through (30; 0: none)")
    parser.add_argument("--every", type=int, default=15, metavar="MINUTES", help="minutes between two runs (15)")
    parser.add_argument("--sites", type=int, default=6, help="sites of the world, 1 to 6 (6)")
    parser.add_argument("--seed", default="1", help="another seed is another world (1)")
    parser.add_argument("--folder", type=Path, help="where the runs write; kept then (a temporary folder)")
    parser.add_argument("--kills", type=int, default=0, help="then kill so many runs in each form of output (0)")
    options = parser.parse_args()
    warm_up()
    with tempfile.TemporaryDirectory() as temporary:
        folder: Path = options.folder or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        is_good = live(folder, options) if options.days else True
        return 0 if kill(folder, options) and is_good else 1


def live(folder: Path, options: argparse.Namespace) -> bool:
    """Live through the days, print the figures, and tell whether no bar is missed."""
    started, every = time.monotonic(), timedelta(minutes=options.every)
    houses = open_world(options.seed, START, START + timedelta(days=options.days), options.sites)
    figures = live_through(folder, days=options.days, every=every, houses=houses, tell=tell)
    misses = list(find_misses(figures))
    print(f"{options.days:g} days, {options.sites} sites, a run every {options.every} minutes:")
    print("\n".join(render_figures(figures)))
    print(f"took                       {time.monotonic() - started:.0f} s", flush=True)
    for miss in misses:
        print(f"MISSED: {miss}", flush=True)
    return not misses


def kill(folder: Path, options: argparse.Namespace) -> bool:
    """Kill runs in each form of output, print what was found then, and tell whether all was well."""
    if options.kills:
        print("kill -9:", flush=True)
    is_good = True
    for mode in MODES if options.kills else ():
        trial = folder / f"kills-{mode}"
        trial.mkdir()
        count = kill_runs(trial, mode, options.kills, houses=options.sites, seed=options.seed)
        print("\n".join(render_kills(count)), flush=True)
        is_good &= count.is_clean and count.kills == options.kills
    return is_good


def tell(done: int, of: int) -> None:
    """Show on standard error how far it is."""
    if done % 96 == 0 or done == of:
        print(f"run {done} of {of}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
