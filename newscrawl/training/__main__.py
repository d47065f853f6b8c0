"""Decides what `python -m newscrawl.training SET` does: trains the model on a set of pages with gold text and on the
project's own fixtures, measures the engine on that set by folds of domains, and writes the model's files.

The fixtures are few, but news, of layouts and in languages that the set lacks.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from pathlib import Path

import msgspec

from newscrawl.evaluation.benchmark import load_benchmark, load_fixture_set
from newscrawl.evaluation.peers import find_peers
from newscrawl.extraction.forest import MODEL_FILE
from newscrawl.extraction.marker_weights import WEIGHTS_FILE
from newscrawl.options import read_options
from newscrawl.training.by_folds import print_evaluation
from newscrawl.training.folds import Model, select_sound, train_fold_classifiers, train_model
from newscrawl.training.samples import make_sample

FIXTURES = Path(__file__).parents[2] / "fixtures"
OWN_WEIGHT = 3.0
"""Of the set few pages are news; the fixtures, weighed so, make a tenth of what is learned. On news_dev F1 was 0.970,
0.971 and 0.972 for weights of 1 to 3, within its error."""
DATA = Path(__file__).parents[1] / "data"


def main(arguments: Sequence[str]) -> None:
    """Train, measure and write."""
    chosen = parse_arguments(arguments)
    benchmark = load_benchmark(chosen.set)
    peers = find_peers(chosen.peer)
    options = read_options(dict(pair.partition("=")[::2] for pair in chosen.option))
    with ProcessPoolExecutor(chosen.jobs) as pool:
        samples = [sample for sample in pool.map(make_sample, benchmark, chunksize=8) if sample is not None]
        made = [sample for sample in pool.map(make_sample, load_fixture_set(chosen.fixtures)) if sample is not None]
    own = [replace(sample, weights=OWN_WEIGHT * sample.weights) for sample in made]
    note(f"{len(samples)} pages, {sum(len(sample.labels) for sample in samples)} blocks")
    sound = select_sound(samples, train_fold_classifiers([*samples, *own], note))
    note(f"{len(samples) - len(sound)} pages left out of training, their gold being of another make")
    sound += own
    print_evaluation(benchmark, train_fold_classifiers(sound, note), options, peers, chosen.jobs)
    if not chosen.only_measure:
        write_model(train_model(sound), chosen.out)


def parse_arguments(arguments: Sequence[str]) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="python -m newscrawl.training", description=__doc__)
    add = parser.add_argument
    add("set", type=Path, help="a folder in the layout of the article-extraction-benchmark")
    add("--out", type=Path, default=DATA, help="where the model's files go (default: into the package)")
    add("--fixtures", type=Path, default=FIXTURES, help="pages of our own, trained on as well (default: the project's)")
    add("--option", action="append", default=[], metavar="NAME=VALUE", help="an option of the extraction")
    add("--peer", action="append", default=[], metavar="NAME", help="measure this peer in the same run")
    add("--jobs", type=int, default=2, metavar="N", help="processes (default: 2)")
    add("--only-measure", action="store_true", help="write nothing")
    return parser.parse_args(arguments)


def write_model(model: Model, folder: Path) -> None:
    """Write the forest and the marker weights."""
    (folder / MODEL_FILE).write_bytes(model.pack())
    (folder / WEIGHTS_FILE).write_bytes(msgspec.json.format(msgspec.json.encode(model.weights), indent=0))
    note(f"written to {folder}: {MODEL_FILE}, {WEIGHTS_FILE}")


def note(line: str) -> None:
    """Tell how far the work is."""
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
