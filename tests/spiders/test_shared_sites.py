"""A worker takes sites one after another, and stays until each is done, by whomever."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from itertools import groupby
from types import SimpleNamespace
from typing import Any

import pytest

from newscrawl.fleet.sites import Claim
from newscrawl.spiders import shared_sites
from newscrawl.spiders.shared_sites import walk_sites

SITES: Any = [SimpleNamespace(name=f"s{number}") for number in range(40)]


class FakeFleet:
    """Another worker has the sites of `others`. on_claim: called with every name that is asked for."""

    def __init__(self, others: set[str]) -> None:
        self.others = others
        self.done: set[str] = set()
        self.own: list[str] = []
        self.at_work: set[str] = set()
        self.has_ended = False
        self.is_staying = False
        self.rounds: list[float] = []
        self.on_claim: Callable[[str], None] = lambda site: None

    def begin_round(self, recent: float) -> None:
        self.rounds.append(recent)

    def claim(self, site: str) -> Claim:
        self.on_claim(site)
        if site in self.others:
            return Claim.taken
        if site in self.done:
            return Claim.done
        self.own.append(site)
        return Claim.ours

    def release(self, site: str) -> None:
        self.done.add(site)

    def is_at_work(self, run: Any) -> bool:
        return run.site.name in self.at_work

    def is_ending(self) -> bool:
        return self.has_ended


def walk(fleet: FakeFleet, *, is_done: bool = True, most: int = 100, sites: Any = SITES) -> list[list[str]]:
    """Walk through the sites; give the names that began in each tick."""
    ticks: list[list[str]] = [[]]

    def begin(site: Any) -> Any:
        return SimpleNamespace(site=site, queue=SimpleNamespace(is_done=is_done))

    async def wait(seconds: float) -> None:
        ticks.append([])
        assert len(ticks) < 3000

    async def go() -> None:
        async for run in walk_sites(sites, fleet, begin, most=most):
            ticks[-1].append(run.site.name)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(shared_sites, "asyncio", SimpleNamespace(sleep=wait))
        asyncio.run(go())
    return ticks


def names(ticks: list[list[str]]) -> list[str]:
    return [name for tick in ticks for name in tick]


def test_every_site_is_begun_and_released_once() -> None:
    fleet = FakeFleet(set())
    assert sorted(names(walk(fleet))) == sorted(site.name for site in SITES)
    assert fleet.done == {site.name for site in SITES}


def test_worker_begins_with_few_sites_and_has_never_more_than_the_most() -> None:
    fleet = FakeFleet(set())

    def end(site: str) -> None:
        fleet.has_ended = len(fleet.own) >= 19

    fleet.on_claim = end
    ticks = walk(fleet, is_done=False, most=20)
    assert [len(tick) for tick in ticks][:8] == [1, 1, 1, 1, 2, 2, 3, 3]
    assert len(names(ticks)) == 20


def test_site_of_another_worker_is_waited_for_and_left_when_it_is_done() -> None:
    fleet = FakeFleet({"s3"})
    asked = 0

    def end_other(site: str) -> None:
        nonlocal asked
        asked += site == "s3"
        if asked == 5:
            fleet.others.discard("s3")
            fleet.done.add("s3")

    fleet.on_claim = end_other
    assert "s3" not in names(walk(fleet))
    assert asked == 5


def test_site_of_a_worker_that_died_is_taken_over() -> None:
    fleet = FakeFleet({"s3"})
    fleet.on_claim = lambda site: fleet.others.clear() if len(fleet.own) == 39 else None
    assert names(walk(fleet))[-1] == "s3"


def test_site_is_not_released_while_its_last_items_are_under_way() -> None:
    fleet = FakeFleet(set())
    fleet.at_work = {"s0"}
    looks = 0

    def is_at_work(run: Any) -> bool:
        nonlocal looks
        looks += 1
        return looks < 4

    fleet.is_at_work = is_at_work  # type: ignore[method-assign]
    walk(fleet, sites=SITES[:1])
    assert looks == 4
    assert fleet.done == {"s0"}


def test_walk_ends_with_the_crawl() -> None:
    fleet = FakeFleet({site.name for site in SITES})
    asked = 0

    def count(site: str) -> None:
        nonlocal asked
        asked += 1
        fleet.has_ended = asked > 60

    fleet.on_claim = count
    assert names(walk(fleet)) == []


def test_crawl_that_stays_goes_through_the_sites_again() -> None:
    fleet = FakeFleet(set())
    fleet.is_staying = True

    def forget(site: str) -> None:
        fleet.done.discard(site)
        fleet.has_ended = len(fleet.rounds) == 3 and len(fleet.own) % 40 == 39

    fleet.on_claim = forget
    ticks = walk(fleet)
    assert fleet.rounds == [0.0, 30.0, 30.0]
    assert len(names(ticks)) == 120
    rests = [len(list(group)) for begun, group in groupby(ticks, key=bool) if not begun]
    assert sum(rest >= 599 for rest in rests) == 2
