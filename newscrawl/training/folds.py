"""Decides how the classifier is tested on the set that it is trained on: by folds of whole domains."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import lightgbm

from newscrawl.evaluation.scores import score_page
from newscrawl.extraction.classifier import Classifier
from newscrawl.extraction.forest import read_forest
from newscrawl.extraction.marker_weights import COLUMNS, MarkerWeights
from newscrawl.extraction.selection import choose_likely
from newscrawl.training.boosting import fit_booster, pack_forest
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
    names: tuple[str, ...]
    weights: MarkerWeights

    def pack(self) -> bytes:
        """Give the bytes of the forest's file."""
        return pack_forest(self.booster, (*self.names, *COLUMNS))

    def make_classifier(self) -> Classifier:
        """Give the model as the engine uses it."""
        return Classifier(read_forest(self.pack()), self.weights)


def find_fold(domain: str) -> int:
    """Give the fold of a domain: the same on every machine, and all its pages in one."""
    return hashlib.sha256(domain.encode()).digest()[0] % FOLDS


def train_model(samples: Sequence[Sample]) -> Model:
    """Train on samples. The marker features of each fold are made with weights that did not see it."""
    rows = []
    for fold in range(FOLDS):
        unseen = weigh_markers(sample.markers for sample in samples if find_fold(sample.domain) != fold)
        rows += [(sample, sample.measure(unseen)) for sample in samples if find_fold(sample.domain) == fold]
    return Model(fit_booster(rows), samples[0].names, weigh_markers(sample.markers for sample in samples))


def train_fold_classifiers(samples: Sequence[Sample], note: Callable[[str], None]) -> list[Classifier]:
    """Give for each fold the classifier that is trained on the others."""
    classifiers = []
    for fold in range(FOLDS):
        model = train_model([sample for sample in samples if find_fold(sample.domain) != fold])
        classifiers.append(model.make_classifier())
        note(f"fold {fold + 1} of {FOLDS} trained")
    return classifiers


def select_sound(samples: Sequence[Sample], classifiers: Sequence[Classifier]) -> list[Sample]:
    """Leave out the pages whose gold no model can explain that did not see it."""
    return [sample for sample in samples if _score(sample, classifiers[find_fold(sample.domain)]) >= MIN_SOUND_F1]


def _score(sample: Sample, classifier: Classifier) -> float:
    kept = choose_likely(classifier.rate(sample.view)).kept
    return score_page(sample.page.text, "\n".join(sample.view.blocks[index].text for index in kept)).f1
