"""Decides what `python -m newscrawl.training SET` does: trains the model on a set of pages with gold text, tests it by
folds of domains, and writes the model's files.
"""

from __future__ import annotations

import argparse
import sys
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict
from pathlib import Path

import msgspec

from newscrawl.evaluation import load_benchmark, score_page, summarize_scores
from newscrawl.extraction.forest import MODEL_FILE
from newscrawl.extraction.marker_weights import COLUMNS, WEIGHTS_FILE
from newscrawl.extraction.selection import choose_likely
from newscrawl.training.boosting import pack_forest
from newscrawl.training.folds import Model, predict_by_folds, select_sound, train_fold_models, train_model
from newscrawl.training.samples import Sample, make_sample

DATA = Path(__file__).parents[1] / "data"


def main(arguments: list[str]) -> None:
    """Train, test and write."""
    parser = argparse.ArgumentParser(prog="python -m newscrawl.training", description=__doc__)
    parser.add_argument("set", type=Path, help="a folder in the layout of the article-extraction-benchmark")
    parser.add_argument("--out", type=Path, default=DATA, help="where the model's files go (default: the package)")
    chosen = parser.parse_args(arguments)
    with ProcessPoolExecutor() as pool:
        made = pool.map(make_sample, load_benchmark(chosen.set), chunksize=8)
        samples = [sample for sample in made if sample is not None]
    note(f"{len(samples)} pages, {sum(len(sample.labels) for sample in samples)} blocks")
    first = predict_by_folds(samples, train_fold_models(samples, note))
    sound = select_sound(samples, first)
    note(f"{len(samples) - len(sound)} pages left out of training, their gold being of another make")
    report_folds(samples, train_fold_models(sound, note))
    write_model(train_model(sound), sound, chosen.out)


def report_folds(samples: list[Sample], models: list[Model]) -> None:
    """Print the scores of pages by models that saw no page of their domain, all pages counted."""
    scores = []
    for sample in samples:
        probabilities = predict_by_folds([sample], models)[sample.page.id]
        kept = choose_likely(probabilities).kept
        scores.append(score_page(sample.page.text, "\n".join(sample.view.blocks[index].text for index in kept)))
    note(f"by folds, without second opinion: {asdict(summarize_scores(scores))}")


def write_model(model: Model, samples: list[Sample], folder: Path) -> None:
    """Write the forest and the marker weights."""
    (folder / MODEL_FILE).write_bytes(pack_forest(model.booster, (*samples[0].names, *COLUMNS)))
    (folder / WEIGHTS_FILE).write_bytes(msgspec.json.format(msgspec.json.encode(model.weights), indent=0))
    note(f"written to {folder}: {MODEL_FILE}, {WEIGHTS_FILE}")


def note(line: str) -> None:
    """Tell how far the work is."""
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
