"""Places and distances of blocks are counted from the likely story and the headline."""

from __future__ import annotations

from newscrawl.dom import parse_html, segment_page
from newscrawl.extraction.placement import FAR, find_headline_place, find_story_places, measure_placement
from newscrawl.extraction.view import PageView, view_page
from newscrawl.metadata.facts import Metadata

STORY = "The council of the port voted on Tuesday to widen the northern lock before the winter."
HTML = f"<html><body><p>Home</p><h1>Wider lock</h1><p>{STORY}</p><p>{STORY} Again.</p><p>Imprint</p></body></html>"


def make_view(html: str = HTML, title: str | None = "Wider lock") -> PageView:
    tree = parse_html(html)
    assert tree is not None
    return view_page(segment_page(tree), Metadata(title=title))


def test_the_headline_is_the_h1_with_the_title() -> None:
    assert find_headline_place(make_view()) == 1
    assert find_headline_place(make_view(title="Another title altogether")) is None
    assert find_headline_place(make_view(title=None)) is None


def test_distances_count_blocks_from_the_story() -> None:
    view = make_view()
    assert find_story_places(view) == [2, 3]
    columns = measure_placement(view)
    assert list(columns["after_first"]) == [-2, -1, 0, 1, 2]
    assert list(columns["after_last"]) == [-3, -2, -1, 0, 1]
    assert list(columns["from_story"]) == [FAR, FAR, FAR, 1, 1]
    assert list(columns["before_headline"]) == [1, 0, 0, 0, 0]


def test_a_page_without_story_has_places_all_the_same() -> None:
    columns = measure_placement(make_view("<html><body><p>Home</p><p>News</p></body></html>"))
    assert all(len(column) == 2 for column in columns.values())
    assert list(columns["from_story"]) == [FAR, FAR]
