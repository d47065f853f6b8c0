"""Every line gets a row of finite numbers, whatever the text, and neighbours are seen."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.cleaning.line_classifier import load_line_forest
from newscrawl.cleaning.line_features import make_line_features
from newscrawl.cleaning.lines import split_lines
from newscrawl.cleaning.rules import find_line_rule

STORY = "The harbour council put off the vote on dredging until spring, officials said on Monday morning."
TEXT = f"Dredging vote put off\n\n{STORY}\n\nFerry late again\nHarbour vote\n\n{STORY}\n\nRead more"


def make_rows(text: str) -> list[dict[str, float]]:
    lines, _ = split_lines(text)
    names, features = make_line_features(lines, [find_line_rule(line.text) for line in lines])
    return [dict(zip(names, map(float, row), strict=True)) for row in features]


def test_columns_are_those_that_the_model_was_trained_on() -> None:
    assert tuple(make_rows(TEXT)[0]) == load_line_forest().names


@pytest.mark.parametrize(
    ("line", "column", "value"),
    [
        (0, "words", 4),
        (0, "short", 1),
        (0, "paragraph", 0),
        (1, "paragraph", 1),
        (1, "ends", 1),
        (0, "distance_after", 1),
        (0, "distance_before", 99),
        (0, "paragraphs_after", 2),
        (2, "tight", 0),
        (3, "tight", 1),
        (2, "tight@+1", 1),
        (2, "shared", 0),
        (3, "shared", 1),
        (3, "loose_size", 2),
        (2, "block_size", 2),
        (1, "block_size", 1),
        (3, "before_block_paragraph", 1),
        (5, "known", 1),
        (4, "known@+1", 1),
        (5, "known@+1", -9),
        (0, "before_block_ends", -9),
    ],
)
def test_column_tells_what_it_is_named_for(line: int, column: str, value: float) -> None:
    assert make_rows(TEXT)[line][column] == pytest.approx(value)


def test_ideographs_count_as_parts_of_words_and_share_pairs() -> None:
    story = (
        "港湾議会は月曜日、浚渫に関する採決を春まで延期したと当局者が明らかにした。"
        "調査がまだ終わっていないためである。"
    )
    rows = make_rows(f"浚渫の採決を延期\n\n{story}\n\nフェリーがまた遅れる\n\n{story}")
    assert rows[1]["paragraph"] == 1
    assert rows[0]["words"] < 8
    assert rows[0]["shared"] > rows[2]["shared"]


@given(st.text(alphabet=st.one_of(st.characters(), st.sampled_from("ab. \n\n\r")), min_size=1))
def test_any_text_gives_finite_rows(text: str) -> None:
    lines, _ = split_lines(text)
    if lines:
        _, features = make_line_features(lines, [find_line_rule(line.text) for line in lines])
        assert features.shape[0] == len(lines)
        assert features.dtype == np.float32
        assert np.isfinite(features).all()
