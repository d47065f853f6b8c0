"""Decides what the line classifier is trained on: texts of known make, a sample each.

Two sources: joined texts (a page's gold with its own link lists put between, `evaluation/joined_text.py`),
and whole pages as text, of which a random part of the cruft is dropped: a scrape is seldom all of a page.
"""

from __future__ import annotations

import hashlib
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from newscrawl.cleaning.line_features import make_line_features
from newscrawl.cleaning.lines import split_lines
from newscrawl.cleaning.rules import find_line_rule
from newscrawl.cleaning.shape import collapse, count_words, find_capitals
from newscrawl.cleaning.suffixes import drop_suffixes, find_suffixes
from newscrawl.dom import decode_body, parse_html, segment_page
from newscrawl.domains import read_registered_domain
from newscrawl.evaluation.benchmark import Benchmark, GoldPage
from newscrawl.evaluation.joined_text import Layout, LineLabel, find_link_lists, join_text
from newscrawl.training.labels import label_blocks

MAX_WEIGHED_CHARACTERS = 600.0
"""As in `samples.py`: lines weigh as the root of their length up to here."""
SEED = 1
"""Other than the seed of the measure (0): the texts that are measured are not those that are trained on."""
JOINED_LAYOUTS = 3
SENTENCE_CASE_SHARE = 0.4
"""In so many texts link titles lose their capitals, so that the model does not live on English title case."""
ON_TOPIC_SHARE = 0.3
"""In so many texts the links are made of the story's own words: what a newsroom sets beside a story is about
the same, so that shared words must not prove that a line belongs to it."""
MIN_OPENING_WORDS, MAX_OPENING_WORDS = 3, 9
CRUFT_SHARES = (1.0, 0.6, 0.3, 0.15)
"""How much of a page's cruft is left in its text."""
TRIMMED_SHARE = 0.5
"""A text need not begin or end with cruft: else a story's last paragraph would look like a page's foot."""
MAX_TIGHT_WORDS = 12
"""Where a page becomes text, shorter blocks beside each other may stand tight: most are list items."""


@dataclass(frozen=True, slots=True)
class TextSample:
    """One text. labels: 1.0 for lines of the story. weights: as of a page's sample (`samples.py`)."""

    domain: str
    names: tuple[str, ...]
    features: NDArray[np.float32]
    labels: NDArray[np.float64]
    weights: NDArray[np.float64]


def make_text_samples(benchmark: Benchmark) -> Iterator[TextSample]:
    """Make the samples of every page that has link lists or blocks. The same set gives the same samples."""
    for page in benchmark:
        rng = random.Random(hashlib.sha256(f"{page.id} {SEED}".encode()).digest())
        domain = read_registered_domain(page.url or page.id)
        lists = find_link_lists(page)
        openings = _find_sentence_openings(page.text)
        for layout in rng.sample(list(Layout), JOINED_LAYOUTS) if lists else ():
            drawn = lists
            if openings and rng.random() < ON_TOPIC_SHARE:
                drawn = [[_write_on_topic(link, openings, rng) for link in row] for row in drawn]
            if rng.random() < SENTENCE_CASE_SHARE:
                drawn = [[_lower_title(link) for link in row] for row in drawn]
            joined = join_text(page, drawn, layout, SEED)
            yield _make_sample(domain, joined.text, [line.label is LineLabel.story for line in joined.lines])
        rows = _trim_ends(_read_rows(page, rng.choice(CRUFT_SHARES), rng), rng)
        if rows:
            text = _set_rows(rows, rng.choice(list(Layout)))
            yield _make_sample(domain, text, [is_story for _, is_story in rows])


def _make_sample(domain: str, text: str, labels: Sequence[bool]) -> TextSample:
    source, _ = split_lines(text)
    known = [find_line_rule(line.text) for line in source]
    lines = drop_suffixes(source, find_suffixes(source, known))
    names, features = make_line_features(lines, known)
    weights = np.sqrt(np.minimum([float(len(line.text)) for line in lines], MAX_WEIGHED_CHARACTERS))
    return TextSample(domain, names, features, np.array(labels, float), weights / np.sqrt(weights.sum()))


def _read_rows(page: GoldPage, cruft_share: float, rng: random.Random) -> list[tuple[str, bool]]:
    """Give a page's blocks as lines, each with whether the gold holds it; some of the cruft is left out."""
    tree = parse_html(decode_body(page.read_html()).text)
    blocks = segment_page(tree) if tree is not None else []
    labels = label_blocks([block.text for block in blocks], page.text)
    rows = [(collapse(block.text), label > 0) for block, label in zip(blocks, labels, strict=True)]
    return [row for row in rows if split_lines(row[0])[0] and (row[1] or rng.random() < cruft_share)]


def _trim_ends(rows: list[tuple[str, bool]], rng: random.Random) -> list[tuple[str, bool]]:
    """Drop what stands ahead of the story, and what stands behind it, in half of the texts each."""
    stories = [number for number, (_, is_story) in enumerate(rows) if is_story]
    start = stories[0] if stories and rng.random() < TRIMMED_SHARE else 0
    end = stories[-1] + 1 if stories and rng.random() < TRIMMED_SHARE else len(rows)
    return rows[start:end]


def _set_rows(rows: Sequence[tuple[str, bool]], layout: Layout) -> str:
    parts: list[str] = []
    for number, (text, is_story) in enumerate(rows):
        if number:
            is_list = all(count_words(row) < MAX_TIGHT_WORDS for row in (rows[number - 1][0], text))
            is_tight = {
                Layout.spaced: is_list and is_story == rows[number - 1][1],
                Layout.loose: False,
                Layout.tight: True,
                Layout.boxed: is_list or is_story == rows[number - 1][1],
            }[layout]
            parts.append("\n" if is_tight else "\n\n")
        parts.append(text)
    return "".join(parts)


def _find_sentence_openings(text: str) -> list[list[str]]:
    """Give the first words of the text's sentences, as many as headlines have."""
    openings = [sentence.split()[:MAX_OPENING_WORDS] for sentence in re.split(r"(?<=[.!?])\s+|\n", text)]
    return [words for words in openings if len(words) > MIN_OPENING_WORDS]


def _write_on_topic(link: str, openings: Sequence[Sequence[str]], rng: random.Random) -> str:
    """Give a headline made of the opening of a sentence of the story, with capitals if the link has them."""
    words = rng.choice(openings)
    words = words[: rng.randint(MIN_OPENING_WORDS, len(words))]
    title = " ".join(words).rstrip(".,;:!?\"'”’)—–-")
    if not link.istitle() and sum(find_capitals(link)) < 0.8 * len(find_capitals(link)):
        return title
    return " ".join(word[0].upper() + word[1:] if len(word) > 3 else word for word in title.split())


def _lower_title(title: str) -> str:
    """Write a title as a sentence; short words in capitals, being names of things, stay."""
    first, *rest = title.split(" ")
    return " ".join([first, *(word if word.isupper() and len(word) < 5 else word.lower() for word in rest)])
