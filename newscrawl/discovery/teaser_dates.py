"""Decides which date a front or section page gives each story that it teases."""

from __future__ import annotations

from collections.abc import Collection

from lxml.html import HtmlElement

from newscrawl.discovery.dates import read_date
from newscrawl.links import resolve_link

MAX_TIMES = 500
"""So many `<time>` elements of a page are looked at; a list shows 20 to 100 stories."""
MAX_LEVELS = 4
"""So far above a date its story is looked for: a teaser is a card of two or three boxes."""


def find_teaser_dates(root: HtmlElement, base: str, urls: Collection[str]) -> dict[str, str]:
    """Give the dates of stories by URL, in the form of `Candidate`.

    urls: the stories that the page links to. A `<time datetime>` belongs to the story of the smallest box
    around it that links to one story and no other. Wrong where a teaser's date is that of an event.
    """
    dates: dict[str, str] = {}
    for count, element in enumerate(root.iter("time")):
        if count >= MAX_TIMES:
            break
        date = read_date(element.get("datetime"))
        url = _find_story(element, base, urls) if date is not None else None
        if url is not None and date is not None:
            dates.setdefault(url, date)
    return dates


def _find_story(element: HtmlElement, base: str, urls: Collection[str]) -> str | None:
    box = element
    for _ in range(MAX_LEVELS):
        parent = box.getparent()
        if parent is None:
            return None
        box = parent
        hrefs = {anchor.get("href") or "" for anchor in (box, *box.iter("a")) if anchor.get("href")}
        found = {url for href in hrefs if (url := resolve_link(href, base)) in urls}
        if len(found) == 1:
            return found.pop()
        if found:
            return None
    return None
