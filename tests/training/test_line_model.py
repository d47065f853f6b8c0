"""Training gives a model that the package can ask, the same from the same samples."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("lightgbm", reason="needs the extra newscrawl[train]")

from newscrawl.extraction.forest import read_forest
from newscrawl.training.line_model import train_folds, train_line_model
from newscrawl.training.text_samples import TextSample


def make_samples() -> list[TextSample]:
    rng = np.random.default_rng(1)
    samples = []
    for number in range(12):
        features = rng.random((120, 3)).astype(np.float32)
        labels = (features[:, 0] > 0.5).astype(float)
        samples.append(TextSample(f"{number}.example", ("one", "two", "three"), features, labels, np.ones(120)))
    return samples


def test_model_learns_and_is_the_same_every_time() -> None:
    samples = make_samples()
    data = train_line_model(samples)
    forest = read_forest(data)
    assert forest.names == ("one", "two", "three")
    probabilities = forest.predict(np.array([[0.9, 0.5, 0.5], [0.1, 0.5, 0.5]], np.float32))
    assert probabilities[0] > 0.9
    assert probabilities[1] < 0.1
    again = read_forest(train_line_model(samples))
    assert np.array_equal(again.thresholds, forest.thresholds)


def test_there_is_a_model_for_each_fold() -> None:
    assert len(train_folds(make_samples())) == 5
