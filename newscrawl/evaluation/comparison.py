"""Decides whether one system is better than another on the same pages: the paired bootstrap.

Two figures of one set share its luck: hard pages are hard for both. So the pages are drawn anew for both
at once, and what is looked at is the difference.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

from newscrawl.evaluation.scores import PageScore, average_scores

ROUNDS = 1000
INTERVAL = 0.95


@dataclass(frozen=True, slots=True)
class Difference:
    """F1 of one system less F1 of another. low, high: ends of the interval that holds 95 % of the
    bootstrap rounds. share_ahead: the share of the rounds in which the first is ahead.
    """

    f1: float
    low: float
    high: float
    share_ahead: float

    @property
    def is_clear(self) -> bool:
        """Whether the interval leaves out zero."""
        return self.low > 0 or self.high < 0


def compare_scores(ours: Sequence[PageScore], theirs: Sequence[PageScore]) -> Difference:
    """Compare two systems by their scores of the same pages, in the same order."""
    if len(ours) != len(theirs) or not ours:
        raise ValueError(f"{len(ours)} and {len(theirs)} pages cannot be paired")
    pairs = list(zip(ours, theirs, strict=True))
    rng = random.Random(0)
    rounds = sorted(_subtract(rng.choices(pairs, k=len(pairs))) for _ in range(ROUNDS))
    tail = round(ROUNDS * (1 - INTERVAL) / 2)
    ahead = sum(value > 0 for value in rounds) / ROUNDS
    return Difference(_subtract(pairs), rounds[tail], rounds[-1 - tail], ahead)


def _subtract(pairs: Sequence[tuple[PageScore, PageScore]]) -> float:
    return average_scores([pair[0] for pair in pairs])[0] - average_scores([pair[1] for pair in pairs])[0]
