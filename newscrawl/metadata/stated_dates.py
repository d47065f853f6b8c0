"""Decides what one string of the page states of a date, kept with where it stands."""

from __future__ import annotations

from dataclasses import dataclass

from newscrawl.metadata.plain_text import clean_line
from newscrawl.metadata.timestamps import Moment, read_moment
from newscrawl.metadata.written_dates import read_written_moment


@dataclass(frozen=True, slots=True)
class Stated:
    """A moment with the string that states it and where that stands."""

    moment: Moment
    raw: str
    source: str


def read_stated(raw: str, source: str, language: str | None, *, is_written: bool = False) -> Stated | None:
    """Read a string as a date; None where it states none. is_written: it is written for people."""
    text = clean_line(raw)
    if not text:
        return None
    moment = read_moment(text, language)
    if moment is None and is_written:
        moment = read_written_moment(text, language)
    return Stated(moment, text, source) if moment is not None else None
