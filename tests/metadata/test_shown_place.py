"""Places that the page marks as the dateline's."""

from __future__ import annotations

import pytest
from lxml.html import fromstring

from newscrawl.metadata import read_metadata

HEADLINE = "<h1>Court halts harbour plan</h1>"


@pytest.mark.parametrize(
    ("body", "place"),
    [
        (
            '<p><span class="paragraph__location">Norderwiek.</span> Das Gericht stoppt den Bau.</p>',
            "Norderwiek",
        ),
        ('<div class="author-location">Villamar del Cabo</div>', "Villamar del Cabo"),
        ('<span class="dateline">PORT SKERROW — </span>', "PORT SKERROW"),
        ('<span class="dateline">3 March 2026</span>', None),
        ('<a class="location-picker">Choose a town</a>', None),
        ('<p class="location">The harbour of Norderwiek lies where the river meets the sea.</p>', None),
        ("<p><b>Norderwiek.</b> Das Gericht hat den Ausbau gestoppt.</p>", None),
    ],
)
def test_marked_place_near_the_headline_is_the_dateline(body: str, place: str | None) -> None:
    page = f"<html><body><article>{HEADLINE}{body}</article></body></html>"
    assert read_metadata(fromstring(page), None).dateline == place


def test_dateline_of_structured_data_goes_first() -> None:
    data = '{"@type":"NewsArticle","headline":"Court halts harbour plan","dateline":"Bremen"}'
    page = (
        f'<html><head><script type="application/ld+json">{data}</script></head><body><article>{HEADLINE}'
        '<span class="dateline">NORDERWIEK</span></article></body></html>'
    )
    assert read_metadata(fromstring(page), None).dateline == "Bremen"
