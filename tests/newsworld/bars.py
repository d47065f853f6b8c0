"""Decides what the figures of the news world have to be."""

from __future__ import annotations

from collections.abc import Iterator

from tests.newsworld.figures import Figures

MAX_REQUESTS_A_LOOK = 1.3
MIN_UNCHANGED = 0.8
"""The share of polls answered by 304, for runs every quarter of an hour."""


def find_misses(figures: Figures) -> Iterator[str]:
    """Tell which bars are missed."""
    if figures.on_time != figures.articles:
        yield f"{figures.articles - figures.on_time} articles were not found by the next run"
    for name, found in (
        ("records are one too many", figures.doubled),
        ("pages are no articles", figures.no_articles),
        ("edits were not found at the look that followed", figures.edits_missed),
        ("looks were not made when they were due", figures.looks_left_out),
    ):
        if found:
            yield f"{len(found)} {name}"
    if figures.requests_a_look > MAX_REQUESTS_A_LOOK:
        yield f"more than {MAX_REQUESTS_A_LOOK} requests by article and look"
    if figures.unchanged_share < MIN_UNCHANGED:
        yield f"less than {MIN_UNCHANGED:.0%} of the polls were answered by 304"
    if set(figures.codes) != {0}:
        yield "not every run ended with 0"
