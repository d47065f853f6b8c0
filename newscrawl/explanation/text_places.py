"""Decides where on the page each piece of the source text stands: which text of which element it is.

The segmentation puts every character of the page's text into exactly one block, in document order, and changes
nothing but white space and characters that are not seen. So the page's texts and the pieces are one string when both
are set without these, and a walk along both finds each piece's place.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml.html import HtmlElement

from newscrawl.dom.elements import SILENT_TAGS
from newscrawl.dom.white_space import drop_invisible

MIN_FOUND_AGAIN = 12
"""A text of so many characters that is not where it should be is looked for further on; a shorter one is skipped."""
MAX_SKIPPED = 20_000
"""So far on it is looked for."""


@dataclass(frozen=True, slots=True)
class TextPlace:
    """One text of the page: an element's first, or the one behind it. parts: (piece, end) in order, the end counted in
    characters of the text; white space belongs to the part before."""

    element: HtmlElement
    is_tail: bool
    parts: tuple[tuple[int, int], ...]


def find_text_places(tree: HtmlElement, texts: Sequence[str]) -> list[TextPlace]:
    """Find the places of the pieces. texts: of the pieces, in order. Linear in the page's size."""
    squeezed = [_squeeze(text) for text in texts]
    source = "".join(squeezed)
    ends: list[int] = []
    for text in squeezed:
        ends.append((ends[-1] if ends else 0) + len(text))
    places: list[TextPlace] = []
    cursor, piece = 0, 0
    for element, is_tail, is_silent in _walk(tree):
        text = (element.tail if is_tail else element.text) or ""
        own = _squeeze(text)
        if not own:
            continue
        if not source.startswith(own, cursor):
            far = source.find(own, cursor, cursor + MAX_SKIPPED) if len(own) >= MIN_FOUND_AGAIN else -1
            if far < 0 or is_silent:
                continue
            cursor = far
        while piece < len(ends) - 1 and ends[piece] <= cursor:
            piece += 1
        parts: list[tuple[int, int]] = []
        stop = cursor + len(own)
        while True:
            end = min(ends[piece], stop)
            parts.append((piece, end - cursor))
            if end == stop:
                break
            piece += 1
        places.append(TextPlace(element, is_tail, tuple(_spread(text, parts))))
        cursor = stop
    return places


def _walk(tree: HtmlElement) -> Iterator[tuple[HtmlElement, bool, bool]]:
    """Give all texts in document order: element, whether it is the one behind it, whether it stands in an element that
    shows nothing by itself, so that it may be no text of the page."""
    yield tree, False, False
    path: list[tuple[HtmlElement, Iterator[HtmlElement], bool]] = [(tree, iter(tree), False)]
    while path:
        element, children, is_silent = path[-1]
        child = next(children, None)
        if child is None:
            path.pop()
            if path:
                yield element, True, path[-1][2]
            continue
        inside = is_silent or child.tag in SILENT_TAGS
        if child.tag in SILENT_TAGS and not len(child):
            yield child, True, is_silent
            continue
        yield child, False, inside
        path.append((child, iter(child), inside))


def _squeeze(text: str) -> str:
    return "".join(drop_invisible(text).split())


def _spread(text: str, parts: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Give the parts with their ends counted in the text as it stands. parts: with ends as squeezed."""
    if len(parts) == 1:
        yield parts[0][0], len(text)
        return
    wanted = iter(parts)
    piece, end = next(wanted)
    seen = 0
    for at, character in enumerate(text):
        if not _squeeze(character):
            continue
        if seen == end:
            yield piece, at
            piece, end = next(wanted)
        seen += 1
    yield piece, len(text)
