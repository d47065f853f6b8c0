"""Blocks that rules know are taken out of the story, whatever the classifier says."""

from __future__ import annotations

import pytest

from newscrawl.blocks import CutKind
from newscrawl.dom import parse_html, segment_page
from newscrawl.extraction.exclusions import find_exclusions
from newscrawl.extraction.view import PageView, view_page
from newscrawl.metadata.facts import Metadata

TITLE = "Council votes to widen the northern lock"
STORY = "".join(
    f"<p>The council of the port voted on Tuesday to widen lock number {number} before the winter, officials said, "
    "because the ships that ask to pass have grown by a third in ten years.</p>"
    for number in range(6)
)
LINKS = "<ul><li><a href=/a>Pilots go back to work</a></li><li><a href=/b>Storm closes the coast road</a></li></ul>"
SENTENCES = "<ul><li><a href=/a>The pilots are back at work.</a></li><li><a href=/b>A storm came in.</a></li></ul>"


def view_html(html: str, *, is_article: bool | None = None) -> PageView:
    tree = parse_html(f"<html><body>{html}</body></html>")
    assert tree is not None
    return view_page(segment_page(tree), Metadata(title=TITLE, is_article_declared=is_article))


def exclude(html: str, probability: float = 0.8, *, is_article: bool | None = None) -> dict[str, CutKind]:
    """Give the excluded texts with their kinds, where the classifier would keep every block."""
    view = view_html(html, is_article=is_article)
    size = len(view.blocks)
    found = find_exclusions(view, [probability] * size, range(size))
    return {view.blocks[index].text: cut.kind for index, cut in found.items()}


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (f"{STORY}<p>Advertisement</p>", {"Advertisement": CutKind.advertisement}),
        (f"<h1>{TITLE}</h1>{STORY}", {TITLE: CutKind.headline}),
        (f"{STORY}<div class=comments><p>A waste of money.</p></div>", {"A waste of money.": CutKind.comments}),
        (
            f"{STORY}{LINKS}",
            dict.fromkeys(["Pilots go back to work", "Storm closes the coast road"], CutKind.related_links),
        ),
        (f"{STORY}{SENTENCES}", {}),
        (STORY, {}),
    ],
    ids=["line rule", "headline", "comments", "list of links", "linked sentences stay", "story stays"],
)
def test_excluded(html: str, expected: dict[str, CutKind]) -> None:
    assert exclude(html) == expected


def test_a_line_rule_yields_to_a_sure_classifier() -> None:
    assert exclude(f"{STORY}<p>Advertisement</p>", 0.95) == {}


def test_a_page_that_is_a_list_keeps_its_links_unless_it_declares_an_article() -> None:
    assert exclude(f"<p>Where to read on.</p>{LINKS}") == {}
    assert len(exclude(f"<p>Where to read on.</p>{LINKS}", is_article=True)) == 2
