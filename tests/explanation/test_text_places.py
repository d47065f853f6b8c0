"""Every piece of a page is found again in the page's tree, to the character."""

from __future__ import annotations

from pathlib import Path

import pytest

from newscrawl.dom import parse_html, segment_page
from newscrawl.explanation.text_places import find_text_places
from tests.conftest import ROOT

PAGES = sorted(path.parent for path in (ROOT / "fixtures").glob("*/page.html"))[::4]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_places_of_a_fixture_hold_all_its_blocks(page: Path) -> None:
    tree = parse_html((page / "page.html").read_text("utf-8", errors="replace"))
    assert tree is not None
    texts = [block.text for block in segment_page(tree)]
    found: dict[int, str] = {}
    for place in find_text_places(tree, texts):
        text = (place.element.tail if place.is_tail else place.element.text) or ""
        start = 0
        for number, end in place.parts:
            found[number] = found.get(number, "") + text[start:end]
            start = end
    assert [squeeze(found.get(number, "")) for number in range(len(texts))] == [squeeze(text) for text in texts]


def squeeze(text: str) -> str:
    return "".join(text.replace("\u00ad", "").replace("\u200b", "").replace("\u200e", "").split())


def test_text_of_two_pieces_is_parted_between_them() -> None:
    tree = parse_html("<body><p>The vo\u00adte is <b>off</b>, all say. Read more here</p></body>")
    assert tree is not None
    places = find_text_places(tree, ["The vote is off, all say.", "Read more here"])
    tail = ", all say. Read more here"
    assert [place.parts for place in places] == [((0, 13),), ((0, 3),), ((0, tail.index("Read")), (1, len(tail)))]


def test_silent_text_is_passed_over_and_text_that_is_missing_too() -> None:
    tree = parse_html("<body><script>x()</script><p>First.</p><p>Not among the pieces.</p><p>Second.</p></body>")
    assert tree is not None
    assert [place.parts[0][0] for place in find_text_places(tree, ["First.", "Second."])] == [0, 1]
