"""Decides what the classifier sees of a block: the columns of its feature matrix, each with its name.

Nothing here assumes spaces between words or a language; words help through the rules that matched. The names and
their order are part of the trained model: a test holds the package's model to them.
"""

from __future__ import annotations

import math
import string
from collections import Counter
from collections.abc import Sequence
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from newscrawl.cleaning.shape import is_ideographic, is_listed, is_title_like
from newscrawl.dom import Context
from newscrawl.extraction.contexts import sum_up
from newscrawl.extraction.likeness import measure_likeness
from newscrawl.extraction.placement import measure_placement
from newscrawl.extraction.view import PageView

Matrix = NDArray[np.float32]
Columns = dict[str, Sequence[float]]

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
MIN_LINK_SHARE = 0.9
NO_RULE = -1
"""The code where no rule knows the line or the elements around."""
_DIGITS, _CAPITALS = string.digits.encode(), string.ascii_uppercase.encode()
_LETTERS = string.ascii_letters.encode()
BEYOND = np.float32(-9.0)
"""The value of a neighbour that is not there."""


def make_features(view: PageView) -> tuple[tuple[str, ...], Matrix]:
    """Give the names of the columns, and one row for each block of the page."""
    signatures = [sign_block(block.context) for block in view.blocks]
    columns: Columns = {
        **_describe_text(view),
        **_describe_elements(view),
        **_describe_signatures(view, signatures),
        **_describe_page(view),
        **measure_placement(view),
        **measure_likeness(view),
    }
    own = np.array(list(columns.values()), dtype=np.float32).T
    numbers: dict[tuple[object, ...], int] = {}
    makes = np.array([numbers.setdefault(signature, len(numbers)) for signature in signatures])
    names = list(columns)
    aside = own[:, [names.index(name) for name in NEIGHBOURED]]
    parts = [own]
    for offset in OFFSETS:
        parts += [_look_aside(aside, offset), _compare_makes(makes, offset)]
        names += [f"{name}@{offset:+d}" for name in (*NEIGHBOURED, "same_make")]
    return tuple(names), np.hstack(parts)


def sign_block(context: Context) -> tuple[object, ...]:
    """Give what blocks of one make have in common: their tag and marker words, and their parent's."""
    return context.tag, context.markers, context.parent.markers if context.parent is not None else None


def _describe_text(view: PageView) -> Columns:
    texts = [block.text for block in view.blocks]
    counts = Counter(texts)
    sizes = [len(text) for text in texts]
    letters, digits, capitals = zip(*(count_signs(text) for text in texts), strict=True)
    return {
        "log_characters": [math.log1p(size) for size in sizes],
        "words": view.word_counts,
        "link_density": view.link_density,
        "links": [block.links for block in view.blocks],
        "emphasis": [block.emphasis_characters / len(block.text) for block in view.blocks],
        "ends_sentence": [float(ends) for ends in view.ends],
        "title_like": [float(is_title_like(text)) for text in texts],
        "listed": [float(is_listed(text)) for text in texts],
        "digit_share": [n / size for n, size in zip(digits, sizes, strict=True)],
        "upper_share": [n / max(all_letters, 1) for n, all_letters in zip(capitals, letters, strict=True)],
        "letter_share": [n / size for n, size in zip(letters, sizes, strict=True)],
        "starts_lower": [float(text[:1].islower()) for text in texts],
        "ends_colon": [float(text.endswith((":", "："))) for text in texts],
        "quoted": [float(any(mark in text for mark in '"“„«「')) for text in texts],
        "comma_rate": [t.count(",") / max(n, 1) for t, n in zip(texts, view.word_counts, strict=True)],
        "has_at": [float("@" in text) for text in texts],
        "has_copyright": [float("©" in text) for text in texts],
        "has_bar": [float("|" in text) for text in texts],
        "has_question": [float("?" in text or "？" in text) for text in texts],
        "ideographic": [float(is_ideographic(text)) for text in texts],
        "word_length": [size / max(n, 1) for size, n in zip(sizes, view.word_counts, strict=True)],
        "text_repeats": [counts[text] for text in texts],
    }


def count_signs(text: str) -> tuple[int, int, int]:
    """Count letters, digits and capitals."""
    if text.isascii():
        data, size = text.encode(), len(text)
        digits, capitals = size - len(data.translate(None, _DIGITS)), size - len(data.translate(None, _CAPITALS))
        return size - len(data.translate(None, _LETTERS)), digits, capitals
    return sum(map(str.isalpha, text)), sum(map(str.isdigit, text)), sum(map(str.isupper, text))


