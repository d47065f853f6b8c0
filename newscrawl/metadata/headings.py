"""Decides which headings a page has, and which element says a headline that no `<h1>` says."""

from __future__ import annotations

from collections.abc import Iterable

from lxml.html import HtmlElement

from newscrawl.metadata.headline_zone import Zone
from newscrawl.metadata.plain_text import fold, read_text
from newscrawl.metadata.survey import Survey

MAX_HEADLINES = 40
SECOND_HEADLINE_STEPS = 30
"""Elements after the `<h1>` in which a second headline stands, kicker and share bar between them."""
MAX_LESSER_HEADINGS = 60
"""Headings under `<h1>` that are compared with a headline; those of teasers stand behind."""

_HEADING_TAGS = frozenset({"h1", "h2", "h3"})
_OUTSIDE_TAGS = frozenset(
    {"title", "meta", "nav", "script", "style", "noscript", "template", "form", "select", "option"}
)


def find_headings(survey: Survey) -> list[tuple[HtmlElement, str]]:
    """Give the page's `<h1>` elements with their texts, in order; empty ones left out."""
    texts = ((element, read_text(element)) for element in survey.h1[:MAX_HEADLINES])
    return [(element, text) for element, text in texts if text]


def find_lesser_heading(
    survey: Survey, titles: Iterable[str], *, before: HtmlElement | None
) -> tuple[HtmlElement, str] | None:
    """Give the first `<h2>` or `<h3>` that says one of these titles, with the title.

    before: an `<h1>` above which it must stand; below it stand sections, whose headings may be a title's
    part.
    """
    wanted = {fold(title): title for title in titles}
    wanted.pop("", None)
    if not wanted:
        return None
    longest = max(len(folded) for folded in wanted)
    for element in survey.lesser[:MAX_LESSER_HEADINGS]:
        text = read_text(element)
        if text and len(text) < 3 * longest + 20 and (title := wanted.get(fold(text))):
            is_above = before is None or survey.elements.index(element) < survey.elements.index(before)
            return (element, title) if is_above else None
    return None


def find_second_headline(zone: Zone, declared: Iterable[str]) -> tuple[HtmlElement, str] | None:
    """Give the heading at the headline or right below it that says another declared title, and the title.
    The title may be the heading's whole text or that of one element in it, a kicker beside it.

    Some themes set the headline of search engines into the `<h1>` of a breadcrumb, and the story's own
    into the next heading: so it is on 15 pages of nine sites of the development sets, with the gold's
    headline in the second heading on each.
    """
    wanted = {fold(text): text for text in declared}
    after = [mark for mark in zone.marks if mark.is_after][1:SECOND_HEADLINE_STEPS]
    for mark in after:
        heading = mark.element
        if heading.tag not in _HEADING_TAGS:
            parent = heading.getparent()
            if parent is None or parent.tag not in _HEADING_TAGS:
                continue
            heading = parent
        title = wanted.get(fold(mark.text))
        if title and (heading is not zone.headline or fold(read_text(heading) or "").endswith(fold(title))):
            return heading, title  # at the headline's end; at its start it is a kicker
    return None


def find_text(survey: Survey, title: str) -> HtmlElement | None:
    """Give the first element of the body that says a headline that no `<h1>` shows."""
    wanted, size = fold(title), len(title)
    for element in survey.elements:
        text = element.text
        if not text or element.tag in _OUTSIDE_TAGS or not size <= 2 * len(text) <= 8 * size:
            continue
        if fold(text) == wanted:
            return element
    return None
