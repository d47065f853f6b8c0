"""Decides how it is said where in an archive a page lies."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from msgspec import Meta


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchivePlace:
    """The record of a WARC that holds a page as it was sent."""

    file: Annotated[
        str, Meta(description="The archive's file as it was named; `x.wacz#archive/data.warc.gz` in a WACZ.")
    ]
    offset: Annotated[int, Meta(description="Where the record begins in it, in bytes.", ge=0)]
    record_id: Annotated[str | None, Meta(description="`WARC-Record-ID`, without angle brackets.")]
