"""Joined texts hold the whole gold and links of the page, each line labelled, the same every time."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from newscrawl.cleaning.lines import split_lines
from newscrawl.evaluation.benchmark import GoldPage, load_benchmark
from newscrawl.evaluation.joined_text import Layout, LineLabel, find_link_lists, join_text

STORIES = [
    f"The harbour council put off vote {number} on dredging until spring, officials said on Monday, because the"
    " survey is not finished."
    for number in range(12)
]
LINKS = ["Ferry late again", "Storm closes the quay", "Who pays for the lighthouse?"]
PAGE = (
    "<title>Vote</title><ul><li><a href=/1>News</a><li><a href=/2>Sport</a></ul>"
    + "".join(f"<p>{story}</p>" for story in STORIES)
    + "<ul>"
    + "".join(f"<li><a href=/{link}>{link}</a>" for link in LINKS)
    + f"<li><a href=/x>{STORIES[0]}</a></ul><p><a href=/y>A link alone</a></p><p>No link at all</p>"
)


@pytest.fixture
def page(write_benchmark: Callable[..., Path]) -> GoldPage:
    truth = {"articleBody": "\n\n".join(STORIES), "url": "https://news.example/1", "title": "Vote put off"}
    return load_benchmark(write_benchmark({"1": (PAGE.encode(), truth)})).pages[0]


def test_link_lists_are_those_outside_of_the_gold(page: GoldPage) -> None:
    assert find_link_lists(page) == [["News", "Sport"], LINKS]


@pytest.mark.parametrize("layout", Layout)
def test_lines_and_labels_go_together(page: GoldPage, layout: Layout) -> None:
    for seed in range(20):
        joined = join_text(page, [LINKS], layout, seed)
        lines, _ = split_lines(joined.text)
        assert [line.text for line in lines] == [f"{line.text} {line.glued}".rstrip() for line in joined.lines]
        assert [line.text for line in joined.lines if line.label is LineLabel.story] == STORIES
        links = [line.text for line in joined.lines if line.label is LineLabel.link]
        assert len(links) >= 4
        assert set(links) <= set(LINKS)


def test_same_arguments_give_the_same_text(page: GoldPage) -> None:
    texts = [join_text(page, [LINKS], Layout.spaced, seed).text for seed in (0, 0, 1)]
    assert texts[0] == texts[1] != texts[2]


def count_tight(page: GoldPage, layout: Layout) -> tuple[int, int]:
    """Count tight story lines behind a story line, and tight links behind a link."""
    joined = join_text(page, [LINKS], layout)
    lines, _ = split_lines(joined.text)
    labels = [line.label for line in joined.lines]
    pairs = [(labels[i], lines[i].is_tight) for i in range(1, len(lines)) if labels[i] is labels[i - 1]]
    return pairs.count((LineLabel.story, True)), pairs.count((LineLabel.link, True))


def test_layouts_differ_in_blank_lines(page: GoldPage) -> None:
    stories, links = zip(*(count_tight(page, layout) for layout in Layout), strict=True)
    assert [count > 0 for count in stories] == [False, False, True, True]
    assert [count > 0 for count in links] == [True, False, True, True]


def test_gold_without_blank_lines_has_a_paragraph_a_line(write_benchmark: Callable[..., Path]) -> None:
    truth = {"articleBody": "\n".join(STORIES)}
    page = load_benchmark(write_benchmark({"1": (b"<p>x", truth)})).pages[0]
    assert join_text(page, [], Layout.spaced).text == "\n\n".join(STORIES)
