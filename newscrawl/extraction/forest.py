"""Decides how the block classifier is held and asked: a forest of small trees as arrays, read once, no framework.

It is trained by `newscrawl/training/`; the features are made in `features.py`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from io import BytesIO

import numpy as np
from numpy.typing import NDArray

from newscrawl.errors import DataFileError

MODEL_FILE = "block_forest.npz"
FIRST_TREES = 80
SURE_ODDS = 3.0
"""From these log odds (95 %) on the first trees decide alone. They do for 179,357 of the 223,482 blocks of the
development pages, and the other trees would have turned none of them."""


@dataclass(frozen=True, slots=True)
class Forest:
    """Trees of one depth-bounded forest, all nodes in one table.

    features, thresholds: per node, the question "is the feature above the threshold?". children: of node n at 2n
    where it is not, at 2n + 1 where it is; a leaf points to itself. values: per node, in log odds, 0 but at leaves.
    roots: index of each tree's first node. depth: of the deepest tree. names: the features' names.
    """

    names: tuple[str, ...]
    features: NDArray[np.intp]
    thresholds: NDArray[np.float32]
    children: NDArray[np.intp]
    values: NDArray[np.float32]
    roots: NDArray[np.intp]
    depth: int

    def predict(self, matrix: NDArray[np.float32]) -> NDArray[np.float64]:
        """Give each row's probability, 0 to 1, of belonging to the story.

        Most blocks of a page are menus and links: where the first trees are sure, the others are not asked.
        """
        odds = self._ask(matrix, self.roots[:FIRST_TREES])
        unsure = np.flatnonzero(np.abs(odds) < SURE_ODDS)
        odds[unsure] += self._ask(matrix[unsure], self.roots[FIRST_TREES:])
        probabilities: NDArray[np.float64] = 1.0 / (1.0 + np.exp(-odds))
        return probabilities

    def contribute(self, matrix: NDArray[np.float32]) -> NDArray[np.float64]:
        """Give what each feature adds to each row's log odds, of the shape of `matrix`.

        Each question on a row's way through a tree moves the value that is to be expected, and that is put down to
        its feature (Saabas, https://blog.datadive.net/interpreting-random-forests/). What is to be expected at a node
        is the mean of what is at its two children: the model does not tell how many blocks of the training took
        which. Features that say the same share what they add, so a small part may belong to a feature that matters.
        """
        expected = self._expect()
        rows, width = matrix.shape
        cells = matrix.ravel()
        roots = self.roots[:FIRST_TREES]
        total = self._follow(cells, width, np.arange(rows), roots, expected)
        unsure = np.flatnonzero(np.abs(self._ask(matrix, roots)) < SURE_ODDS)
        total[unsure] += self._follow(cells, width, unsure, self.roots[FIRST_TREES:], expected)
        return total

    def _follow(
        self,
        cells: NDArray[np.float32],
        width: int,
        rows: NDArray[np.intp],
        roots: NDArray[np.intp],
        expected: NDArray[np.float64],
    ) -> NDArray[np.float64]:
        """Give the sums of some rows over some trees."""
        starts = (rows * width)[:, None]
        places = (np.arange(len(rows)) * width)[:, None]
        nodes = np.repeat(roots[None, :], len(rows), axis=0)
        sums = np.zeros(len(rows) * width)
        for _ in range(self.depth):
            features = self.features.take(nodes)
            is_above = cells.take(starts + features) > self.thresholds.take(nodes)
            after = self.children.take(2 * nodes + is_above)
            moved = expected.take(after) - expected.take(nodes)
            sums += np.bincount((places + features).ravel(), moved.ravel(), len(sums))
            nodes = after
        return sums.reshape(len(rows), width)

    def _expect(self) -> NDArray[np.float64]:
        """Give the value to be expected at each node: a leaf's own, else the mean of its children's."""
        expected = self.values.astype(np.float64)
        below = self.children.reshape(-1, 2)
        inner = np.flatnonzero(below[:, 0] != np.arange(len(below)))
        for _ in range(self.depth):
            expected[inner] = expected[below[inner]].mean(axis=1)
        return expected

    def _ask(self, matrix: NDArray[np.float32], roots: NDArray[np.intp]) -> NDArray[np.float64]:
        cells, width = matrix.ravel(), matrix.shape[1]
        starts = (np.arange(len(matrix)) * width)[:, None]
        nodes = np.repeat(roots[None, :], len(matrix), axis=0)
        for _ in range(self.depth):
            is_above = cells.take(starts + self.features.take(nodes)) > self.thresholds.take(nodes)
            nodes = self.children.take(2 * nodes + is_above)
        odds: NDArray[np.float64] = self.values.take(nodes).sum(axis=1, dtype=np.float64)
        return odds


@cache
def load_forest() -> Forest:
    """Read the model that comes with the package."""
    return read_forest((files("newscrawl") / "data" / MODEL_FILE).read_bytes())


def read_forest(data: bytes) -> Forest:
    """Read a model from the bytes of its file."""
    try:
        with np.load(BytesIO(data), allow_pickle=False) as arrays:
            return Forest(
                names=tuple(str(name) for name in arrays["names"]),
                features=arrays["features"].astype(np.intp),
                thresholds=arrays["thresholds"].astype(np.float32),
                children=np.stack([arrays["left"], arrays["right"]], axis=1).astype(np.intp).ravel(),
                values=arrays["values"].astype(np.float32),
                roots=arrays["roots"].astype(np.intp),
                depth=int(arrays["depth"]),
            )
    except (KeyError, ValueError, OSError) as error:
        raise DataFileError(f"newscrawl/data/{MODEL_FILE}", str(error)) from error
