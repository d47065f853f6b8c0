"""Scores are those of the public benchmark: equal to its script's, where that is at hand."""

from __future__ import annotations

import json
import statistics
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest

from newscrawl.evaluation.benchmark import GoldPage
from newscrawl.evaluation.leftovers import find_leftovers, list_snippets
from newscrawl.evaluation.scores import PageScore, count_lost_lines, score_page, summarize_scores

BENCH = Path(__file__).parents[3] / "shared" / "bench"

SET = {
    "exact": ("One two three four five.", "One two, three: four five"),
    "cut": ("one two three four five six seven eight nine ten", "one two three four five six"),
    "more": ("one two three four five", "Menu one two three four five Share this story now"),
    "short": ("one two", "one two"),
    "repeated": ("a b c d a b c d a b c d", "a b c d a b c d"),
    "nothing given": ("one two three four", ""),
    "nothing wanted": ("", "one two three four"),
    "nothing at all": ("", ""),
    "cjk": ("港町の議会は浚渫を春まで延期した。", "港町の議会は浚渫を春まで延期した。"),
    "lines": (
        "One two three four five six seven eight.\nNine ten.\nA b c d e f g h i.",
        "one TWO three four five six seven eight",
    ),
}
"""Gold and output by id."""


@pytest.fixture(scope="module")
def reference() -> ModuleType:
    """The benchmark's own script."""
    path = BENCH / "score.py"
    if not path.exists():
        pytest.skip("../shared/bench/score.py is not there")
    spec = spec_from_file_location("reference_score", path)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("gold", "text", "precision", "recall", "is_exact"),
    [
        ("a b c d e", "a b c d e", 1, 1, True),
        ("a b c d e", "A b c d e", 1 / 2, 1 / 2, False),
        ("a b c d e f g", "a b c d e", 1, 1 / 2, False),
        ("a b c d e", "x a b c d e", 2 / 3, 1, False),
        ("a b", "a b c", 0, 0, False),
        ("a b", "", None, 0, False),
        ("", "a b", 0, None, False),
        ("", "", None, None, True),
        ("a-b c_d 1.5", "a b, c_d: 1 5", 1, 1, True),
        ("a b c d a b c d", "a b c d", 1, 1 / 5, False),
    ],
)
def test_page_is_scored_by_shingles_of_four(
    gold: str, text: str, precision: float | None, recall: float | None, is_exact: bool
) -> None:
    assert score_page(gold, text) == PageScore(precision, recall, is_exact)


def test_page_f1_takes_undefined_as_zero() -> None:
    assert PageScore(None, 0.0, False).f1 == 0
    assert PageScore(0.5, 1.0, False).f1 == pytest.approx(2 / 3)


def test_f1_of_a_set_is_that_of_the_means_and_undefined_pages_do_not_count() -> None:
    scores = [PageScore(1.0, 0.5, False), PageScore(None, 0.0, False), PageScore(0.5, 1.0, True)]
    summary = summarize_scores(scores)
    assert (summary.precision, summary.recall) == (0.75, 0.5)
    assert summary.f1 == pytest.approx(0.6)
    assert summary.accuracy == pytest.approx(1 / 3)
    assert summary.error > 0


def test_scores_equal_those_of_the_benchmarks_script(reference: ModuleType) -> None:
    rows = [reference.page(gold, text) for gold, text in SET.values()]
    scores = [score_page(gold, text) for gold, text in SET.values()]
    assert [(one.precision, one.recall, float(one.is_exact)) for one in scores] == rows
    summary = summarize_scores(scores)
    ours = (summary.f1, summary.precision, summary.recall, summary.accuracy)
    assert ours == pytest.approx(reference.summary(rows))
    rng = reference.random.Random(0)
    rounds = [reference.summary(rng.choices(rows, k=len(rows)))[0] for _ in range(200)]
    assert summary.error == pytest.approx(statistics.stdev(rounds))


def test_lost_lines_and_leftovers_equal_those_of_the_benchmarks_script(reference: ModuleType) -> None:
    unwanted = ["Share this story", "one two three", "Menu one two", "now", "A b c"]
    truth = {
        name: {"articleBody": gold, "unwanted": unwanted, "cruft": {"promo": ["this story now"]}}
        for name, (gold, _) in SET.items()
    }
    texts = {name: {"articleBody": text} for name, (_, text) in SET.items()}
    kinds, lost = reference.residue(truth, texts)
    pages = [GoldPage(name, Path(), None, row["articleBody"], row) for name, row in truth.items()]  # type: ignore[arg-type]
    snippets = [list_snippets(page) for page in pages]
    found = [find_leftovers(each, SET[page.id][1]) for each, page in zip(snippets, pages, strict=True)]
    ours = {
        kind: f"{sum(kind in left for left in found)}/{sum(kind in each for each in snippets)}"
        for kind in ("promo", "unwanted")
    }
    assert ours == kinds
    counts = [count_lost_lines(gold, text) for gold, text in SET.values()]
    assert sum(lost for lost, _ in counts) / sum(lines for _, lines in counts) == lost


def test_real_gold_scores_as_with_the_benchmarks_script(reference: ModuleType) -> None:
    """The gold's own deck or first paragraph left out, on real pages of many languages."""
    truth = json.loads((BENCH / "news_dev" / "ground-truth.json").read_text("utf-8"))
    for row in truth.values():
        gold = row["articleBody"]
        text = gold.partition("\n")[2]
        score = score_page(gold, text)
        assert (score.precision, score.recall, float(score.is_exact)) == reference.page(gold, text)


@pytest.mark.parametrize(
    ("gold", "text", "expected"),
    [
        ("One two three four five six seven eight.", "x one two three four five six seven eight y", (0, 1)),
        ("One two three four five six seven eight.", "one two three four five six seven, x eight", (1, 1)),
        ("One two three four five six seven eight.", "one two three four five six seven eighty", (1, 1)),
        ("Too short a line", "", (0, 0)),
    ],
)
def test_gold_line_is_lost_unless_it_stands_whole(gold: str, text: str, expected: tuple[int, int]) -> None:
    assert count_lost_lines(gold, text) == expected
