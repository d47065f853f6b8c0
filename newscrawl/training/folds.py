"""Decides how the classifier is tested on the set that it is trained on: by folds of whole domains."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import lightgbm
import numpy as np
from numpy.typing import NDArray

from newscrawl.evaluation.scores import score_page
from newscrawl.extraction.marker_weights import MarkerWeights
from newscrawl.extraction.selection import MIN_PROBABILITY
from newscrawl.training.boosting import fit_booster
from newscrawl.training.marker_counts import weigh_markers
from newscrawl.training.samples import Sample

FOLDS = 5
MIN_SOUND_F1 = 0.6
"""A page on which a model that never saw it scores less is left out of training (23 of 791): its gold is cut short, or
of another make (a shop's front page, a list of tools). It moved F1 by -0.001 on pages_dev and +0.003 on news_dev. Such
pages stay in every score."""


@dataclass(frozen=True, slots=True)
class Model:
    """What training gives: the trees and the marker weights that their features are made with."""

    booster: lightgbm.Booster
    weights: MarkerWeights

    def predict(self, sample: Sample) -> NDArray[np.float64]:
        """Give the probability of each block to belong to the story."""
        return np.asarray(self.booster.predict(sample.measure(self.weights)))


def find_fold(domain: str) -> int:
    """Give the fold of a domain: the same on every machine, and all its pages in one."""
    return hashlib.sha256(domain.encode()).digest()[0] % FOLDS


def train_model(samples: Sequence[Sample]) -> Model:
    """Train on samples. The marker features of each fold are made with weights that did not see it."""
    rows = []
    for fold in range(FOLDS):
        unseen = weigh_markers(sample.markers for sample in samples if find_fold(sample.domain) != fold)
        rows += [(sample, sample.measure(unseen)) for sample in samples if find_fold(sample.domain) == fold]
    return Model(fit_booster(rows), weigh_markers(sample.markers for sample in samples))


def train_fold_models(samples: Sequence[Sample], note: Callable[[str], None]) -> list[Model]:
    """Give for each fold the model that is trained on the others."""
    models = []
    for fold in range(FOLDS):
        models.append(train_model([sample for sample in samples if find_fold(sample.domain) != fold]))
        note(f"fold {fold + 1} of {FOLDS} trained")
    return models


def predict_by_folds(samples: Sequence[Sample], models: Sequence[Model]) -> dict[str, NDArray[np.float64]]:
    """Give for each page the probabilities of its blocks, by the model that saw no page of its domain."""
    return {sample.page.id: models[find_fold(sample.domain)].predict(sample) for sample in samples}


def select_sound(samples: Sequence[Sample], predictions: dict[str, NDArray[np.float64]]) -> list[Sample]:
    """Leave out the pages whose gold no model can explain."""
    return [sample for sample in samples if score_sample(sample, predictions[sample.page.id]) >= MIN_SOUND_F1]


def score_sample(sample: Sample, probabilities: NDArray[np.float64]) -> float:
    """Give the F1 of the blocks that the probabilities choose."""
    chosen = zip(sample.view.blocks, probabilities, strict=True)
    return score_page(sample.page.text, "\n".join(b.text for b, p in chosen if p >= MIN_PROBABILITY)).f1
