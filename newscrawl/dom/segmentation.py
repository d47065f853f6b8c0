"""Decides how a page is cut into text blocks, in document order, in one pass over the tree.

A block is the text between two block-level boundaries, or between two line breaks in a row. Every character of
the page's text lands in exactly one block. What a block is, and whether it stays, is left to `extraction/`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Literal

import msgspec
from lxml.html import HtmlElement

from newscrawl.dom.elements import BLOCK_TAGS, PREFORMATTED_TAGS, SILENT_TAGS
from newscrawl.dom.tables import find_data_tables

_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff\u200e\u200f\u202a-\u202e\u2066-\u2069\x80-\x9f]")
_LOWER_WORDS = re.compile("[a-z]+")
_WORD_PARTS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_MARKER_ATTRIBUTES = frozenset(
    {"class", "id", "role", "itemprop", "aria-label", "data-component", "data-testid", "data-type"}
)
_EMPHASIS_TAGS = frozenset({"b", "strong", "i", "em"})
_NO_MARKERS: frozenset[str] = frozenset()
_NO_MARKS: Mapping[HtmlElement, int] = {}
_SENTENCE_ENDS = tuple(".?!…。！？۔।\"”»’")
_BLANK_LINE = re.compile(r"\n[^\S\n]*+\n")
MIN_PROSE_SHARE = 0.6
MIN_SET_ASIDE = 300
"""Less text in elements that show nothing is a notice (`Please enable JavaScript`), no story."""
MAX_MARKER_CHARACTERS = 400
"""Of one attribute no more is read for marker words: longer ones are utility classes or data."""


class Context(msgspec.Struct, frozen=True, eq=False, gc=False):
    """One element that stands around a block.

    index: position among all contexts, parents before children. markers: the words of its class, id and
    role, in lower case. mark: the caller's number for the element, None where it named none.
    """

    index: int
    parent: Context | None
    tag: str
    markers: frozenset[str]
    depth: int
    is_hidden: bool
    mark: int | None = None


class DomBlock(msgspec.Struct, frozen=True, eq=False, gc=False):
    """One text block of a page.

    text: white space collapsed, soft hyphens and zero-width characters dropped; cells of a table row are parted
    by tabs. link_characters: how many of its characters stand in links. links: how many links it holds.
    emphasis_characters: how many stand in bold or italic type. table: number of the data table whose row it is.
    markers: the words of inline elements that hold all of its text.
    """

    index: int
    text: str
    context: Context
    link_characters: int
    links: int
    emphasis_characters: int
    table: int | None
    markers: frozenset[str]


def segment_page(tree: HtmlElement, marks: Mapping[HtmlElement, int] = _NO_MARKS) -> list[DomBlock]:
    """Cut the page into blocks, in document order. Linear in the size of the tree.

    marks: elements to be told apart, each with a number that its context carries; their texts are blocks of their
    own, be they inline (not so inside the rows of data tables).

    What stands in an element that shows nothing by itself (`noscript`, `template`, a `select` that was never closed)
    counts as the page's text where it holds more of it than all the rest.
    """
    segmenter = _Segmenter(tree, marks)
    blocks = segmenter.run()
    shown = sum(len(block.text) - block.link_characters for block in blocks if not block.context.is_hidden)
    if sum(map(measure_paragraphs, segmenter.set_aside)) > max(shown, MIN_SET_ASIDE):
        blocks = _Segmenter(tree, marks, shows_all=True).run()
    return blocks


def measure_paragraphs(element: HtmlElement) -> int:
    """Give the characters in the element's paragraphs."""
    return sum(len(text.strip()) for paragraph in element.iter("p") for text in paragraph.itertext())


def collapse_space(text: str) -> str:
    """Collapse white space to single spaces (runs with a tab to one tab) and drop what cannot be seen."""
    text = drop_invisible(text)
    if "\t" not in text:
        return " ".join(text.split())
    cells = [" ".join(cell.split()) for cell in text.split("\t")]
    return "\t".join(cell for cell in cells if cell)


def drop_invisible(text: str) -> str:
    """Drop soft hyphens, zero-width characters, marks of direction and control characters."""
    return text if text.isascii() else _INVISIBLE.sub("", text)


def read_markers(element: HtmlElement) -> frozenset[str]:
    """Give the words of the attributes that name an element's role, camelCase and dashes parted, lower case."""
    markers = _NO_MARKERS
    for name, value in element.items():
        if name in _MARKER_ATTRIBUTES:
            words = _split_markers(value[:MAX_MARKER_CHARACTERS])
            markers = markers | words if markers else words
    return markers


@lru_cache(maxsize=5_000)
def _split_markers(value: str) -> frozenset[str]:
    """Give the words of one value; remembered, since elements share their classes, and so do a site's pages."""
    if value.islower():
        return frozenset(_LOWER_WORDS.findall(value))
    return frozenset(map(str.lower, _WORD_PARTS.findall(value)))


def is_hidden(element: HtmlElement) -> bool:
    """Tell whether the element itself says that it is not shown."""
    if element.get("hidden") is not None:
        return True
    style = element.get("style")
    return style is not None and _HIDDEN_STYLE.search(style) is not None


_Role = Literal["context", "inline", "none"]
"""What an element does to the text around it: it parts it into blocks, whose context it is; it marks a part of a
block; or nothing, as a line break and what stands in the row of a data table."""


def is_prose(parts: Sequence[str]) -> bool:
    """Tell of the parts of preformatted text whether they are paragraphs: most end as sentences do.

    Code ends its parts with brackets and semicolons; it stays in one block, as do verse and tables.
    """
    ends = sum(part.rstrip().endswith(_SENTENCE_ENDS) for part in parts)
    return ends >= MIN_PROSE_SHARE * len(parts)


