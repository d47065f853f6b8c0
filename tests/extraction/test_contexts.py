"""Sums and rules of the elements around blocks."""

from __future__ import annotations

import pytest

from newscrawl.dom import DomBlock, parse_html, segment_page
from newscrawl.extraction.contexts import Spans, find_areas, find_marked, gather_contexts, match_rules
from newscrawl.extraction.markers import load_marker_index

PAGE = (
    '<body class="page"><div class="comments"><div><p>one</p></div><aside><p>three</p></aside></div>'
    '<div class="main"><p>seven</p></div></body>'
)

Described = tuple[str | None, int, set[str]]
COMMENTS: Described = ("comment-area", 2, {"comment-area"})
OPEN: Described = (None, 0, set())


def segment(html: str) -> list[DomBlock]:
    tree = parse_html(html)
    assert tree is not None
    return segment_page(tree)


def test_contexts_come_parents_first_each_once() -> None:
    contexts = gather_contexts(reversed([block.context for block in segment(PAGE)]))
    assert list(contexts) == sorted(contexts)
    assert [context.tag for context in contexts.values()] == [
        "html", "body", "div", "div", "p", "aside", "p", "div", "p",
    ]  # fmt: skip


def test_sums_hold_what_stands_in_an_element_at_any_depth() -> None:
    blocks = segment(PAGE)
    contexts = gather_contexts(block.context for block in blocks)
    sums = Spans(blocks, contexts).sum_up([1.0, 10.0, 100.0])
    assert [(contexts[index].tag, sums[index]) for index in contexts] == [
        ("html", 111), ("body", 111), ("div", 11), ("div", 1), ("p", 1), ("aside", 10), ("p", 10), ("div", 100),
        ("p", 100),
    ]  # fmt: skip


def test_spans_are_the_blocks_of_an_element() -> None:
    blocks = segment("<p>a</p><section><i></i><hr><div><p>x</p><p>y</p></div><p>b</p></section>")
    contexts = gather_contexts(block.context for block in blocks)
    spans = Spans(blocks, contexts)
    found = {contexts[i].tag: (spans.firsts[i], spans.ends[i]) for i in contexts if contexts[i].tag != "p"}
    assert found == {"html": (0, 4), "body": (0, 4), "section": (1, 4), "div": (1, 3)}


@pytest.mark.parametrize(
    ("wide_tags", "expected"),
    [
        (set(), [COMMENTS, ("side-area", 1, {"comment-area", "side-area"}), OPEN]),
        ({"aside"}, [COMMENTS, OPEN, OPEN]),
    ],
)
def test_areas_are_those_of_the_rules_around(wide_tags: set[str], expected: list[Described]) -> None:
    blocks = segment(PAGE)
    contexts = gather_contexts(block.context for block in blocks)
    rules = match_rules(contexts, load_marker_index())
    wide = frozenset(index for index, context in contexts.items() if context.tag in wide_tags)
    areas = find_areas(contexts, rules, wide)
    found = [areas[block.context.index] for block in blocks]
    assert [(area.innermost and area.innermost.name, area.distance, set(area.names)) for area in found] == expected
    marked = find_marked(contexts, rules, wide)
    assert marked == {index for index, area in areas.items() if area.innermost is not None}
