"""Decides how like a block is to what the page's metadata says: title, summary, and the story's text where given."""

from __future__ import annotations

from collections.abc import Sequence

from newscrawl.extraction.alignment import Reference
from newscrawl.extraction.view import PageView

UNKNOWN = -1.0
"""The value where the page's metadata has nothing to compare with."""


def measure_likeness(view: PageView) -> dict[str, Sequence[float]]:
    """Give the columns of likeness: shares from 0 to 1, or -1 where the page does not say."""
    facts = view.metadata
    title = view.title_words
    common = [len(title.intersection(words)) for words in view.words] if title else []
    return {
        "title_covered": [n / len(title) for n in common] or [UNKNOWN] * len(view.blocks),
        "of_title": [n / len(set(words)) if n else 0.0 for n, words in zip(common, view.words, strict=False)]
        or [UNKNOWN] * len(view.blocks),
        "in_description": _measure_shares(view, facts.description),
        "in_article_body": _measure_shares(view, facts.article_body),
    }


def _measure_shares(view: PageView, text: str | None) -> list[float]:
    if not text:
        return [UNKNOWN] * len(view.blocks)
    reference = Reference(text)
    return [reference.measure_words(words) for words in view.words]