class _Segmenter:
    """The state of one walk: the open contexts, and the text gathered since the last boundary."""

    def __init__(self, tree: HtmlElement, marks: Mapping[HtmlElement, int], shows_all: bool = False) -> None:
        self.tree = tree
        self.marks = marks
        self.shows_all = shows_all
        self.set_aside: list[HtmlElement] = []
        self.row_tables = find_data_tables(tree)
        self.blocks: list[DomBlock] = []
        self.contexts: list[Context] = []
        self.context_count = 0
        self.link_depth = self.emphasis_depth = self.preformatted_depth = 0
        self.table: int | None = None
        self.inlines: list[int] = []
        """For each open inline element the count of characters at its start."""
        self.characters = 0
        """Characters of text since the page's start, white space around runs not counted."""
        self.block_start = 0
        self.parts: list[str] = []
        self.link_characters = self.emphasis_characters = self.links = self.breaks = 0
        self.covers: list[tuple[HtmlElement, int]] = []

    def run(self) -> list[DomBlock]:
        """Walk the tree by a stack of its own: recursion has a limit, and lxml's events cost more."""
        self._push(self.tree, is_hidden(self.tree))
        self._add(self.tree.text)
        path: list[tuple[HtmlElement, Iterator[HtmlElement], _Role]] = [(self.tree, iter(self.tree), "none")]
        while path:
            element, children, role = path[-1]
            for child in children:
                if child.tag in SILENT_TAGS and not self._is_shown(child):
                    self._add(child.tail)
                    continue
                child_role = self._open(child, child.tag)
                self._add(child.text)
                if len(child):
                    path.append((child, iter(child), child_role))
                    break
                self._close(child, child_role)
                self._add(child.tail)
            else:
                path.pop()
                if path:
                    self._close(element, role)
                    self._add(element.tail)
        self._flush()
        return self.blocks

    def _is_shown(self, element: HtmlElement) -> bool:
        """Tell whether a silent element is a template that browsers render where it stands, or one that holds
        paragraphs on a page where these are shown."""
        if not len(element) or element.tag == "head":
            return False
        if element.get("shadowrootmode") is not None:
            return True
        self.set_aside.append(element)
        return self.shows_all and next(element.iter("p"), None) is not None

    def _open(self, element: HtmlElement, tag: str) -> _Role:
        if tag == "a":
            self.link_depth += 1
        elif tag in _EMPHASIS_TAGS:
            self.emphasis_depth += 1
        if self.table is not None and tag != "tr":
            is_cell = tag in ("td", "th") and self.characters > self.block_start
            self.parts.append("\t" if is_cell else " ")
            return "none"
        if tag == "br":
            self._break_line()
            return "none"
        hidden = is_hidden(element)
        if hidden or tag in BLOCK_TAGS or (self.marks and element in self.marks):
            self._flush()
            self._push(element, hidden)
            if tag == "tr":
                self.table = self.row_tables.get(element)
            elif tag in PREFORMATTED_TAGS:
                self.preformatted_depth += 1
            return "context"
        self.inlines.append(self.characters)
        self.links += tag == "a"
        return "inline"

    def _close(self, element: HtmlElement, role: _Role) -> None:
        tag = element.tag
        if tag == "a":
            self.link_depth -= 1
        elif tag in _EMPHASIS_TAGS:
            self.emphasis_depth -= 1
        if role == "context":
            self._flush()
            self.contexts.pop()
            if tag == "tr":
                self.table = None
            elif tag in PREFORMATTED_TAGS:
                self.preformatted_depth -= 1
        elif role == "inline":
            holds_block = self.inlines.pop() <= self.block_start < self.characters
            if holds_block and element.get("class"):
                self.covers.append((element, self.characters))

    def _break_line(self) -> None:
        self.breaks += 1
        if self.breaks >= 2:
            self._flush()
        else:
            self.parts.append(" ")

    def _push(self, element: HtmlElement, hidden: bool) -> None:
        parent = self.contexts[-1] if self.contexts else None
        hidden = hidden or (parent is not None and parent.is_hidden)
        markers = read_markers(element)
        mark = self.marks.get(element) if self.marks else None
        depth = len(self.contexts)
        self.contexts.append(Context(self.context_count, parent, element.tag, markers, depth, hidden, mark))
        self.context_count += 1

    def _add(self, text: str | None) -> None:
        if not text:
            return
        if self.preformatted_depth and is_prose(parts := _BLANK_LINE.split(text)):
            for paragraph in parts[:-1]:
                self._add_run(paragraph)
                self._flush()
            text = parts[-1]
        self._add_run(text)

    def _add_run(self, text: str) -> None:
        self.parts.append(text)
        size = len(text.strip())
        if size:
            self.breaks = 0
            self.characters += size
            if self.link_depth:
                self.link_characters += size
            if self.emphasis_depth:
                self.emphasis_characters += size

    def _flush(self) -> None:
        """Make a block of what was gathered, if it holds text, and start the next."""
        if self.characters > self.block_start:
            self._add_block()
            self.block_start = self.characters
            self.link_characters = self.emphasis_characters = 0
            self.covers = []
        self.parts.clear()
        self.links = self.breaks = 0

    def _add_block(self) -> None:
        text = collapse_space("".join(self.parts))
        if self.table is None:
            text = text.replace("\t", " ")
        if not text:
            return
        markers = _NO_MARKERS
        for element, end in self.covers:
            if end == self.characters:
                markers |= read_markers(element)
        self.blocks.append(
            DomBlock(
                len(self.blocks), text, self.contexts[-1], min(self.link_characters, len(text)), self.links,
                min(self.emphasis_characters, len(text)), self.table, markers,
            )
        )  # fmt: skip
