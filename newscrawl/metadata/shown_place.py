"""Decides the place of the dateline where the page marks it as such; one that is only part of the text is
left to `dateline.py`."""

from __future__ import annotations

import re

from newscrawl.metadata.headline_zone import Zone
from newscrawl.metadata.publisher import SiteNames
from newscrawl.metadata.story import Structured

_PLACE_WORDS = frozenset({"dateline", "location", "ortsmarke", "spitzmarke", "lieu", "luogo", "localidad"})
_NOT_PLACE_WORDS = frozenset({"icon", "button", "link", "map", "weather", "picker", "select", "search", "date"})
MAX_CHARACTERS = 40
MAX_WORDS = 5
_ABBREVIATION = re.compile(r",\s(?:[A-Z]\.|[A-Z][a-z]{1,4}\.)+$")
"""A state's abbreviation keeps its full stop: "AUBURN, Wash."."""
_DIGIT = re.compile(r"\d")


def read_shown_place(structured: Structured, zone: Zone, site: SiteNames) -> str | None:
    """Give the place of the dateline: `dateline` of the structured data, else the first element near the
    headline that is marked as dateline or location. Its full stop or dash is left out."""
    stated = structured.read_text("dateline")
    candidates = [stated] if stated else []
    candidates.extend(
        mark.text
        for mark in zone.marks
        if mark.words & _PLACE_WORDS and not mark.words & _NOT_PLACE_WORDS and mark.is_after
    )
    for text in candidates:
        place = text.strip(" ,:;–—-|•·()")
        place = place if _ABBREVIATION.search(place) else place.rstrip(" .")
        if place and _is_place(place) and not site.has_name(place):
            return place
    return None


def _is_place(text: str) -> bool:
    words = text.split()
    return len(text) <= MAX_CHARACTERS and len(words) <= MAX_WORDS and not _DIGIT.search(text) and not text[0].islower()
