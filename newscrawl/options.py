"""Decides what a caller may choose about an extraction. Everything else is decided by the page."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What goes into `text`; the defaults are for a reader who wants the story and nothing else.

    A block that an option leaves out is not lost: it stands in `removed` with its kind.
    """

    subtitle: bool = True
    """Keep the deck (the summary set under the headline) as the first paragraph of the text."""
    headings: bool = True
    """Keep section headings that stand between body paragraphs."""
    tables: bool = True
    """Keep data tables of the body, a row a line, cells parted by a tab."""
    captions: bool = False
    """Keep image captions in the text, where they stand in the page."""
    second_opinion: bool = True
    """Ask trafilatura for its verdict on the blocks of an HTML page."""
    max_bytes: int = 10_000_000
    """Bodies longer than this are not parsed; the page comes back as `PageType.too_large`."""
