"""Decides what the story's own text adds to what the page says of it: dateline, agency, reporters.

Called with the paragraphs once they are parted from everything else; which these are is left to the
extraction.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from newscrawl.metadata.agency_credit import read_agency
from newscrawl.metadata.dateline import read_dateline
from newscrawl.metadata.facts import Metadata

LAST_PARAGRAPHS = 3
"""Paragraphs at the end that are asked for a credit: a note on the authors may stand behind it."""
FIRST_PARAGRAPHS = 2
"""Paragraphs at the start that are asked for a dateline: the deck may stand before it."""


def add_text_facts(metadata: Metadata, paragraphs: Sequence[str], credits: Sequence[str] = ()) -> Metadata:
    """Fill `dateline`, `agency` and `authors` where the page left them open, from the story's text.

    paragraphs: the story's paragraphs, in order, deck and headings left out. credits: lines that were cut
    behind it; those that are all credit count. What the page itself states is kept.
    """
    found = (read_dateline(text) for text in paragraphs[:FIRST_PARAGRAPHS])
    dateline = next((line for line in found if line is not None), None)
    agency = metadata.agency or (dateline.agency if dateline else None)
    if agency is None:
        found_credits = [read_agency(text) for text in reversed(paragraphs[-LAST_PARAGRAPHS:])]
        found_credits += [credit for text in credits if (credit := read_agency(text)) and credit.start == 0]
        agency = next((credit.agency for credit in found_credits if credit), None)
    return replace(
        metadata,
        dateline=metadata.dateline or (dateline.place if dateline else None),
        agency=agency,
        authors=metadata.authors or (dateline.reporters if dateline else ()),
    )
