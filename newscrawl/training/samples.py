"""Decides what the classifier is trained on: one sample a page, features and labels of all its blocks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from newscrawl.dom import decode_body, parse_html, segment_page
from newscrawl.domains import read_registered_domain
from newscrawl.evaluation.benchmark import Benchmark, GoldPage
from newscrawl.extraction.features import make_features
from newscrawl.extraction.view import view_page
from newscrawl.metadata import read_metadata
from newscrawl.training.labels import label_blocks

MAX_WEIGHED_CHARACTERS = 600.0
"""Blocks weigh as the root of their length up to here: what decides a score is text, not the count of blocks."""


@dataclass(frozen=True, slots=True)
class Sample:
    """One page. weights: sum to the root of their sum, so that a page of many blocks does not outweigh the others."""

    page: GoldPage
    domain: str
    texts: tuple[str, ...]
    names: tuple[str, ...]
    features: NDArray[np.float32]
    labels: NDArray[np.float64]
    weights: NDArray[np.float64]


def make_samples(benchmark: Benchmark) -> Iterator[Sample]:
    """Make a sample of every page that has blocks."""
    for page in benchmark:
        tree = parse_html(decode_body(page.read_html()).text)
        blocks = segment_page(tree) if tree is not None else []
        if tree is None or not blocks:
            continue
        names, features = make_features(view_page(blocks, read_metadata(tree, page.url)))
        sizes = np.minimum([float(len(block.text)) for block in blocks], MAX_WEIGHED_CHARACTERS)
        weights = np.sqrt(sizes)
        yield Sample(
            page,
            read_registered_domain(page.url or page.id),
            tuple(block.text for block in blocks),
            names,
            features,
            np.array(label_blocks(blocks, page.text)),
            weights / np.sqrt(weights.sum()),
        )
