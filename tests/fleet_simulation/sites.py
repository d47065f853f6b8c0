"""Decides what the simulated sites are: how much each publishes, when, and how fast it answers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import exp, pi, sin
from random import Random

DAY = 86_400.0
NIGHT_SHARE = 0.8
"""How far publishing falls at night and rises by day, as a share of the mean."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteModel:
    """How sites are drawn. All of these are assumptions, to be set by who knows better.

    median_articles: a day; half of the sites publish less. spread: of the logarithm, so that a few sites publish most
    of the articles. sources: feeds, sitemaps and front pages that are watched on each. listed_by: the share of a
    site's articles that one source names. validator_share: sources that answer 304 where nothing is new.
    response_seconds: the median of the sites' answers.
    """

    median_articles: float = 12.0
    spread: float = 1.3
    most_articles: float = 2_000.0
    sources: int = 3
    listed_by: float = 0.8
    validator_share: float = 0.6
    response_seconds: float = 0.3


@dataclass(frozen=True, slots=True)
class SimulatedSite:
    """One site on one host. published: seconds since the start, ascending."""

    number: int
    published: tuple[float, ...]
    sources: tuple[frozenset[int], ...]
    """For each source the articles that it names, by their place in `published`."""
    has_validators: tuple[bool, ...]
    response_seconds: float


def draw_sites(count: int, days: float, model: SiteModel, random: Random) -> list[SimulatedSite]:
    """Draw sites with their articles of so many days."""
    return [_draw_site(number, days, model, random) for number in range(count)]


def _draw_site(number: int, days: float, model: SiteModel, random: Random) -> SimulatedSite:
    rate = min(model.median_articles * exp(random.gauss(0, model.spread)), model.most_articles)
    published = tuple(_publish(rate / DAY, days * DAY, random.random() * 2 * pi, random))
    named = [
        frozenset(place for place in range(len(published)) if random.random() < model.listed_by)
        for _ in range(model.sources - 1)
    ]
    rest = frozenset(range(len(published))).difference(*named) if named else frozenset(range(len(published)))
    last = frozenset(place for place in range(len(published)) if random.random() < model.listed_by) | rest
    return SimulatedSite(
        number,
        published,
        (*named, last),
        tuple(random.random() < model.validator_share for _ in range(model.sources)),
        model.response_seconds * exp(random.gauss(0, 0.7)),
    )


def _publish(rate: float, seconds: float, phase: float, random: Random) -> Iterator[float]:
    """Give times of a Poisson process whose rate swings with the day."""
    if rate <= 0:
        return
    at = 0.0
    while (at := at + random.expovariate(rate * (1 + NIGHT_SHARE))) < seconds:
        if random.random() * (1 + NIGHT_SHARE) < 1 + NIGHT_SHARE * sin(2 * pi * at / DAY + phase):
            yield at
