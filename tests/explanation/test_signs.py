"""The features that decided are told in words, weightiest first."""

from __future__ import annotations

import pytest

from newscrawl.blocks import CutKind
from newscrawl.cleaning.line_features import make_line_features
from newscrawl.cleaning.plain import read_lines
from newscrawl.explanation.signs import TOLD, find_line_signs, list_unnamed, name_feature, write_value
from newscrawl.extraction.classifier import load_classifier

TEXT = "Watch Live\n\nThe vote was put off until spring, officials said on Monday in the town.\n\nShare this story"


def test_every_feature_of_both_models_has_words() -> None:
    read = read_lines(TEXT)
    names, _ = make_line_features(read.lines, read.known)
    assert list_unnamed(load_classifier().forest.names, "block") == []
    assert list_unnamed(names, "line") == []
    assert list_unnamed(["unheard_of"], "block") == ["unheard_of"]


@pytest.mark.parametrize(
    ("name", "unit", "words"),
    [
        ("words", "block", "words"),
        ("words@-1", "block", "block before: words"),
        ("loose_ends", "line", "short lines in a row: ends like a sentence"),
        ("before_block_colon", "line", "before the lines set together: ends with a colon"),
    ],
)
def test_feature_is_named(name: str, unit: str, words: str) -> None:
    assert name_feature(name, unit) == words


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("tag", 1.0, "<p>"),
        ("area_kind@+1", 15.0, "comments"),
        ("line_kind", -1.0, "none"),
        ("kind", list(CutKind).index(CutKind.share_bar), "share_bar"),
        ("ends@-2", -9.0, "none there"),
        ("hidden", 1.0, "yes"),
        ("link_density", 0.123456, "0.123"),
    ],
)
def test_value_is_written(name: str, value: float, told: str) -> None:
    assert write_value(name, value) == told


def test_signs_are_few_weightiest_first_and_differ_between_lines() -> None:
    read = read_lines(TEXT)
    signs = find_line_signs(read.lines, read.known)
    assert len(signs) == 3
    assert all(len(own) <= TOLD for own in signs)
    weights = [[abs(sign.odds) for sign in own] for own in signs]
    assert weights == [sorted(own, reverse=True) for own in weights]
    assert not {"size", "mean_words"} & {sign.feature for own in signs for sign in own}
