"""Decides how the line classifier of plain text is trained, and measured on the set it is trained on.

`python -m newscrawl.training.line_model SET` trains on a set in the benchmark's layout and writes the
model into the package; with `--cross-validate` it only measures, each page by a model that saw none of its
domain.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import lightgbm
import numpy as np

import newscrawl
from newscrawl.blocks import Piece
from newscrawl.cleaning.line_classifier import MODEL_FILE
from newscrawl.cleaning.plain import clean_plain_text
from newscrawl.domains import read_registered_domain
from newscrawl.errors import NewscrawlError
from newscrawl.evaluation.benchmark import Benchmark, GoldPage, load_benchmark
from newscrawl.evaluation.line_scores import format_score, measure_cleaning
from newscrawl.extraction.forest import Forest, read_forest
from newscrawl.training.boosting import PARAMETERS, pack_forest
from newscrawl.training.folds import FOLDS, find_fold
from newscrawl.training.text_samples import TextSample, make_text_samples

ROUNDS = 150
LINE_PARAMETERS = PARAMETERS | {
    "learning_rate": 0.12,
    "num_leaves": 48,
    "max_depth": 8,
    "feature_fraction": 0.3,
    "max_bin": 63,
}
"""By cross-validation: half as many leaves and rounds cut 2 to 4 points less of the links, more rounds no more."""


def train_line_model(samples: Sequence[TextSample]) -> bytes:
    """Train on the samples and give the bytes of the model's file. The same samples give the same bytes."""
    data = lightgbm.Dataset(
        np.vstack([sample.features for sample in samples]),
        np.concatenate([sample.labels for sample in samples]),
        weight=np.concatenate([sample.weights for sample in samples]),
    )
    return pack_forest(lightgbm.train(LINE_PARAMETERS, data, ROUNDS), samples[0].names)


def train_folds(samples: Sequence[TextSample]) -> list[Forest]:
    """Train a model for each fold of domains, on all the other folds."""
    return [
        read_forest(train_line_model([sample for sample in samples if find_fold(sample.domain) != fold]))
        for fold in range(FOLDS)
    ]


def cross_validate(benchmark: Benchmark, samples: Sequence[TextSample]) -> None:
    """Print what the cleaner does to joined texts of pages whose domain its model has not seen."""
    forests = train_folds(samples)

    def clean(page: GoldPage, text: str) -> Sequence[Piece]:
        return clean_plain_text(text, forests[find_fold(read_registered_domain(page.url or page.id))]).pieces

    for layout, score in measure_cleaning(benchmark, clean).items():
        print(format_score(layout, score))


def main() -> None:
    """Train or cross-validate from the command line."""
    parser = argparse.ArgumentParser(prog="python -m newscrawl.training.line_model", description=__doc__)
    parser.add_argument("set", type=Path, help="a folder in the benchmark's layout")
    parser.add_argument("--cross-validate", action="store_true", help="measure by domain, write nothing")
    parser.add_argument("--sample", type=int, metavar="N", help="measure only N pages, always the same")
    arguments = parser.parse_args()
    try:
        benchmark = load_benchmark(arguments.set)
    except NewscrawlError as error:
        parser.error(str(error))
    samples = list(make_text_samples(benchmark))
    print(f"{len(samples):,} texts, {sum(len(sample.labels) for sample in samples):,} lines", flush=True)
    if arguments.cross_validate:
        cross_validate(benchmark.take(sample=arguments.sample), samples)
        return
    path = Path(newscrawl.__file__).parent / "data" / MODEL_FILE
    path.write_bytes(train_line_model(samples))
    print(f"wrote {path.name}, {path.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
