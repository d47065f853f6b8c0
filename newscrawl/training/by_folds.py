"""Decides how the whole engine is measured on the set that its model is trained on: every page by the classifier of
its fold, which saw no page of its domain.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Sequence
from dataclasses import dataclass

from newscrawl.dom import decode_body
from newscrawl.domains import read_registered_domain
from newscrawl.evaluation.benchmark import Benchmark, GoldPage
from newscrawl.evaluation.figures import compute_figures
from newscrawl.evaluation.measurement import Plan
from newscrawl.evaluation.peers import Peer
from newscrawl.evaluation.report import print_figures
from newscrawl.evaluation.workers import measure_benchmark
from newscrawl.extraction.classifier import Classifier
from newscrawl.extraction.engine import extract_text_page
from newscrawl.extraction.result import Extraction
from newscrawl.options import Options
from newscrawl.training.folds import find_fold


@dataclass(frozen=True, slots=True)
class ExtractByFold:
    """The extraction of a page by a classifier that saw no page of its domain."""

    classifiers: Sequence[Classifier]
    options: Options

    def __call__(self, page: GoldPage, html: bytes) -> Extraction:
        """Extract one page."""
        classifier = self.classifiers[find_fold(read_registered_domain(page.url or page.id))]
        digest = hashlib.sha256(html).hexdigest()
        return extract_text_page(decode_body(html), digest, page.url, self.options, classifier)


def print_evaluation(
    benchmark: Benchmark, classifiers: Sequence[Classifier], options: Options, peers: tuple[Peer, ...], jobs: int
) -> None:
    """Run the engine and its peers over the set, and print all figures."""
    plan = Plan(extract=ExtractByFold(classifiers, options), peers=peers)
    pages = measure_benchmark(benchmark, plan, jobs=jobs)
    print_figures(benchmark, compute_figures(pages, plan), sys.stdout, with_metadata=False)
