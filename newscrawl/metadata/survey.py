"""Decides nothing: walks the page once and keeps what the readers of metadata ask for, in document order.

Each reader walking by itself, or by XPath, cost four times as much.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml.html import HtmlElement

_HEAD_TAGS = ("meta", "link", "title", "script", "base")
_MARKER_ATTRIBUTES = frozenset({"class", "id", "itemprop", "itemscope", "rel"})

MAX_HOME_CHARACTERS = 80


@dataclass(frozen=True, slots=True)
class Survey:
    """elements: all elements. head: `meta`, `link`, `title`, `script` and `base`, wherever they stand. h1,
    lesser: `<h1>`; `<h2>` and `<h3>`. marked: with `itemprop` or `itemscope`. breadcrumbs, authors: elements
    that class, id, `rel` or `itemprop` call "breadcrumb" (or "navpath"), "author". homes: links to a front
    page."""

    tree: HtmlElement
    elements: list[HtmlElement] = field(default_factory=list)
    head: list[HtmlElement] = field(default_factory=list)
    h1: list[HtmlElement] = field(default_factory=list)
    lesser: list[HtmlElement] = field(default_factory=list)
    marked: list[HtmlElement] = field(default_factory=list)
    breadcrumbs: list[HtmlElement] = field(default_factory=list)
    homes: list[HtmlElement] = field(default_factory=list)
    authors: list[HtmlElement] = field(default_factory=list)


def survey_page(tree: HtmlElement) -> Survey:
    """Walk the page. Linear in its size."""
    survey = Survey(tree)
    places = {"h1": survey.h1, "h2": survey.lesser, "h3": survey.lesser}
    places |= dict.fromkeys(_HEAD_TAGS, survey.head)
    for element in tree.iter("*"):
        survey.elements.append(element)
        place = places.get(element.tag)
        if place is not None:
            place.append(element)
        for name, value in element.items():
            if name == "href":
                if value[:4] == "http" or value == "/":
                    _note_home(survey, element, value)
            elif name in _MARKER_ATTRIBUTES and (
                "uthor" in value or "rumb" in value or "path" in value or name[:4] == "item"
            ):
                _note_marker(survey, element, name, value)
    return survey


def _note_home(survey: Survey, element: HtmlElement, address: str) -> None:
    """Note, in place, a link to a front page."""
    if len(address) <= MAX_HOME_CHARACTERS and (address == "/" or address.rstrip("/").count("/") == 2):
        survey.homes.append(element)


def _note_marker(survey: Survey, element: HtmlElement, name: str, value: str) -> None:
    """Note, in place, what an attribute says of its element; each element once."""
    if name[:4] == "item":
        if not survey.marked or survey.marked[-1] is not element:
            survey.marked.append(element)
    elif ("rumb" in value or "path" in value) and (not survey.breadcrumbs or survey.breadcrumbs[-1] is not element):
        survey.breadcrumbs.append(element)
    if "uthor" in value and (not survey.authors or survey.authors[-1] is not element):
        survey.authors.append(element)
