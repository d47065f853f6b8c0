"""Decides which words an element's attributes name it by, and whether they hide it."""

from __future__ import annotations

import re
from functools import lru_cache

from lxml.html import HtmlElement

MAX_MARKER_CHARACTERS = 400
"""Of one attribute no more is read for marker words: longer ones are utility classes or data."""
_LOWER_WORDS = re.compile("[a-z]+")
_WORD_PARTS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_MARKER_ATTRIBUTES = frozenset(
    {"class", "id", "role", "itemprop", "aria-label", "data-component", "data-testid", "data-type"}
)
NO_MARKERS: frozenset[str] = frozenset()


def read_markers(element: HtmlElement) -> frozenset[str]:
    """Give the words of the attributes that name an element's role, camelCase and dashes parted, lower case."""
    return read_traits(element)[0]


def is_hidden(element: HtmlElement) -> bool:
    """Tell whether the element itself says that it is not shown."""
    if element.get("hidden") is not None:
        return True
    style = element.get("style")
    return style is not None and hides(style)


def hides(style: str) -> bool:
    """Tell whether a `style` attribute says that its element is not shown."""
    return _HIDDEN_STYLE.search(style) is not None


def read_traits(element: HtmlElement) -> tuple[frozenset[str], bool]:
    """Give both, markers and whether it is hidden, by one look at the attributes."""
    markers, hidden = NO_MARKERS, False
    for name, value in element.items():
        if name in _MARKER_ATTRIBUTES:
            words = _split_markers(value[:MAX_MARKER_CHARACTERS])
            markers = markers | words if markers else words
        elif name == "hidden" or (name == "style" and hides(value)):
            hidden = True
    return markers, hidden


@lru_cache(maxsize=5_000)
def _split_markers(value: str) -> frozenset[str]:
    """Give the words of one value; remembered, since elements share their classes, and so do a site's pages."""
    if value.islower():
        return frozenset(_LOWER_WORDS.findall(value))
    return frozenset(map(str.lower, _WORD_PARTS.findall(value)))
