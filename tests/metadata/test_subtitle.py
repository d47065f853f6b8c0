"""The deck on the page."""

from __future__ import annotations

import pytest
from lxml.html import fromstring

from newscrawl.metadata import read_metadata

DECK = "The council waits for a survey of the bed."
BODY = f"<p>{'The gates stay shut until May. ' * 4}</p>" * 3
ALTERNATIVE = "Survey of the bed keeps the council waiting"
DATA = f'{{"@type":"NewsArticle","headline":"The tide turns","alternativeHeadline":"{ALTERNATIVE}"}}'


def read(body: str, head: str = "") -> str | None:
    tree = fromstring(f"<html><head>{head}</head><body><article><h1>The tide turns</h1>{body}</article></body></html>")
    return read_metadata(tree, None).subtitle


@pytest.mark.parametrize(
    "element",
    [
        f'<p class="article__deck">{DECK}</p>',
        f'<h2 class="subTitle"><span>{DECK}</span></h2>',
        f'<div class="field field-intro field--label-hidden"><p>{DECK}</p></div>',
        f'<header><ul class="footer standfirst"><li>{DECK}</li></ul></header>',
        f'<p class="intro">{DECK}</p>',
    ],
)
def test_marked_element_is_the_deck(element: str) -> None:
    assert read(element + BODY) == DECK


def test_element_that_repeats_the_description_is_the_deck_before_a_marked_one() -> None:
    head = f'<meta name="description" content="{DECK}">'
    assert read(f'<h3 class="teaser">Another line that is long enough</h3><p>{DECK}</p>{BODY}', head) == DECK


def test_alternative_headline_comes_last() -> None:
    head = f'<script type="application/ld+json">{DATA}</script>'
    assert read(f"<h2>{ALTERNATIVE}</h2>{BODY}", head) == ALTERNATIVE
    assert read(f'<h2>{ALTERNATIVE}</h2><p class="deck">{DECK}</p>{BODY}', head) == DECK


@pytest.mark.parametrize(
    "body",
    [
        BODY,
        f'{BODY}<p class="deck">{DECK}</p>',
        f'<figure><figcaption class="summary">{DECK}</figcaption></figure>{BODY}',
        f'<p class="image-description">{DECK}</p>{BODY}',
        '<p class="deck">Short.</p>' + BODY,
        '<h2 class="subheadline">The tide turns</h2>' + BODY,
    ],
)
def test_body_caption_and_headline_are_no_deck(body: str) -> None:
    assert read(body) is None


def test_first_paragraph_of_a_marked_body_is_no_deck_though_it_is_called_intro() -> None:
    first = f'<p class="intro">{DECK * 3}</p>'
    assert read(f'<div itemprop="articleBody">{first}{BODY}</div>') is None