def _describe_elements(view: PageView) -> Columns:
    around = [(b.context, b.context.parent, b.context.parent and b.context.parent.parent) for b in view.blocks]
    columns: Columns = {
        "tag": [_code_tag(own) for own, _, _ in around],
        "parent_tag": [_code_tag(parent) for _, parent, _ in around],
        "grandparent_tag": [_code_tag(grandparent) for _, _, grandparent in around],
        "in_table": [float(block.table is not None) for block in view.blocks],
        "hidden": [float(block.context.is_hidden) for block in view.blocks],
        "depth": [block.context.depth for block in view.blocks],
        "line_kind": [KIND_CODES[cut.kind] if cut else NO_RULE for cut in view.line_cuts],
        "area_kind": [KIND_CODES[a.innermost.kind] if a.innermost else NO_RULE for a in view.areas],
        "area_distance": [area.distance if area.innermost else 20 for area in view.areas],
        "inline_kind": [KIND_CODES[rule.kind] if rule else NO_RULE for rule in view.inline_rules],
        "area_count": [len(area.names) for area in view.areas],
        "column_depth": [view.column.depths.get(block.context.index, -1) for block in view.blocks],
    }
    columns.update({name: [float(name in area.names) for area in view.areas] for name in AREAS})
    total = view.story_total or 1.0
    text_sums = sum_up(view.contexts, view.blocks, [float(len(block.text)) for block in view.blocks])
    link_sums = sum_up(view.contexts, view.blocks, [float(block.link_characters) for block in view.blocks])
    for level, label in enumerate(("own", "parent", "grandparent")):
        indexes = [row[level].index if row[level] is not None else 0 for row in around]  # type: ignore[union-attr]
        columns[f"{label}_story_share"] = [view.story_sums[index] / total for index in indexes]
        columns[f"{label}_link_share"] = [link_sums[i] / max(text_sums[i], 1.0) for i in indexes]
        columns[f"{label}_log_characters"] = [math.log1p(text_sums[index]) for index in indexes]
    return columns


def _describe_page(view: PageView) -> Columns:
    """Tell what the page says of itself: a list of links belongs to a page of tips sooner than to news."""
    facts, size = view.metadata, len(view.blocks)
    is_news = any("News" in name for name in facts.declared_types)
    return {
        "declared_news": [float(is_news)] * size,
        "declared_article": [float(facts.is_article_declared or 0)] * size,
        "has_day": [float(facts.published is not None)] * size,
        "link_run": _measure_link_runs(view),
    }


def _measure_link_runs(view: PageView) -> list[float]:
    """Give for each block that is a link from end to end how many such stand in its row; 0 for the others."""
    runs: list[float] = []
    for is_link, group in groupby(density >= MIN_LINK_SHARE for density in view.link_density):
        size = len(list(group))
        runs += [float(size) if is_link else 0.0] * size
    return runs


def _describe_signatures(view: PageView, signatures: Sequence[tuple[object, ...]]) -> Columns:
    blocks = Counter(signatures)
    story: Counter[tuple[object, ...]] = Counter()
    for signature, characters in zip(signatures, view.story_characters, strict=True):
        story[signature] += characters  # type: ignore[assignment]
    siblings = Counter(block.context.index for block in view.blocks)
    total = view.story_total or 1.0
    return {
        "signature_blocks": [blocks[signature] for signature in signatures],
        "signature_story_share": [story[signature] / total for signature in signatures],
        "siblings": [siblings[block.context.index] for block in view.blocks],
    }


def _look_aside(columns: Matrix, offset: int) -> Matrix:
    """Give the columns of the blocks so many places on; beyond the page's ends there are none."""
    aside = np.full_like(columns, BEYOND)
    if offset < 0:
        aside[-offset:] = columns[:offset]
    else:
        aside[:-offset] = columns[offset:]
    return aside


def _compare_makes(makes: NDArray[np.int_], offset: int) -> Matrix:
    """Tell of each block whether the one so many places on is of its make."""
    others = _look_aside(makes[:, None].astype(np.float32), offset)
    return np.where(others == BEYOND, BEYOND, others == makes[:, None]).astype(np.float32)


def _code_tag(context: Context | None) -> float:
    return TAG_CODES.get(context.tag, 0) if context is not None else 0
