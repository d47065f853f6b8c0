"""Decides what the classifier is trained on: one sample a page, features and labels of all its blocks."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from newscrawl.dom import decode_body, parse_html, segment_page
from newscrawl.domains import read_registered_domain
from newscrawl.evaluation.benchmark import GoldPage
from newscrawl.extraction.features import make_features
from newscrawl.extraction.marker_weights import MarkerWeights, measure_markers
from newscrawl.extraction.view import PageView, view_page
from newscrawl.metadata import read_metadata
from newscrawl.training.labels import label_blocks
from newscrawl.training.marker_counts import MarkerCounts, count_markers

MAX_WEIGHED_CHARACTERS = 600.0
"""Blocks weigh as the root of their length up to here: what decides a score is text, not the count of blocks."""


@dataclass(frozen=True, slots=True)
class Sample:
    """One page. names, features: without those of the marker weights, which depend on the fold. weights: sum to the
    root of their sum, so that a page of many blocks does not outweigh the others.
    """

    page: GoldPage
    domain: str
    view: PageView
    names: tuple[str, ...]
    features: NDArray[np.float32]
    labels: NDArray[np.float64]
    weights: NDArray[np.float64]
    markers: MarkerCounts

    def measure(self, weights: MarkerWeights) -> NDArray[np.float32]:
        """Give all features, as the classifier sees them."""
        return np.hstack([self.features, measure_markers(self.view, weights)])


def make_sample(page: GoldPage) -> Sample | None:
    """Make the sample of a page; None where it has no blocks."""
    tree = parse_html(decode_body(page.read_html()).text)
    blocks = segment_page(tree) if tree is not None else []
    if tree is None or not blocks:
        return None
    view = view_page(blocks, read_metadata(tree, page.url))
    names, features = make_features(view)
    domain = read_registered_domain(page.url or page.id)
    weights = np.sqrt(np.minimum([float(len(block.text)) for block in blocks], MAX_WEIGHED_CHARACTERS))
    labels = np.array(label_blocks([block.text for block in blocks], page.text))
    return Sample(
        page,
        domain,
        view,
        names,
        features,
        labels,
        weights / np.sqrt(weights.sum()),
        count_markers(domain, view, labels, weights),
    )
