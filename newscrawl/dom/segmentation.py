"""Decides how a page is cut into text blocks, in document order, in one pass over the tree.

A block is the text between two block-level boundaries, or between two line breaks in a row. Every character of
the page's text lands in exactly one block. What a block is, and whether it stays, is left to `extraction/`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree
from lxml.html import HtmlElement

from newscrawl.dom.elements import BLOCK_TAGS, SILENT_TAGS
from newscrawl.dom.tables import find_data_tables

_SPACE = re.compile(r"[^\S\t]+|\s*\t[\s]*")
_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff\u200e\u200f\u202a-\u202e\u2066-\u2069\x80-\x9f]")
_WORD_PARTS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_MARKER_ATTRIBUTES = ("class", "id", "role", "itemprop", "aria-label", "data-component", "data-testid", "data-type")
_EMPHASIS_TAGS = frozenset({"b", "strong", "i", "em"})
MAX_MARKER_CHARACTERS = 400
"""Of one attribute no more is read for marker words: longer ones are utility classes or data."""


@dataclass(frozen=True, slots=True, eq=False)
class Context:
    """One element that stands around a block.

    index: position among all contexts, parents before children. markers: the words of its class, id and
    role, in lower case.
    """

    index: int
    parent: Context | None
    tag: str
    markers: frozenset[str]
    depth: int
    is_hidden: bool


@dataclass(frozen=True, slots=True, eq=False)
class DomBlock:
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


def segment_page(tree: HtmlElement) -> list[DomBlock]:
    """Cut the page into blocks, in document order. Linear in the size of the tree."""
    return _Segmenter(tree).run()


def collapse_space(text: str) -> str:
    """Collapse white space to single spaces (runs with a tab to one tab) and drop what cannot be seen."""
    return _SPACE.sub(lambda run: "\t" if "\t" in run[0] else " ", _INVISIBLE.sub("", text)).strip()


def read_markers(element: HtmlElement) -> frozenset[str]:
    """Give the words of the attributes that name an element's role, camelCase and dashes parted, lower case."""
    words: set[str] = set()
    for name in _MARKER_ATTRIBUTES:
        value = element.get(name)
        if value:
            words.update(word.lower() for word in _WORD_PARTS.findall(value[:MAX_MARKER_CHARACTERS]))
    return frozenset(words)


def is_hidden(element: HtmlElement) -> bool:
    """Tell whether the element itself says that it is not shown."""
    return element.get("hidden") is not None or bool(_HIDDEN_STYLE.search(element.get("style") or ""))


class _Segmenter:
    """The state of one walk: the open contexts, and the text gathered since the last boundary."""

    def __init__(self, tree: HtmlElement) -> None:
        self.tree = tree
        self.row_tables = find_data_tables(tree)
        self.blocks: list[DomBlock] = []
        self.contexts: list[Context] = []
        self.context_count = 0
        self.link_depth = self.emphasis_depth = 0
        self.table: int | None = None
        self.inlines: list[tuple[HtmlElement, int]] = []
        self._start_block()

    def run(self) -> list[DomBlock]:
        self._push(self.tree)
        walk = etree.iterwalk(self.tree, events=("start", "end"))
        for event, element in walk:
            if element is self.tree:
                if event == "start":
                    self._add(element.text)
            elif event == "start":
                if element.tag in SILENT_TAGS:
                    walk.skip_subtree()
                else:
                    self._open(element)
                    self._add(element.text)
            else:
                if element.tag not in SILENT_TAGS:
                    self._close(element)
                self._add(element.tail)
        self._flush()
        return self.blocks

    def _start_block(self) -> None:
        self.parts: list[str] = []
        self.characters = self.link_characters = self.emphasis_characters = self.links = self.breaks = 0
        self.covers: list[tuple[HtmlElement, int]] = []

    def _open(self, element: HtmlElement) -> None:
        tag = element.tag
        if tag == "br":
            self._break_line()
        elif self.table is not None and tag != "tr":
            self.parts.append("\t" if tag in ("td", "th") and self.characters else " ")
        elif tag in BLOCK_TAGS or is_hidden(element):
            self._flush()
            self._push(element)
            if tag == "tr":
                self.table = self.row_tables.get(element)
        else:
            self.inlines.append((element, self.characters))
            self.links += tag == "a"
        self.link_depth += tag == "a"
        self.emphasis_depth += tag in _EMPHASIS_TAGS

    def _close(self, element: HtmlElement) -> None:
        tag = element.tag
        self.link_depth -= tag == "a"
        self.emphasis_depth -= tag in _EMPHASIS_TAGS
        if tag == "br" or (self.table is not None and tag != "tr"):
            return
        if tag in BLOCK_TAGS or is_hidden(element):
            self._flush()
            self.contexts.pop()
            if tag == "tr":
                self.table = None
        elif self.inlines and self.inlines[-1][0] is element:
            _, start = self.inlines.pop()
            if start == 0 and self.characters and element.get("class"):
                self.covers.append((element, self.characters))

    def _break_line(self) -> None:
        self.breaks += 1
        if self.breaks >= 2 and self.table is None:
            self._flush()
        else:
            self.parts.append(" ")

    def _push(self, element: HtmlElement) -> None:
        parent = self.contexts[-1] if self.contexts else None
        hidden = is_hidden(element) or (parent is not None and parent.is_hidden)
        depth = len(self.contexts)
        self.contexts.append(
            Context(self.context_count, parent, element.tag, read_markers(element), depth, hidden)
        )
        self.context_count += 1

    def _add(self, text: str | None) -> None:
        if not text:
            return
        self.parts.append(text)
        size = len(text.strip())
        if size:
            self.breaks = 0
            self.characters += size
            self.link_characters += size if self.link_depth else 0
            self.emphasis_characters += size if self.emphasis_depth else 0

    def _flush(self) -> None:
        text = collapse_space("".join(self.parts)) if self.characters else ""
        if self.table is None:
            text = text.replace("\t", " ")
        if text:
            markers = frozenset[str]().union(
                *(read_markers(element) for element, end in self.covers if end == self.characters)
            )
            self.blocks.append(
                DomBlock(
                    len(self.blocks), text, self.contexts[-1], min(self.link_characters, len(text)), self.links,
                    min(self.emphasis_characters, len(text)), self.table, markers,
                )
            )  # fmt: skip
        self._start_block()
        self.inlines = [(element, 0) for element, _ in self.inlines]
