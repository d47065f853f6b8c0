"""Decides what the classifier sees of a block: the columns of its feature matrix, each with its name.

Nothing here assumes spaces between words or a language; words help through the rules that matched. The names and
their order are part of the trained model: a test holds the package's model to them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from newscrawl.extraction.likeness import measure_likeness
from newscrawl.extraction.placement import measure_placement
from newscrawl.extraction.sign_counts import count_signs
from newscrawl.extraction.view import PageView

Matrix = NDArray[np.float32]
Columns = dict[str, Any]
"""By name, a number for each block: sequences of numbers or truth values, or arrays of them."""

TAG_CODES = {
    "p": 1, "h1": 2, "h2": 3, "h3": 4, "h4": 5, "h5": 5, "h6": 5, "li": 6, "blockquote": 7, "td": 8, "th": 8,
    "div": 9, "section": 9, "article": 9, "main": 9, "figcaption": 10, "dd": 11, "dt": 11, "button": 12,
    "label": 12, "summary": 12, "pre": 14, "tr": 15, "address": 16, "header": 17, "footer": 18, "aside": 19,
    "nav": 20, "ul": 21, "ol": 21, "figure": 22, "form": 23, "body": 24,
}  # fmt: skip
KIND_CODES = {
    "navigation": 0, "breadcrumb": 1, "headline": 2, "deck": 3, "byline": 4, "dateline": 5, "timestamp": 6,
    "caption": 7, "related_links": 8, "read_more": 9, "inline_promo": 10, "player_promo": 11, "share_bar": 12,
    "newsletter": 13, "advertisement": 14, "comments": 15, "counter": 16, "author_bio": 17, "source_line": 18,
    "topic_tags": 19, "picker": 20, "sign_in": 21, "consent": 22, "paywall": 23, "footer": 24, "heading": 25,
    "table": 26, "hidden": 27, "other": 28,
}  # fmt: skip
AREAS = (
    "related-area", "side-area", "comment-area", "caption-area", "foot-area", "player-area", "form-area",
    "menu-area", "byline-area", "time-area", "newsletter-area", "advertisement-area", "author-bio-area",
)  # fmt: skip
NEIGHBOURED = (
    "log_characters", "words", "link_density", "ends_sentence", "title_like", "tag", "line_kind", "area_kind",
    "column_depth", "signature_blocks", "listed",
)  # fmt: skip
OFFSETS = (-2, -1, 1, 2)
REACH = 2
"""The farthest neighbour."""
MIN_LINK_SHARE = 0.9
NO_RULE = -1
"""The code where no rule knows the line or the elements around."""
PACKED_BELOW = 2**15
"""Whole numbers nearer to 0 go into two bytes."""
BEYOND = np.float32(-9.0)
"""The value of a neighbour that is not there."""


class FeatureTable:
    """The features of a page's blocks, made for a few blocks at a time: those of their neighbours make three numbers
    of each, and a long page has 100,000 blocks.
    """

    def __init__(self, view: PageView) -> None:
        names: list[str] = []
        self._columns: list[NDArray[np.generic]] = []
        makes = number_makes(view)
        for columns in _describe_blocks(view, makes):
            names += columns
            self._columns += map(_pack, columns.values())
        self._aside = _frame([self._columns[names.index(name)] for name in NEIGHBOURED])
        self._makes = _frame([makes.astype(np.float32)])
        aside = [f"{name}@{offset:+d}" for offset in OFFSETS for name in (*NEIGHBOURED, "same_make")]
        self.names = (*names, *aside)

    def read_rows(self, start: int, end: int) -> Matrix:
        """Give the rows of the blocks from `start` to `end`, a column for each of `names`."""
        parts = [np.array([column[start:end] for column in self._columns], np.float32).T]
        middle = self._makes[start + REACH : end + REACH]
        for offset in OFFSETS:
            place = slice(start + REACH + offset, end + REACH + offset)
            others = self._makes[place]
            parts += [self._aside[place], np.where(others == BEYOND, BEYOND, others == middle).astype(np.float32)]
        return np.hstack(parts)


def make_features(view: PageView) -> tuple[tuple[str, ...], Matrix]:
    """Give the names of the columns, and one row for each block of the page."""
    table = FeatureTable(view)
    return table.names, table.read_rows(0, len(view.blocks))


def _describe_blocks(view: PageView, makes: NDArray[np.intp]) -> Iterator[Columns]:
    """Give the columns of the blocks themselves, group by group."""
    yield _describe_text(view)
    yield _describe_elements(view)
    yield _describe_makes(view, makes)
    yield _describe_page(view)
    yield measure_placement(view)
    yield measure_likeness(view)


def _pack(column: ArrayLike) -> NDArray[np.generic]:
    """Give a column in as few bytes as hold it: most are flags and codes, and a long page has 100,000 blocks."""
    values: NDArray[Any] = np.asarray(column)
    if values.dtype.kind == "b":
        return values
    is_small = values.dtype.kind == "i" and np.abs(values).max(initial=0) < PACKED_BELOW
    return values.astype(np.int16 if is_small else np.float32)


def _frame(columns: Sequence[NDArray[np.generic]]) -> Matrix:
    """Put what stands for blocks that are not there around the columns."""
    return np.pad(np.array(columns, np.float32).T, ((REACH, REACH), (0, 0)), constant_values=BEYOND)


def number_makes(view: PageView) -> NDArray[np.intp]:
    """Give each block the number of its make. Blocks of one make have their tag and marker words in common, and
    their parent's."""
    numbers: dict[tuple[object, ...], int] = {}
    makes: list[int] = []
    for block in view.blocks:
        context = block.context
        make = (context.tag, context.markers, context.parent.markers if context.parent is not None else None)
        makes.append(numbers.setdefault(make, len(numbers)))
    return np.array(makes, np.intp)


