"""Elements are named by the words of a few attributes, and say themselves that they are hidden."""

from __future__ import annotations

import pytest

from newscrawl.dom import parse_html
from newscrawl.dom.markers import is_hidden, read_markers, read_traits


@pytest.mark.parametrize(
    ("attributes", "markers"),
    [
        ('class="relatedLinks"', {"related", "links"}),
        ('class="HTMLWidget"', {"html", "widget"}),
        ('id="c-story_12" role="main"', {"c", "story", "main"}),
        ('aria-label="Share bar" data-testid="x"', {"share", "bar", "x"}),
        ('href="/related" title="related"', set()),
        (f'class="{"x" * 400} related"', {"x" * 400}),
    ],
)
def test_markers_are_the_words_of_naming_attributes(attributes: str, markers: set[str]) -> None:
    tree = parse_html(f"<div {attributes}>One</div>")
    assert tree is not None
    assert read_markers(tree[0][0]) == markers


@pytest.mark.parametrize(
    ("attributes", "expected"),
    [
        ("hidden", True),
        ('style="color:red; DISPLAY : none"', True),
        ('style="visibility:hidden"', True),
        ('style="display:block"', False),
        ('class="hidden"', False),
        ("", False),
    ],
)
def test_an_element_says_itself_that_it_is_hidden(attributes: str, expected: bool) -> None:
    tree = parse_html(f"<div {attributes}>One</div>")
    assert tree is not None
    assert is_hidden(tree[0][0]) is expected


def test_both_are_read_at_once() -> None:
    tree = parse_html('<div class="share bar" style="display:none" id="top">One</div>')
    assert tree is not None
    assert read_traits(tree[0][0]) == ({"share", "bar", "top"}, True)
