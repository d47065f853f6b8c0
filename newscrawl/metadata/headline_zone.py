"""Decides which elements stand around the story's headline.

Bylines, dates and decks of the story stand near its headline; those of teasers do not. Reading them is
left to the fields. The zone is a window in document order, so that its cost does not grow with the page.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import islice

from lxml.html import HtmlElement

from newscrawl.metadata.plain_text import read_text
from newscrawl.metadata.roles import read_role
from newscrawl.metadata.survey import Survey

ELEMENTS_BEFORE = 40
ELEMENTS_AFTER = 160
"""How many elements around the headline are looked at. Of the gold authors that stand somewhere after the
headline, 94 % on news_dev (of 108) and 91 % on pages_dev (of 457) stand within 160 elements; half stand
within 12."""
MAX_BOX_ELEMENTS = 25
"""An edge element with as many elements is a box with the story's byline and date, not the page's sidebar."""
MIN_STORY_PARAGRAPHS = 4
"""An `article` below the headline with as many paragraphs holds the story; a teaser has one or two."""

_OUTSIDE_TAGS = frozenset({"nav", "script", "style", "noscript", "template", "form", "select", "svg"})
_EMPTY_TAGS = frozenset({"br", "hr", "img", "source", "path", "g", "use", "wbr", "meta", "link", "input"})
_TEASER_WORDS = frozenset({"teaser", "teasers"})
_EDGE_TAGS = frozenset({"footer", "aside"})
"""Outside, unless they stand in the story's own `article`: there they hold its byline and date."""
_EDGE_WORDS = frozenset({"sidebar", "footer"})
_FRAME_TAGS = frozenset({"body", "main", "article", "html"})
"""Elements whose classes speak of the page's layout ("has-sidebar"), not of what they are."""
_OUTSIDE_WORDS = frozenset(
    {
        "related", "recommended", "recommendations", "nav", "navigation", "menu", "comment", "comments",
        "newsletter", "promo", "mostread", "trending", "popular", "breaking", "ticker", "cookie", "modal",
    }
)  # fmt: skip
_BOX_WORDS = frozenset(
    {"author", "authors", "byline", "date", "dateline", "published", "publish", "datetime", "timestamp"}
)


class Mark:
    """An element of the zone. words: the words of the attributes that name its role. is_after: it stands
    after the headline's start."""

    def __init__(self, element: HtmlElement, words: frozenset[str], is_after: bool) -> None:
        self.element = element
        self.words = words
        self.is_after = is_after

    @cached_property
    def text(self) -> str:
        """The element's text as one line; several fields ask for it. Empty where it has none."""
        return read_text(self.element) or ""

    @cached_property
    def own_text(self) -> str:
        """The text that stands in no child."""
        element = self.element
        parts = [element.text, *(child.tail for child in element)]
        return " ".join(part for part in parts if part).strip()


class Zone:
    """headline: the headline's element, None where none was found. marks: the elements around it, in
    document order; those of menus, boxes and scripts left out."""

    def __init__(self, headline: HtmlElement | None, marks: Sequence[Mark]) -> None:
        self.headline = headline
        self.marks = marks

    @cached_property
    def region(self) -> HtmlElement | None:
        """The element that holds the story: the nearest `article` or `main` round the headline, else the
        body."""
        if self.headline is None:
            return None
        around = next(self.headline.iterancestors("article", "main"), None)
        return around if around is not None else next(self.headline.iterancestors("body"), None)


def read_zone(survey: Survey, headline: HtmlElement | None) -> Zone:
    """Give what stands around the headline; nothing where there is none."""
    return Zone(headline, tuple(_read_marks(survey.elements, headline)) if headline is not None else ())


def _read_marks(elements: list[HtmlElement], headline: HtmlElement) -> Iterator[Mark]:
    at = elements.index(headline)
    around = {headline, *headline.iterancestors()}
    outside: dict[HtmlElement, bool] = dict.fromkeys(around, False)
    story = next(headline.iterancestors("article"), None)
    for position in range(max(0, at - ELEMENTS_BEFORE), min(len(elements), at + ELEMENTS_AFTER)):
        element = elements[position]
        if element.tag in _EMPTY_TAGS:
            continue
        is_outside = outside.get(element)
        if is_outside is None:
            parent = element.getparent()
            is_outside = outside.get(parent) if parent is not None else False
            if is_outside is None:
                is_outside = _is_inside_foreign(parent, outside, story)
            outside[element] = is_outside
        if is_outside:
            continue
        words = read_role(element)
        if element not in around and is_foreign(element, words, story):
            outside[element] = True
        else:
            yield Mark(element, words, position >= at)


def _is_inside_foreign(parent: HtmlElement | None, outside: dict[HtmlElement, bool], story: HtmlElement | None) -> bool:
    """Tell it of a parent; climbs only where the window begins inside of it, and remembers, in place."""
    climbed: list[HtmlElement] = []
    answer = False
    while parent is not None:
        known = outside.get(parent)
        if known is not None:
            answer = known
            break
        climbed.append(parent)
        answer = is_foreign(parent, read_role(parent), story)
        if answer:
            break
        parent = parent.getparent()
    outside.update(dict.fromkeys(climbed, answer))
    return answer


def is_in_foreign_box(element: HtmlElement) -> bool:
    """Tell whether an element stands in a menu, a form, a teaser or a box of the page."""
    return any(is_foreign(around, read_role(around), None) for around in element.iterancestors())


def is_foreign(element: HtmlElement, words: frozenset[str], story: HtmlElement | None) -> bool:
    """Tell whether an element holds what is not the story's: a menu, a form, a teaser, a box of the page.

    story: the `article` round the headline, None where there is none.
    """
    tag = element.tag
    if tag == "article":
        if story is not None:
            return True  # another story's: teasers are articles, too
        return sum(1 for _ in islice(element.iter("p"), MIN_STORY_PARAGRAPHS)) < MIN_STORY_PARAGRAPHS
    if tag in _FRAME_TAGS:
        return False
    if tag in _OUTSIDE_TAGS or words & _OUTSIDE_WORDS:
        return True
    if tag in _EDGE_TAGS or words & _EDGE_WORDS:
        is_own = tag in _EDGE_TAGS and story is not None and story in element.iterancestors("article")
        return not is_own and not _is_story_box(element)
    if words & _TEASER_WORDS:
        # The deck is called a teaser, too; one that leads elsewhere holds a link.
        return tag == "a" or next(element.iter("a"), None) is not None
    return False


def _is_story_box(element: HtmlElement) -> bool:
    """Tell whether a small edge element is the story's: it holds a date or a byline by its marks, or is the
    foot of a header."""
    inner = list(islice(element.iter("*"), MAX_BOX_ELEMENTS + 1))
    if len(inner) > MAX_BOX_ELEMENTS:
        return False
    parent = element.getparent()
    if parent is not None and (parent.tag == "header" or "header" in read_role(parent)):
        return element.tag not in _EDGE_TAGS
    return any(one.tag == "time" or read_role(one) & _BOX_WORDS for one in inner)
