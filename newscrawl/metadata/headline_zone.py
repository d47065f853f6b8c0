"""Decides where on the page the story's headline stands, and which elements stand around it.

Bylines, dates and decks of the story stand near its headline; those of teasers do not. Reading them is
left to the fields. The zone is a window in document order, so that its cost does not grow with the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from lxml import etree
from lxml.html import HtmlElement

from newscrawl.metadata.plain_text import fold, read_text

ELEMENTS_BEFORE = 40
ELEMENTS_AFTER = 160
"""How many elements around the headline are looked at. Of the gold authors that stand somewhere after the
headline, 94 % on news_dev (of 108) and 91 % on pages_dev (of 457) stand within 160 elements; half stand
within 12."""
MAX_HEADLINES = 40
SECOND_HEADLINE_STEPS = 30
"""Elements after the `<h1>` in which a second headline stands, kicker and share bar between them."""

_FIND_HEADLINES = etree.XPath("//body//h1")
_WORDS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_MARKER_ATTRIBUTES = frozenset({"class", "id", "itemprop", "rel", "role"})
_MAX_DATA_CHARACTERS = 40
"""Of `data-` attributes the short ones name a role ("standfirst"), the long ones are data."""
_NO_WORDS: frozenset[str] = frozenset()
_MAX_MARKER_CHARACTERS = 300
_OUTSIDE_TAGS = frozenset({"nav", "script", "style", "noscript", "template", "form", "select"})
_TEASER_WORDS = frozenset({"teaser", "teasers"})
_EDGE_TAGS = frozenset({"footer", "aside"})
"""Outside, unless they stand in the story's own `article`: there they hold its byline and date."""
_FRAME_TAGS = frozenset({"body", "main", "article", "html"})
"""Elements whose classes speak of the page's layout ("has-sidebar"), not of what they are."""
_OUTSIDE_WORDS = frozenset(
    {
        "related", "recommended", "recommendations", "sidebar", "footer", "nav", "navigation", "menu",
        "comment",
        "comments", "newsletter", "promo", "mostread", "trending", "popular", "breaking", "ticker", "cookie",
        "modal",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mark:
    """An element of the zone. words: the words of the attributes that name its role. is_after: it stands
    after the headline's start."""

    element: HtmlElement
    words: frozenset[str]
    is_after: bool


@dataclass(frozen=True, slots=True)
class Zone:
    """headline: the headline's element, None where none was found. marks: the elements around it, in
    document order; those of menus, boxes and scripts left out."""

    headline: HtmlElement | None
    marks: tuple[Mark, ...]


def find_headings(tree: HtmlElement) -> list[tuple[HtmlElement, str]]:
    """Give the page's `<h1>` elements with their texts, in order; empty ones left out."""
    headings: list[HtmlElement] = _FIND_HEADLINES(tree)  # type: ignore[assignment]
    texts = ((element, read_text(element)) for element in headings[:MAX_HEADLINES])
    return [(element, text) for element, text in texts if text]


def find_text(tree: HtmlElement, title: str) -> HtmlElement | None:
    """Give the first element of the body that says a headline that no `<h1>` shows."""
    wanted, size = fold(title), len(title)
    body = tree.find("body")
    for element in (body if body is not None else tree).iter(etree.Element):
        text = element.text
        if not text or element.tag in _OUTSIDE_TAGS or not size <= 2 * len(text) <= 8 * size:
            continue
        if fold(text) == wanted:
            return element
    return None


def read_zone(tree: HtmlElement, headline: HtmlElement | None) -> Zone:
    """Give what stands around the headline; nothing where there is none."""
    return Zone(headline, tuple(_read_marks(tree, headline)) if headline is not None else ())


def find_region(zone: Zone) -> HtmlElement | None:
    """Give the element that holds the story: the nearest `article` or `main` round the headline, else
    None."""
    if zone.headline is None:
        return None
    around = list(zone.headline.iterancestors("article", "main"))
    return around[0] if around else next(zone.headline.iterancestors("body"), None)


def _read_marks(tree: HtmlElement, headline: HtmlElement) -> Iterator[Mark]:
    elements = list(tree.iter(etree.Element))
    at = elements.index(headline)
    outside: dict[HtmlElement, bool] = dict.fromkeys(headline.iterancestors(), False)
    story = next(headline.iterancestors("article"), None)
    for position in range(max(0, at - ELEMENTS_BEFORE), min(len(elements), at + ELEMENTS_AFTER)):
        element = elements[position]
        words = read_role(element)
        if element not in outside:
            parent = element.getparent()
            outside[element] = outside.get(parent, False) or _is_outside(element, words, story)
        if not outside[element]:
            yield Mark(element, words, position >= at)


def _is_outside(element: HtmlElement, words: frozenset[str], story: HtmlElement | None) -> bool:
    tag = element.tag
    if tag == "article":
        return story is not None  # another story's: teasers are articles too
    if tag in _FRAME_TAGS:
        return False
    if tag in _EDGE_TAGS:
        return story is None or story not in element.iterancestors("article")
    if words & _TEASER_WORDS:
        # The deck is called a teaser, too; one that leads elsewhere holds a link.
        return tag == "a" or next(element.iter("a"), None) is not None
    return tag in _OUTSIDE_TAGS or bool(words & _OUTSIDE_WORDS)


def read_role(element: HtmlElement) -> frozenset[str]:
    """Give the words of the attributes that name an element's role, in lower case, camelCase and dashes
    parted."""
    words = [
        _split_words(value)
        for name, value in element.items()
        if value
        and (name in _MARKER_ATTRIBUTES or (len(value) <= _MAX_DATA_CHARACTERS and name[:5] == "data-"))
    ]
    return frozenset().union(*words) if words else _NO_WORDS


@lru_cache(maxsize=4096)
def _split_words(value: str) -> frozenset[str]:
    """Give the words of an attribute; the same classes come again and again, so that results are kept."""
    value = value[:_MAX_MARKER_CHARACTERS]
    if "[" in value or ":" in value:
        value = " ".join(token for token in value.split() if "[" not in token and ":" not in token)
    return frozenset(word.lower() for word in _WORDS.findall(value))


def find_second_headline(zone: Zone, declared: Iterable[str]) -> str | None:
    """Give the declared title that the heading right below the `<h1>` says.

    Some themes set the headline of search engines into the `<h1>` and the story's own into the next
    heading: so it is on eight pages of six sites of the
    development sets, with the gold's headline in the second heading on each.
    """
    wanted = {fold(text): text for text in declared}
    after = [mark for mark in zone.marks if mark.is_after][1:SECOND_HEADLINE_STEPS]
    for mark in after:
        text = read_text(mark.element) if mark.element.tag in ("h2", "h3") else None
        if text and fold(text) in wanted:
            return wanted[fold(text)]
    return None
