"""Elements are marked as the piece whose text they hold; texts that share an element are wrapped."""

from __future__ import annotations

import pytest
from lxml.html import tostring

from newscrawl.dom import parse_html
from newscrawl.explanation.marking import mark_pieces
from newscrawl.explanation.text_places import find_text_places


def mark(markup: str, *texts: str) -> str:
    tree = parse_html(f"<html><body>{markup}</body></html>")
    assert tree is not None
    mark_pieces(tree, find_text_places(tree, texts), [f"k{number}" for number in range(len(texts))])
    given: str = tostring(tree.find("body"), encoding="unicode").strip()
    given = given.removeprefix("<body>").removesuffix("</body>")
    return given.replace(" data-piece=", " p=").replace(" data-kind=", " k=")


@pytest.mark.parametrize(
    ("markup", "texts", "marked"),
    [
        (
            "<div><p>One <b>and</b> one</p></div><p>Two</p>",
            ("One and one", "Two"),
            '<div p="0" k="k0"><p>One <b>and</b> one</p></div><p p="1" k="k1">Two</p>',
        ),
        (
            "<div>One<p>Two</p>Three</div>",
            ("One", "Two", "Three"),
            '<div><span p="0" k="k0">One</span><p p="1" k="k1">Two</p><span p="2" k="k2">Three</span></div>',
        ),
        (
            "<p>One. Two</p>",
            ("One.", "Two"),
            '<p><span p="0" k="k0">One. </span><span p="1" k="k1">Two</span></p>',
        ),
        ("One", ("One",), '<span p="0" k="k0">One</span>'),
    ],
    ids=["outermost box", "between boxes", "inside one text", "bare text"],
)
def test_marks(markup: str, texts: tuple[str, ...], marked: str) -> None:
    assert mark(markup, *texts) == marked
