"""The simulation keeps what a fleet promises, and its measures see where it is broken."""

from __future__ import annotations

import subprocess
import sys
from random import Random

import pytest

from tests.fleet_simulation.fleet import FleetModel
from tests.fleet_simulation.journal import Journal
from tests.fleet_simulation.report import Costs, tell_run
from tests.fleet_simulation.simulation import Simulation
from tests.fleet_simulation.sites import DAY, SiteModel, draw_sites

SITES = SiteModel(median_articles=30, spread=1.0)


def live(model: FleetModel, *, sites: int = 40, days: float = 1.0, site_model: SiteModel = SITES) -> Journal:
    random = Random(5)
    return Simulation(draw_sites(sites, days, site_model, random), model, random).run(days)


def test_sites_publish_what_the_model_says() -> None:
    sites = draw_sites(400, 3, SiteModel(median_articles=20, spread=0.0), Random(1))
    assert sum(len(site.published) for site in sites) / 400 / 3 == pytest.approx(20, rel=0.03)
    assert all(site.published == tuple(sorted(site.published)) for site in sites)


def test_some_source_names_each_article() -> None:
    for site in draw_sites(50, 2, SITES, Random(2)):
        assert frozenset().union(*site.sources) == frozenset(range(len(site.published)))


@pytest.mark.parametrize("deaths", [0.0, 200.0])
def test_no_host_is_asked_by_two_workers_or_too_fast_whoever_dies(deaths: float) -> None:
    journal = live(FleetModel(workers=3, deaths=deaths))
    polite = journal.politeness
    assert (polite.fast, polite.overlaps) == (0, 0)
    assert polite.shortest >= 1.0
    assert bool(journal.deaths) is bool(deaths)


def test_the_measure_sees_a_fleet_without_ownership() -> None:
    polite = live(FleetModel(workers=3, keeps_hosts=False)).politeness
    assert polite.fast > 0
    assert polite.overlaps > 0


def test_nothing_is_lost_or_doubled_whoever_dies() -> None:
    journal = live(FleetModel(workers=3, deaths=200.0))
    late = {key for key, at in journal.found.items() if at > DAY - 3600}
    assert set(journal.found) - late <= set(journal.records)
    assert set(journal.records.values()) == {1}


def test_the_queue_grows_where_the_cores_are_too_few_and_only_there() -> None:
    slow = FleetModel(workers=1, cores=1, page_seconds=40.0)
    fast = FleetModel(workers=1, cores=1, page_seconds=0.02)
    growing, steady = (live(model).waiting_by_hour for model in (slow, fast))
    assert growing[23] > growing[11] > growing[5] > 50
    assert max(steady) < 50


def test_the_same_seed_gives_the_same_days() -> None:
    model = FleetModel(workers=2, deaths=50.0)
    assert live(model) == live(model)


def test_a_sample_stands_for_more_sites() -> None:
    journal, model = live(FleetModel()), FleetModel()
    alone = dict(tell_run(journal, model, Costs(), sites=40, stands_for=40))
    scaled = dict(tell_run(journal, model, Costs(), sites=40, stands_for=4_000))
    assert alone["new articles a day"] == f"{journal.pages:,}"
    assert scaled["new articles a day"] == f"{journal.pages * 100:,}"
    assert scaled["share of the fleet's cores"] == alone["share of the fleet's cores"]


def test_the_command_prints_the_table() -> None:
    command = [sys.executable, "-m", "tests.fleet_simulation", "--sites", "20", "--days", "0.5", "--workers", "2"]
    told = subprocess.run(command, check=True, capture_output=True, text=True, timeout=60)
    assert "| requests before the delay was over; hosts asked by two workers | 0; 0 |" in told.stdout
    assert "hour 12 of 12" in told.stderr
