"""Samples are rows and labels of texts whose truth is known; the same set gives the same samples."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from newscrawl.cleaning.lines import split_lines
from newscrawl.evaluation.benchmark import Benchmark, load_benchmark
from newscrawl.evaluation.joined_text import Layout
from newscrawl.training import text_samples
from newscrawl.training.text_samples import make_text_samples

STORIES = [
    f"The harbour council put off vote {number} on dredging until spring, officials said on Monday, because the"
    " survey is not finished."
    for number in range(6)
]


@pytest.fixture
def benchmark(write_benchmark: Callable[..., Path]) -> Benchmark:
    links = "".join(f"<li><a href=/{number}>Ferry number {number} is late again</a>" for number in range(5))
    page = f"<ul>{links}</ul>" + "".join(f"<p>{story}</p>" for story in STORIES) + "<p>\u200b</p><p>Foot of it</p>"
    truth = {"articleBody": "\n\n".join(STORIES), "url": "https://www.example.org/1"}
    return load_benchmark(write_benchmark({"1": (page.encode(), truth), "2": (b"", truth)}))


def test_every_line_has_a_row_a_label_and_a_weight(benchmark: Benchmark) -> None:
    samples = list(make_text_samples(benchmark))
    assert len(samples) == 4
    for sample in samples:
        assert len(sample.features) == len(sample.labels) == len(sample.weights) >= len(STORIES)
        assert sample.labels.sum() == len(STORIES)
        assert sample.features.shape[1] == len(sample.names)
        assert sample.domain == "example.org"


def test_same_set_gives_the_same_samples(benchmark: Benchmark) -> None:
    one, other = (list(make_text_samples(benchmark)) for _ in range(2))
    assert all(np.array_equal(a.features, b.features) for a, b in zip(one, other, strict=True))


@pytest.mark.parametrize("layout", Layout)
def test_page_as_text_has_a_line_for_each_block(layout: Layout) -> None:
    rows = [("News", False), ("Sport", False), (STORIES[0], True), ("What comes next", True), (STORIES[1], True)]
    lines, _ = split_lines(text_samples._set_rows(rows, layout))
    assert [line.text for line in lines] == [text for text, _ in rows]
    assert lines[1].is_tight is (layout is not Layout.loose)


def test_text_may_begin_and_end_with_the_story() -> None:
    rows = [("News", False), ("a", True), ("Ad", False), ("b", True), ("Foot", False)]
    found = {tuple(text_samples._trim_ends(rows, random.Random(seed))) for seed in range(40)}
    assert found == {tuple(rows[start:end]) for start in (0, 1) for end in (4, 5)}
    assert text_samples._trim_ends(rows[:1], random.Random(1)) == rows[:1]


def test_on_topic_headline_is_made_of_the_story() -> None:
    openings = text_samples._find_sentence_openings(STORIES[0])
    title = text_samples._write_on_topic("Ferry Late Again", openings, random.Random(1))
    assert title.lower() in STORIES[0].lower()
    assert title[-1].isalnum()
    assert all(word[0].isupper() for word in title.split() if len(word) > 3)
    assert text_samples._write_on_topic("ferry late again", openings, random.Random(1)) in STORIES[0]


def test_title_loses_its_capitals_but_not_its_abbreviations() -> None:
    assert text_samples._lower_title("Ferry Late in the UK Again") == "Ferry late in the UK again"
