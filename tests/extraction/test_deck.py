"""The deck is found between headline and story, never in teasers behind it."""

from __future__ import annotations

import pytest

from newscrawl.dom import parse_html, segment_page
from newscrawl.extraction.deck import find_deck
from newscrawl.extraction.view import view_page
from newscrawl.metadata.facts import Metadata

DECK = "Three bidders remain, and only one of them owns a ship."
BODY = "The ministry said on Tuesday that the contract for the ferries would be awarded in the coming June."
TITLE = "Who will run the ferries"


@pytest.mark.parametrize(
    ("html", "subtitle", "description", "found"),
    [
        (f"<h1>{TITLE}</h1><p>{DECK}</p><p>{BODY}</p>", DECK, None, DECK),
        (f"<h1>{TITLE}</h1><p>Berlin. {DECK}</p><p>{BODY}</p>", DECK, None, f"Berlin. {DECK}"),
        (f"<h1>{TITLE}</h1><p>{DECK}</p><p>{BODY}</p>", None, DECK, DECK),
        (f"<p>Island transport</p><h1>{TITLE}</h1><p>{DECK}</p><p>{BODY}</p>", "Island transport", DECK, DECK),
        (f"<h1>{TITLE}</h1><p>{BODY}</p><p>{DECK}</p>", DECK, None, None),
        (f"<h1>{TITLE}</h1><p>{BODY}</p>", None, None, None),
    ],
    ids=["subtitle", "place ahead", "description", "kicker is none", "behind the story is none", "nothing declared"],
)
def test_deck(html: str, subtitle: str | None, description: str | None, found: str | None) -> None:
    tree = parse_html(f"<html><body>{html}</body></html>")
    assert tree is not None
    view = view_page(segment_page(tree), Metadata(title=TITLE, subtitle=subtitle, description=description))
    kept = [index for index, block in enumerate(view.blocks) if block.text == BODY]
    index = find_deck(view, kept)
    assert (view.blocks[index].text if index is not None else None) == found
