"""`python -m tests.fleet_simulation`: the figures of the README's page on how far a fleet goes."""

from __future__ import annotations

import argparse
import sys
from dataclasses import fields
from random import Random

from tests.fleet_simulation.fleet import FleetModel
from tests.fleet_simulation.report import Costs, tell_run
from tests.fleet_simulation.simulation import Simulation
from tests.fleet_simulation.sites import SiteModel, draw_sites


def main() -> int:
    """Simulate what the options say, and print the table."""
    parser = argparse.ArgumentParser(prog="python -m tests.fleet_simulation", description=__doc__)
    parser.add_argument("--sites", type=int, default=1_000, help="sites to simulate")
    parser.add_argument("--stands-for", type=int, help="sites of which these are a sample; workers too are scaled")
    parser.add_argument("--days", type=float, default=2.0)
    parser.add_argument("--seed", type=int, default=1)
    for model in (SiteModel, FleetModel, Costs):
        group = parser.add_argument_group(model.__name__, model.__doc__)
        for field in fields(model):
            name = "--" + field.name.replace("_", "-")
            if field.type == "bool":
                group.add_argument(name, action=argparse.BooleanOptionalAction, default=field.default)
            else:
                group.add_argument(name, type=int if field.type == "int" else float, default=field.default)
    given = vars(parser.parse_args())
    sites, fleet, costs = (
        model(**{field.name: given[field.name] for field in fields(model)}) for model in (SiteModel, FleetModel, Costs)
    )
    random = Random(given["seed"])
    print(f"drawing {given['sites']:,} sites of {given['days']:g} days", file=sys.stderr)
    drawn = draw_sites(given["sites"], given["days"], sites, random)
    journal = Simulation(drawn, fleet, random).run(given["days"], tell=_tell_hour)
    rows = tell_run(journal, fleet, costs, sites=len(drawn), stands_for=given["stands_for"] or len(drawn))
    print("| | |\n| --- | --- |")
    for name, value in rows:
        print(f"| {name} | {value} |")
    return 0


def _tell_hour(hour: int, of: int) -> None:
    print(f"\rhour {hour} of {of}", end="\n" if hour == of else "", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
