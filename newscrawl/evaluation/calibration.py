"""Decides what newscrawl's own score is worth: what dropping the least sure pages buys, and whether a
score of 0.9 means a page F1 of 0.9.
"""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from newscrawl.evaluation.scores import PageScore, average_scores

DROPPED_SHARES = (0.0, 0.01, 0.02, 0.05, 0.10, 0.20)
BINS = 10

Scored = tuple[float, PageScore]
"""newscrawl's score of its extraction of a page, and how the page came out."""


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """What is left without the worst pages by score. threshold: the lowest score left. best_f1: F1 of as
    many pages, had the score known the worst ones.
    """

    dropped_share: float
    pages: int
    threshold: float
    f1: float
    accuracy: float
    best_f1: float


@dataclass(frozen=True, slots=True)
class ScoreBin:
    """Pages of like scores: their number, lowest, highest and mean score, and the mean of their page F1."""

    pages: int
    low: float
    high: float
    mean_score: float
    mean_f1: float


def draw_curve(scored: Sequence[Scored], shares: Sequence[float] = DROPPED_SHARES) -> tuple[CurvePoint, ...]:
    """Draw the risk-coverage curve: F1 and accuracy of the pages left when a share of the least sure is
    dropped.

    Pages of one score stay in the set's order, so of a tie the first go first.
    """
    by_score = sorted(scored, key=lambda pair: pair[0])
    by_f1 = sorted((page for _, page in scored), key=lambda page: page.f1)
    points = []
    for share in shares:
        dropped = int(share * len(scored))
        left = by_score[dropped:]
        pages = [page for _, page in left]
        points.append(
            CurvePoint(
                share,
                len(left),
                left[0][0],
                average_scores(pages)[0],
                statistics.fmean(page.is_exact for page in pages),
                average_scores(by_f1[dropped:])[0],
            )
        )
    return tuple(points)


def bin_scores(scored: Sequence[Scored], bins: int = BINS) -> tuple[ScoreBin, ...]:
    """Part the pages by score into bins of about as many pages each, the least sure first."""
    by_score = sorted(scored, key=lambda pair: pair[0])
    edges = [round(number * len(by_score) / bins) for number in range(bins + 1)]
    parts = (by_score[start:end] for start, end in pairwise(edges))
    return tuple(
        ScoreBin(
            len(part),
            part[0][0],
            part[-1][0],
            statistics.fmean(score for score, _ in part),
            statistics.fmean(page.f1 for _, page in part),
        )
        for part in parts
        if part
    )


def measure_calibration_error(bins: Sequence[ScoreBin]) -> float:
    """Give the expected calibration error: the mean distance of score and page F1 over bins, by their
    pages.
    """
    return sum(one.pages * abs(one.mean_score - one.mean_f1) for one in bins) / sum(one.pages for one in bins)
