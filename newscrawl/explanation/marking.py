"""Decides which elements of the page are marked as which piece, and marks them, in place.

An element whose text is all of one piece is marked itself, as far out as that holds, so that a piece is tinted as the
box that it is; texts that share their element with other pieces are wrapped.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lxml import etree
from lxml.html import HtmlElement

from newscrawl.dom.elements import BLOCK_TAGS
from newscrawl.explanation.text_places import TextPlace

NUMBER, KIND = "data-piece", "data-kind"
_MIXED = -1
_WHOLE_PAGE = frozenset({"html", "body"})


def mark_pieces(tree: HtmlElement, places: Sequence[TextPlace], kinds: Sequence[str]) -> None:
    """Mark all places with their piece's number and kind, in place. kinds: of the pieces, by number."""
    own = _find_owners(tree, places)
    done: set[HtmlElement] = set()
    for place in places:
        around = place.element.getparent() if place.is_tail else place.element
        owner = own.get(around, _MIXED) if around is not None else _MIXED
        if around is None or owner == _MIXED:
            _wrap(place, kinds)
            continue
        outer = around
        while (above := outer.getparent()) is not None and own.get(above, _MIXED) == owner:
            if above.tag in _WHOLE_PAGE or (above.tag not in BLOCK_TAGS and outer.tag in BLOCK_TAGS):
                break
            outer = above
        if outer.tag in _WHOLE_PAGE:
            _wrap(place, kinds)
        elif outer not in done:
            done.add(outer)
            _mark(outer, owner, kinds)


def _find_owners(tree: HtmlElement, places: Sequence[TextPlace]) -> Mapping[HtmlElement, int]:
    """Give for each element with text of pieces the piece that all of it belongs to, or `_MIXED`."""
    own: dict[HtmlElement, int] = {}
    for place in places:
        element = place.element.getparent() if place.is_tail else place.element
        number = place.parts[0][0] if len(place.parts) == 1 else _MIXED
        if element is not None:
            own[element] = number if own.get(element, number) == number else _MIXED
    for _, element in etree.iterwalk(tree, events=("end",)):
        parent = element.getparent()
        if element in own and parent is not None:
            number = own[element]
            own[parent] = number if own.get(parent, number) == number else _MIXED
    return own


def _mark(element: HtmlElement, number: int, kinds: Sequence[str]) -> None:
    element.set(NUMBER, str(number))
    element.set(KIND, kinds[number])


def _wrap(place: TextPlace, kinds: Sequence[str]) -> None:
    """Put each part of a text into an element of its own."""
    text = (place.element.tail if place.is_tail else place.element.text) or ""
    start = 0
    parts: list[HtmlElement] = []
    for number, end in place.parts:
        part = place.element.makeelement("span")
        part.text = text[start:end]
        _mark(part, number, kinds)
        parts.append(part)
        start = end
    if place.is_tail:
        place.element.tail = None
        for part in reversed(parts):
            place.element.addnext(part)
    else:
        place.element.text = None
        for at, part in enumerate(parts):
            place.element.insert(at, part)
