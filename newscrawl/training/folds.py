"""Decides how the classifier is tested on the set that it is trained on: by folds of whole domains."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from newscrawl.training.boosting import fit_booster
from newscrawl.training.samples import Sample

FOLDS = 5


def find_fold(domain: str) -> int:
    """Give the fold of a domain: the same on every machine, and all its pages in one."""
    return hashlib.sha256(domain.encode()).digest()[0] % FOLDS


def predict_by_folds(samples: Sequence[Sample]) -> dict[str, NDArray[np.float64]]:
    """Give for each page the probabilities of its blocks, by a model that saw no page of its domain."""
    predictions: dict[str, NDArray[np.float64]] = {}
    for fold in range(FOLDS):
        booster = fit_booster([sample for sample in samples if find_fold(sample.domain) != fold])
        for sample in samples:
            if find_fold(sample.domain) == fold:
                predictions[sample.page.id] = np.asarray(booster.predict(sample.features))
    return predictions
