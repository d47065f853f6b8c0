"""Decides what a system under evaluation is: a function from a page's bytes to text and metadata.

newscrawl is one; the others are in `peers.py`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from newscrawl.api import DEFAULT_OPTIONS, extract
from newscrawl.evaluation.benchmark import GoldPage
from newscrawl.extraction.result import Extraction
from newscrawl.metadata.facts import Metadata
from newscrawl.options import Options

NEWSCRAWL = "newscrawl"

Extract = Callable[[GoldPage, bytes], Extraction]
"""newscrawl's extraction of one page, given its bytes. Another than `ExtractWith` may choose a model by
the page, so that no page is judged by a model that was trained on it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """What a system makes of one page. metadata: None where it reads no metadata, or was not asked for it."""

    text: str
    metadata: Metadata | None = None


@dataclass(frozen=True, slots=True)
class ExtractWith:
    """The extraction that every user gets, with these options."""

    options: Options = DEFAULT_OPTIONS

    def __call__(self, page: GoldPage, html: bytes) -> Extraction:
        """Extract one page."""
        return extract(html, url=page.url, headers=page.headers, options=self.options)


EXTRACT_BY_DEFAULT: Extract = ExtractWith()


def read_output(extraction: Extraction) -> Output:
    """Give an extraction as the output of a system."""
    return Output(text=extraction.text, metadata=extraction.metadata)
