"""Decides how a simulated run is told: a table, and what it asks of machines."""

from __future__ import annotations

from dataclasses import dataclass

from tests.fleet_simulation.fleet import FleetModel
from tests.fleet_simulation.journal import Journal, read_quantile
from tests.fleet_simulation.sites import DAY


@dataclass(frozen=True, slots=True, kw_only=True)
class Costs:
    """What the table reckons with. page_bytes, list_bytes: over the wire, compressed. url_bytes: of the memory, for
    each known URL. record_bytes: of a record's line, not compressed. page_bytes is the mean of `news_dev`."""

    page_bytes: float = 66_000.0
    list_bytes: float = 15_000.0
    unchanged_bytes: float = 700.0
    url_bytes: float = 1_000.0
    record_bytes: float = 8_000.0


def tell_run(
    journal: Journal, model: FleetModel, costs: Costs, *, sites: int, stands_for: int
) -> list[tuple[str, str]]:
    """Give the rows of the table. stands_for: how many sites the simulated ones are a sample of."""
    days = journal.end / DAY
    scale = stands_for / sites
    fetched = journal.pages + journal.looks - journal.unchanged_looks
    unchanged = journal.unchanged_polls + journal.unchanged_looks
    lists = journal.polls - journal.unchanged_polls
    volume = fetched * costs.page_bytes + lists * costs.list_bytes + unchanged * costs.unchanged_bytes
    polite = journal.politeness
    half = len(journal.waiting_by_hour) // 2
    return [
        ("sites; workers", f"{stands_for:,}; {round(model.workers * scale):,} of {model.cores} cores"),
        ("new articles a day", f"{journal.pages / days * scale:,.0f}"),
        (
            "requests a day: new pages, looks, polls",
            ", ".join(f"{n / days * scale:,.0f}" for n in (journal.pages, journal.looks, journal.polls)),
        ),
        ("answered by 304", f"{unchanged / max(journal.requests, 1):.0%}"),
        ("requests a second, mean", f"{journal.requests / journal.end * scale:,.1f}"),
        ("cores kept busy, mean", f"{journal.busy / journal.end * scale:,.2f}"),
        ("share of the fleet's cores", f"{journal.busy / journal.end / (model.workers * model.cores):.0%}"),
        ("bandwidth, mean", f"{volume * 8 / journal.end * scale / 1e6:,.1f} Mbit/s"),
        ("memory of known URLs, a day more", f"{journal.pages / days * scale * costs.url_bytes / 1e9:,.2f} GB"),
        ("records a day", f"{journal.pages / days * scale * costs.record_bytes / 1e9:,.2f} GB"),
        (
            "publication to record: half, 95 %, 99 % within",
            ", ".join(f"{read_quantile(journal.lags, share) / 60:,.1f} min" for share in (0.5, 0.95, 0.99)),
        ),
        ("looks late by, 99 % within", f"{read_quantile(journal.look_waits, 0.99):,.0f} s"),
        (
            "requests that wait: most at a full hour, first half; second half",
            f"{_most(journal.waiting_by_hour[:half]) * scale:,.0f}; "
            f"{_most(journal.waiting_by_hour[half:]) * scale:,.0f}",
        ),
        ("requests planned, at the end", f"{(journal.planned_by_hour or [0])[-1] * scale:,.0f}"),
        ("workers killed", f"{journal.deaths}"),
        ("articles lost; recorded twice", f"{_count_lost(journal)}; {sum(n > 1 for n in journal.records.values())}"),
        ("shortest gap between two requests to a host", f"{polite.shortest:.2f} s (delay {model.delay:g} s)"),
        ("requests before the delay was over; hosts asked by two workers", f"{polite.fast}; {polite.overlaps}"),
    ]


def _most(counts: list[int]) -> int:
    return max(counts, default=0)


def _count_lost(journal: Journal) -> int:
    """Give how many articles were found and never recorded, those of the last hour apart: they may be under way."""
    return sum(at < journal.end - 3600 and key not in journal.records for key, at in journal.found.items())