def _describe_text(view: PageView) -> Columns:
    texts = [block.text for block in view.blocks]
    repeats = Counter(texts)
    signs = count_signs(texts)
    sizes = np.array([len(text) for text in texts], np.float64)
    words = np.array([text.word_count for text in view.texts], np.float64)
    letters, some_words = signs["letters"], np.maximum(words, 1)
    return {
        "log_characters": np.log1p(sizes),
        "words": words,
        "link_density": view.link_density,
        "links": [block.links for block in view.blocks],
        "emphasis": [block.emphasis_characters for block in view.blocks] / sizes,
        "ends_sentence": view.ends,
        "title_like": [text.is_title_like for text in view.texts],
        "listed": [text.is_listed for text in view.texts],
        "digit_share": signs["digits"] / sizes,
        "upper_share": signs["capitals"] / np.maximum(letters, 1),
        "letter_share": letters / sizes,
        "starts_lower": [text[:1].islower() for text in texts],
        "ends_colon": [text.endswith((":", "：")) for text in texts],
        "quoted": signs["quotes"] > 0,
        "comma_rate": signs["commas"] / some_words,
        "has_at": signs["ats"] > 0,
        "has_copyright": signs["copyrights"] > 0,
        "has_bar": signs["bars"] > 0,
        "has_question": signs["questions"] > 0,
        "ideographic": [text.is_ideographic for text in view.texts],
        "word_length": sizes / some_words,
        "text_repeats": [repeats[text] for text in texts],
    }


def _describe_elements(view: PageView) -> Columns:
    own = np.array([block.context.index for block in view.blocks], np.intp)
    size = len(view.spans.ends)
    parents, codes = np.zeros(size, np.intp), np.zeros(size)
    for index, context in view.contexts.items():
        parents[index] = context.parent.index if context.parent is not None else 0
        codes[index] = TAG_CODES.get(context.tag, 0)
    parent = parents[own]
    grandparent = parents[parent]
    depths = np.array([block.context.depth for block in view.blocks])
    column_depths = view.column.depths
    return {
        "tag": codes[own],
        "parent_tag": np.where(depths >= 1, codes[parent], 0),
        "grandparent_tag": np.where(depths >= 2, codes[grandparent], 0),
        "in_table": [block.table is not None for block in view.blocks],
        "hidden": [block.context.is_hidden for block in view.blocks],
        "depth": depths,
        "line_kind": [KIND_CODES[cut.kind] if cut else NO_RULE for cut in view.line_cuts],
        "area_kind": [KIND_CODES[a.innermost.kind] if a.innermost else NO_RULE for a in view.areas],
        "area_distance": [area.distance if area.innermost else 20 for area in view.areas],
        "inline_kind": [KIND_CODES[rule.kind] if rule else NO_RULE for rule in view.inline_rules],
        "area_count": [len(area.names) for area in view.areas],
        "column_depth": [column_depths.get(block.context.index, -1) for block in view.blocks],
        **_describe_areas(view),
        **_describe_sums(view, {"own": own, "parent": parent, "grandparent": grandparent}),
    }


def _describe_areas(view: PageView) -> Columns:
    """Tell which rules know the elements around; most blocks have these in common with others."""
    numbers: dict[frozenset[str], int] = {}
    places = [numbers.setdefault(area.names, len(numbers)) for area in view.areas]
    table = np.array([[name in names for name in AREAS] for names in numbers])[places]
    return dict(zip(AREAS, table.T, strict=True))


def _describe_sums(view: PageView, around: Mapping[str, NDArray[np.intp]]) -> Columns:
    """Tell how much of the page's story, text and links stands in each block's element, and in those around it."""
    columns: Columns = {}
    total = view.story_total or 1.0
    texts = view.spans.sum_up([len(block.text) for block in view.blocks])
    links = view.spans.sum_up([block.link_characters for block in view.blocks])
    for label, indexes in around.items():
        columns[f"{label}_story_share"] = view.story_sums[indexes] / total
        columns[f"{label}_link_share"] = links[indexes] / np.maximum(texts[indexes], 1.0)
        columns[f"{label}_log_characters"] = np.log1p(texts[indexes])
    return columns


def _describe_page(view: PageView) -> Columns:
    """Tell what the page says of itself: a list of links belongs to a page of tips sooner than to news."""
    facts, size = view.metadata, len(view.blocks)
    return {
        "declared_news": np.full(size, any("News" in name for name in facts.declared_types)),
        "declared_article": np.full(size, float(facts.is_article_declared or 0)),
        "has_day": np.full(size, facts.published is not None),
        "link_run": _measure_link_runs(view),
    }


def _measure_link_runs(view: PageView) -> list[float]:
    """Give for each block that is a link from end to end how many such stand in its row; 0 for the others."""
    runs: list[float] = []
    for is_link, group in groupby(density >= MIN_LINK_SHARE for density in view.link_density):
        size = len(list(group))
        runs += [float(size) if is_link else 0.0] * size
    return runs


def _describe_makes(view: PageView, makes: NDArray[np.intp]) -> Columns:
    story = np.bincount(makes, view.story_characters)
    own = [block.context.index for block in view.blocks]
    return {
        "signature_blocks": np.bincount(makes)[makes],
        "signature_story_share": story[makes] / (view.story_total or 1.0),
        "siblings": np.bincount(own)[own],
    }
