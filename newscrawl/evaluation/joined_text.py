"""Decides how text is made whose story and cruft are known: a page's gold, with its links put between.

The cruft is real (the page's own link lists outside of the gold), the joints are ours: link lists between
paragraphs, at the head and at the foot, and promos glued to a paragraph's end, in several layouts. Scoring is
left to `line_scores.py`.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from newscrawl.cleaning.lines import split_lines
from newscrawl.cleaning.shape import collapse, ends_sentence
from newscrawl.dom import decode_body, parse_html, segment_page
from newscrawl.evaluation.benchmark import GoldPage
from newscrawl.extraction.alignment import Reference

MIN_LINK_SHARE = 0.9
"""A line of a link list is a link from end to end, bullets and counters aside."""
MAX_LINK_CHARACTERS = 200
MAX_GOLD_SHARE = 0.5
"""Links of which more stands in the gold are story, or the story's own headline."""
EDGE_SHARE = 0.5
"""So many texts begin with links, with the headline, and end with links."""
GLUED_LABELS = (
    "Special Report",
    "Read more",
    "Related",
    "Photos",
    "Full coverage",
    "Watch",
    "Analysis",
    "Don't miss",
)


class Layout(StrEnum):
    """How the lines of a joined text stand apart."""

    spaced = "spaced"
    """A blank line between paragraphs, link lists tight: what `<p>` and `<ul>` leave."""
    loose = "loose"
    """A blank line after every line, in lists too."""
    tight = "tight"
    """A single line break everywhere."""
    boxed = "boxed"
    """Paragraphs a single line break apart, lists set off by blank lines."""


class LineLabel(StrEnum):
    """What a line of a joined text is."""

    story = "story"
    headline = "headline"
    link = "link"


@dataclass(frozen=True, slots=True)
class JoinedLine:
    """One line. glued: the promo behind its story text, empty where there is none."""

    text: str
    label: LineLabel
    glued: str = ""


@dataclass(frozen=True, slots=True)
class JoinedText:
    """A text with the truth about its lines, in order."""

    text: str
    lines: tuple[JoinedLine, ...]


def find_link_lists(page: GoldPage) -> list[list[str]]:
    """Give the page's link lists outside of its gold: runs of blocks that are links from end to end."""
    tree = parse_html(decode_body(page.read_html()).text)
    if tree is None:
        return []
    gold, reference = collapse(page.text), Reference(page.text)
    rows: list[tuple[bool, str]] = []
    for block in segment_page(tree):
        text = _clean_line(block.text)
        is_link = block.links == 1 and block.link_characters >= MIN_LINK_SHARE * len(block.text)
        is_foreign = text not in gold and reference.measure(text) <= MAX_GOLD_SHARE
        rows.append((is_link and is_foreign and 0 < len(text) <= MAX_LINK_CHARACTERS, text))
    runs = [
        [text for _, text in group] for is_link, group in groupby(rows, key=lambda row: row[0]) if is_link
    ]
    return [list(dict.fromkeys(run)) for run in runs if len(run) > 1]


def join_text(page: GoldPage, lists: Sequence[Sequence[str]], layout: Layout, seed: int = 0) -> JoinedText:
    """Join a page's gold with links of the lists. The same arguments give the same text."""
    digest = hashlib.sha256(f"{page.id} {layout} {seed}".encode()).digest()
    return _Joiner(random.Random(digest), layout).join(page, lists)


class _Joiner:
    def __init__(self, rng: random.Random, layout: Layout) -> None:
        self.rng = rng
        self.layout = layout
        self.parts: list[str] = []
        self.lines: list[JoinedLine] = []

    def join(self, page: GoldPage, lists: Sequence[Sequence[str]]) -> JoinedText:
        blocks = _split_paragraphs(page.text)
        places = (
            set(self.rng.sample(range(1, len(blocks)), min(2, len(blocks) - 1)))
            if lists and blocks
            else set()
        )
        if lists and self.rng.random() < EDGE_SHARE:
            self._add_list(self._draw_list(lists))
        title = page.truth.get("title")
        if isinstance(title, str) and _clean_line(title) and self.rng.random() < EDGE_SHARE:
            self._add_group([JoinedLine(_clean_line(title), LineLabel.headline)])
        for number, block in enumerate(blocks):
            if number in places:
                self._add_list(self._draw_list(lists))
            self._add_group([self._glue(line, lists) for line in block])
        if lists and self.rng.random() < EDGE_SHARE:
            self._add_list(self._draw_list(lists))
        return JoinedText("".join(self.parts), tuple(self.lines))

    def _draw_list(self, lists: Sequence[Sequence[str]]) -> list[str]:
        """Draw neighbours of one list, or links from anywhere on the page."""
        size = self.rng.randint(2, 7)
        links = list(self.rng.choice(lists))
        if self.rng.random() < 0.5:
            links = [link for row in lists for link in row]
            return self.rng.sample(links, min(size, len(links)))
        start = self.rng.randint(0, max(0, len(links) - size))
        return links[start : start + size]

    def _glue(self, text: str, lists: Sequence[Sequence[str]]) -> JoinedLine:
        glued = ""
        if lists and len(text) > 80 and ends_sentence(text) and self.rng.random() < 0.1:
            glued = f"{self.rng.choice(GLUED_LABELS)}: {self.rng.choice(self.rng.choice(lists))}"
        return JoinedLine(text, LineLabel.story, glued)

    def _add_list(self, links: Sequence[str]) -> None:
        self._add_group([JoinedLine(link, LineLabel.link) for link in links])

    def _add_group(self, lines: Sequence[JoinedLine]) -> None:
        """Add lines that stand together: a list, or the lines of one paragraph of the gold."""
        is_list = lines[0].label is LineLabel.link
        for number, line in enumerate(lines):
            after_list = bool(self.lines) and self.lines[-1].label is LineLabel.link
            is_edge = number == 0 and (is_list or after_list)
            is_blank = {
                Layout.spaced: number == 0,
                Layout.loose: True,
                Layout.tight: False,
                Layout.boxed: is_edge,
            }[self.layout]
            if self.lines:
                self.parts.append("\n\n" if is_blank else "\n")
            self.parts.append(f"{line.text} {line.glued}".rstrip())
            self.lines.append(line)


def _clean_line(text: str) -> str:
    """Give a text as one line, without what cannot be seen at its ends; empty where nothing can."""
    lines, _ = split_lines(collapse(text))
    return lines[0].text if lines else ""


def _split_paragraphs(gold: str) -> list[list[str]]:
    """Give the gold's paragraphs, each as its lines; a gold without blank lines has a paragraph a line."""
    parts = gold.split("\n\n") if "\n\n" in gold else gold.split("\n")
    blocks = [[clean for line in part.split("\n") if (clean := _clean_line(line))] for part in parts]
    return [block for block in blocks if block]
