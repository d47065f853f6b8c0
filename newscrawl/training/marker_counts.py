"""Decides how the weights of marker words are counted: how much of the text in elements of that name is the story's,
averaged over domains, so that no site's habits weigh more than another's.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from newscrawl.dom import Context
from newscrawl.extraction.marker_weights import MarkerWeights, name_context
from newscrawl.extraction.view import PageView

MIN_DOMAINS = 4
"""Words of fewer domains are one theme's or one site's."""
PRIOR_SHARE, PRIOR_DOMAINS = 0.35, 5.0
"""A word is believed to hold so much story until the domains say otherwise; this prior counts as five of them."""

Key = tuple[str, bool]


@dataclass(frozen=True, slots=True)
class MarkerCounts:
    """One page. shares: for each word, and whether its element is wide, the story's weight and all weight in it."""

    domain: str
    shares: Mapping[Key, tuple[float, float]]


def count_markers(
    domain: str, view: PageView, labels: NDArray[np.float64], weights: NDArray[np.float64]
) -> MarkerCounts:
    """Count the words of one page."""
    shares: defaultdict[Key, list[float]] = defaultdict(lambda: [0.0, 0.0])
    for block, label, weight in zip(view.blocks, labels, weights, strict=True):
        keys = {(word, False) for word in block.markers}
        context: Context | None = block.context
        while context is not None:
            is_wide = context.index in view.column.wide
            keys.update((word, is_wide) for word in name_context(context))
            context = context.parent
        for key in keys:
            shares[key][0] += weight * label
            shares[key][1] += weight
    return MarkerCounts(domain, {key: (story, total) for key, (story, total) in shares.items()})


def weigh_markers(pages: Iterable[MarkerCounts]) -> MarkerWeights:
    """Make weights of the counts of many pages: log odds, rounded to what the counts can tell."""
    sums: defaultdict[Key, defaultdict[str, list[float]]] = defaultdict(lambda: defaultdict(lambda: [0.0, 0.0]))
    for page in pages:
        for key, (story, total) in page.shares.items():
            entry = sums[key][page.domain]
            entry[0] += story
            entry[1] += total
    found: dict[bool, dict[str, float]] = {False: {}, True: {}}
    for (word, is_wide), domains in sums.items():
        if len(domains) >= MIN_DOMAINS:
            share = sum(story / total for story, total in domains.values()) + PRIOR_SHARE * PRIOR_DOMAINS
            share /= len(domains) + PRIOR_DOMAINS
            found[is_wide][word] = round(math.log(share / (1.0 - share)), 2)
    return MarkerWeights(dict(sorted(found[False].items())), dict(sorted(found[True].items())))
