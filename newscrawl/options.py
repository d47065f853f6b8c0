"""Decides what a caller may choose about an extraction. Everything else is decided by the page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields

import msgspec

from newscrawl.errors import InputError


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
    publishers: str | None = None
    """Folder of publisher files (`publishers/file.py`), which go before the package's own."""


def read_options(values: Mapping[str, str]) -> Options:
    """Make options of their names and values as a person writes them: `{"captions": "true"}`.

    Raises InputError where a name is no option, or a value is not of its type.
    """
    names = [option.name for option in fields(Options)]
    for name in values:
        if name not in names:
            raise InputError(name, f"no option; the options are {', '.join(names)}")
    try:
        return msgspec.convert(values, Options, strict=False)
    except msgspec.ValidationError as error:
        raise InputError(" ".join(f"{name}={value}" for name, value in values.items()), str(error)) from None
