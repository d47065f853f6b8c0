"""The summary in the page's metadata."""

from __future__ import annotations

import pytest
from lxml.html import fromstring

from newscrawl.metadata import read_metadata

SITE = '<meta property="og:site_name" content="The Harbour Gazette">'


@pytest.mark.parametrize(
    ("head", "description"),
    [
        ('<meta name="description" content="The council waits.">', "The council waits."),
        ('<meta property="og:description" content="Waits."><meta name="description" content="Long.">', "Long."),
        ('<meta name="description" content="The Harbour Gazette - news since 1868">', None),
        (
            '<meta name="description" content="The Harbour Gazette | news">'
            '<meta property="og:description" content="The council waits.">',
            "The council waits.",
        ),
        (
            '<meta name="description" content="The Harbour Gazette has learnt that the council waits.">',
            "The Harbour Gazette has learnt that the council waits.",
        ),
        (
            '<script type="application/ld+json">{"@type":"NewsArticle","headline":"x","description":"Waits."}</script>',
            "Waits.",
        ),
        ("", None),
    ],
)
def test_description_is_the_storys_and_no_slogan(head: str, description: str | None) -> None:
    page = fromstring(f"<html><head>{SITE}{head}</head><body></body></html>")
    assert read_metadata(page, None).description == description
