"""Decides which features of a block are told as those that decided on it: the few that moved its odds most."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from newscrawl.blocks import Cut
from newscrawl.cleaning.line_classifier import load_line_forest
from newscrawl.cleaning.line_features import KIND_NUMBERS, make_line_features
from newscrawl.cleaning.lines import Line
from newscrawl.extraction.classifier import load_classifier
from newscrawl.extraction.features import AREAS, BEYOND, KIND_CODES, TAG_CODES
from newscrawl.extraction.forest import Forest
from newscrawl.extraction.view import PageView

TOLD = 5
"""Features told of a block."""
MIN_TOLD = 0.05
"""Log odds; what moves less is not told. At even odds it is one point in a hundred."""
ROWS_AT_ONCE = 1_000
WORDS_FILE = "feature_words.toml"
NEIGHBOURS = {
    "-2": "second {unit} before: ",
    "-1": "{unit} before: ",
    "+1": "{unit} after: ",
    "+2": "second {unit} after: ",
}


TAGS = frozenset({"tag", "parent_tag", "grandparent_tag"})
KINDS = frozenset({"line_kind", "area_kind", "inline_kind"})
TRUTHS = frozenset(
    {
        "ends_sentence", "title_like", "listed", "starts_lower", "ends_colon", "quoted", "has_at", "has_copyright",
        "has_bar", "has_question", "ideographic", "in_table", "hidden", "same_make", "declared_news", "has_day",
        "before_headline", "ends", "stops", "lower", "digit_first", "colon", "comma_end", "short", "paragraph", "known",
        "tight", "question", "inner_colon", "dash", *AREAS,
    }
)  # fmt: skip
"""Features that are true or not."""


@dataclass(frozen=True, slots=True)
class Sign:
    """One feature of a block. value: what it is here. odds: what it added to the log odds of being the story's."""

    feature: str
    value: float
    odds: float


def find_block_signs(view: PageView) -> list[tuple[Sign, ...]]:
    """Give the telling features of each block of a page, the weightiest first."""
    model = load_classifier()
    return _read_signs(model.forest, model.forest.names, np.concatenate(list(model.describe(view))))


def find_line_signs(lines: Sequence[Line], known: Sequence[Cut | None]) -> list[tuple[Sign, ...]]:
    """Give the telling features of each line of a plain text."""
    names, matrix = make_line_features(lines, known)
    return _read_signs(load_line_forest(), names, matrix)


def _read_signs(forest: Forest, names: Sequence[str], matrix: NDArray[np.float32]) -> list[tuple[Sign, ...]]:
    """Give the signs of each row. What is the same all over the page tells its blocks not apart, and is not told."""
    is_telling = np.ptp(matrix, axis=0) > 0 if len(matrix) > 1 else np.ones(matrix.shape[1], bool)
    starts = range(0, len(matrix), ROWS_AT_ONCE)
    return [
        signs
        for start in starts
        for signs in _choose_signs(forest, names, matrix[start : start + ROWS_AT_ONCE], is_telling)
    ]


def _choose_signs(
    forest: Forest, names: Sequence[str], rows: NDArray[np.float32], is_telling: NDArray[np.bool_]
) -> Iterator[tuple[Sign, ...]]:
    odds = forest.contribute(rows) * is_telling
    order = np.argsort(-np.abs(odds), axis=1)[:, :TOLD]
    values = np.take_along_axis(rows, order, 1).tolist()
    moved = np.take_along_axis(odds, order, 1).tolist()
    for columns, own_values, own_odds in zip(order.tolist(), values, moved, strict=True):
        told = zip(columns, own_values, own_odds, strict=True)
        yield tuple(Sign(names[column], value, moved) for column, value, moved in told if abs(moved) >= MIN_TOLD)


def name_feature(name: str, unit: str) -> str:
    """Give a feature's name in words. unit: what is rated, `block` or `line`."""
    words, (base, _, offset) = _load_words()[unit], name.partition("@")
    told = words.get(base)
    if told is None:
        told = _name_run(words, base) or base.replace("_", " ")
    return NEIGHBOURS[offset].format(unit=unit) + told if offset else told


def write_value(name: str, value: float) -> str:
    """Give a feature's value as a person reads it: names for codes, yes or no for truths."""
    base = name.partition("@")[0]
    if value == BEYOND:
        return "none there"
    if base in TAGS:
        return next((f"<{tag}>" for tag, code in TAG_CODES.items() if code == value), "another")
    if base in KINDS:
        return next((kind for kind, code in KIND_CODES.items() if code == value), "none")
    if base == "kind":
        return next((kind.value for kind, code in KIND_NUMBERS.items() if code == value), "none")
    if base in TRUTHS:
        return "yes" if value else "no"
    return f"{value:.3g}" if abs(value) < 1_000 else f"{value:.0f}"


def _name_run(words: dict[str, str], base: str) -> str | None:
    """Give the words of a feature that is a mean over the lines around: `loose_ends`, `before_block_colon`."""
    for start, run in sorted(words.items(), key=lambda item: -len(item[0])):
        if start.endswith("_*") and base.startswith(start[:-1]):
            rest = base[len(start) - 1 :]
            return f"{run}: {words[rest]}" if rest in words else None
    return None


def list_unnamed(names: Iterable[str], unit: str) -> list[str]:
    """Give the features for which the file of words has none."""
    words = _load_words()[unit]
    bases = dict.fromkeys(name.partition("@")[0] for name in names)
    return [base for base in bases if base not in words and _name_run(words, base) is None]


@cache
def _load_words() -> dict[str, dict[str, str]]:
    return tomllib.loads((files("newscrawl") / "data" / WORDS_FILE).read_text("utf-8"))
