"""What only follows the story is taken out: another article, a note on the author."""

from __future__ import annotations

import pytest

from newscrawl.blocks import CutKind
from newscrawl.dom import parse_html, segment_page
from newscrawl.extraction.appendices import find_appendices
from newscrawl.extraction.view import view_page
from newscrawl.metadata.facts import Metadata

TITLE = "Council votes to widen the northern lock"
NEWS = ("NewsArticle",)
HEAD = f"<h1>{TITLE}</h1>"
STORY = "".join(
    f"<p>The council of the port voted on Tuesday to widen lock number {number} before the winter, officials said.</p>"
    for number in range(4)
)
OTHER = "Storm closes the coast road for a third day, and the ferries stay in the harbour until Friday at least."
NOTE = "Ada Morel is our correspondent on the coast and has covered the port for nine years."


def find(html: str, declared: tuple[str, ...] = NEWS) -> dict[str, CutKind]:
    """Give the kinds of what follows the story, by text, where the classifier would keep every block."""
    tree = parse_html(f"<html><body><main>{html}</main></body></html>")
    assert tree is not None
    view = view_page(segment_page(tree), Metadata(title=TITLE, authors=("Ada Morel",), declared_types=declared))
    found = find_appendices(view, range(len(view.blocks)))
    return {view.blocks[index].text: cut.kind for index, cut in found.items()}


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (f"<article>{HEAD}{STORY}</article><article><p>{OTHER}</p></article>", {OTHER: CutKind.related_links}),
        (f"<article>{HEAD}{STORY}<article><p>{OTHER}</p></article></article>", {}),
        (f"{HEAD}<article>{STORY}</article><article><p>{OTHER}</p></article>", {}),
        (f"<article>{HEAD}</article><article>{STORY}</article><article><p>{OTHER}</p></article>", {}),
        (f"<article><p>{OTHER}</p></article><article>{HEAD}{STORY}</article>", {}),
        (f"<article>{HEAD}{STORY}</article><p>{OTHER}</p>", {}),
    ],
    ids=["behind the story", "nested in it", "a live blog's entry", "headline in a frame", "ahead", "in no article"],
)
def test_another_article_is_one_behind_that_with_the_headline(html: str, expected: dict[str, CutKind]) -> None:
    assert find(html) == expected


@pytest.mark.parametrize(
    ("last", "declared", "is_cut"),
    [
        (NOTE, NEWS, True),
        (f"Correspondent {NOTE}", NEWS, True),
        (NOTE, ("BlogPosting",), False),
        ("Ada Morel, Hillhaven", NEWS, False),
        (NOTE + " She writes." * 60, NEWS, False),
        (f"The vote will be on Friday, when the mayor is back from the coast. {NOTE}", NEWS, False),
    ],
    ids=["at once", "after the post", "no news", "too short", "too long", "named late"],
)
def test_note_on_the_author_ends_a_news_story(last: str, declared: tuple[str, ...], is_cut: bool) -> None:
    found = find(f"<p>{TITLE}</p>{STORY}<p>{last}</p>", declared)
    assert found == ({last: CutKind.author_bio} if is_cut else {})


def test_what_names_an_author_amid_the_story_stays() -> None:
    assert find(f"<p>{NOTE}</p>{STORY}") == {}
