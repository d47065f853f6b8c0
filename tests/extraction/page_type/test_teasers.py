"""Teasers are items of one make, each with a headline as its link; lists in articles and live entries are not."""

from __future__ import annotations

import pytest

from newscrawl.dom import parse_html, segment_page
from newscrawl.extraction.page_type.story import measure_sizes
from newscrawl.extraction.page_type.teasers import Teasers, find_teasers
from newscrawl.extraction.view import PageView, view_page
from newscrawl.metadata.facts import Metadata

HEADS = [
    "Council votes to keep the night bus",
    "Two trawlers collide off the breakwater",
    "Power cut leaves homes in the dark",
    "Bridge repairs close one lane until June",
]
TEXT = "Nobody was hurt, but one of the boats was towed in with water in her engine room on Tuesday."
STORY = f"<p>{TEXT}</p>" * 12


def find(body: str) -> tuple[PageView, Teasers]:
    tree = parse_html(f"<html><body>{body}</body></html>")
    assert tree is not None
    view = view_page(segment_page(tree), Metadata())
    return view, find_teasers(view, measure_sizes(view))


def link(head: str) -> str:
    return f'<a href="/{len(head)}">{head}</a>'


@pytest.mark.parametrize(
    "item",
    [
        '<article class="card">{link}<p>{text}</p></article>',
        '<div class="row"><div><h2>{link}</h2></div><div><p>{text}</p></div></div>',
        '<li class="post-{number} post"><h3>{link}</h3>{text}</li>',
        "<tr><td><h3>{link}</h3><p>{text}</p></td></tr>",
    ],
)
def test_repeated_items_are_teasers(item: str) -> None:
    items = "".join(item.format(link=link(h), text=TEXT, number=n) for n, h in enumerate(HEADS))
    view, teasers = find(f"<table>{items}</table>" if item.startswith("<tr") else f"<ul>{items}</ul>")
    assert teasers.items == len(HEADS)
    assert {view.blocks[index].text for index in teasers.blocks} == {*HEADS, TEXT}


def test_headings_and_summaries_without_elements_of_their_own_are_teasers() -> None:
    view, teasers = find("<div>" + "".join(f"<h3>{link(h)}</h3><p>{TEXT}</p>" for h in HEADS) + "</div>")
    assert teasers.blocks == frozenset(range(len(view.blocks)))


@pytest.mark.parametrize(
    "body",
    [
        f"<div>{STORY}</div>",
        f"<div><p>{TEXT}</p>" + "".join(f"<h3>{link(h)}</h3><p>{TEXT}</p>" for h in HEADS) + "</div>",
        "".join(f"<section><h2>{link(h)}</h2>{STORY}</section>" for h in HEADS),
        "".join(f"<section><p>{TEXT}</p><p>{link(h)}</p></section>" for h in HEADS),
        "".join(f"<section><h2>{h}</h2><p>{TEXT}</p></section>" for h in HEADS),
        f'<div class="a"><h2>{link(HEADS[0])}</h2><p>{TEXT}</p></div>'
        f'<div class="b"><h2>{link(HEADS[1])}</h2><p>{TEXT}</p></div>'
        f'<div class="c"><h2>{link(HEADS[2])}</h2><p>{TEXT}</p></div>',
    ],
    ids=["story", "list article", "whole stories", "links behind text", "no links", "boxes of other makes"],
)
def test_text_is_not_taken_into_teasers(body: str) -> None:
    view, teasers = find(body)
    assert [view.blocks[index].text for index in teasers.blocks if view.blocks[index].text == TEXT] == []


@pytest.mark.parametrize(
    ("text", "is_headline"),
    [
        ("Sport", False),
        ("More from this section", True),
        ("港の防波堤の工事が始まる", True),
        ("政治", False),
        ("Council " * 31, False),
    ],
)
def test_headline_links_have_a_headline_s_length(text: str, is_headline: bool) -> None:
    _, teasers = find(f"<p>{link(text)}</p>")
    assert bool(teasers.headlines) == is_headline
