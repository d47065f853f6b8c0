"""Decides what `python -m newscrawl.training SET` does: trains the model on a set of pages with gold text, measures the
engine on that set by folds of domains, and writes the model's files.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import msgspec

from newscrawl.evaluation.benchmark import load_benchmark
from newscrawl.evaluation.peers import find_peers
from newscrawl.extraction.forest import MODEL_FILE
from newscrawl.extraction.marker_weights import WEIGHTS_FILE
from newscrawl.options import read_options
from newscrawl.training.by_folds import print_evaluation
from newscrawl.training.folds import Model, select_sound, train_fold_classifiers, train_model
from newscrawl.training.samples import make_sample

DATA = Path(__file__).parents[1] / "data"


def main(arguments: Sequence[str]) -> None:
    """Train, measure and write."""
    chosen = parse_arguments(arguments)
    benchmark = load_benchmark(chosen.set)
    peers = find_peers(chosen.peer)
    options = read_options(dict(pair.partition("=")[::2] for pair in chosen.option))
    with ProcessPoolExecutor(chosen.jobs) as pool:
        samples = [sample for sample in pool.map(make_sample, benchmark, chunksize=8) if sample is not None]
    note(f"{len(samples)} pages, {sum(len(sample.labels) for sample in samples)} blocks")
    sound = select_sound(samples, train_fold_classifiers(samples, note))
    note(f"{len(samples) - len(sound)} pages left out of training, their gold being of another make")
    print_evaluation(benchmark, train_fold_classifiers(sound, note), options, peers, chosen.jobs)
    if not chosen.only_measure:
        write_model(train_model(sound), chosen.out)


def parse_arguments(arguments: Sequence[str]) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="python -m newscrawl.training", description=__doc__)
    add = parser.add_argument
    add("set", type=Path, help="a folder in the layout of the article-extraction-benchmark")
    add("--out", type=Path, default=DATA, help="where the model's files go (default: into the package)")
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
