"""Decides the form of a table in `sites.toml`: its keys and their types, and how a breach reads to a person.

What a value means beyond its type (is it a URL, a regular expression?) is checked in `site_file.py`.
"""

from __future__ import annotations

import re
from datetime import timedelta
from difflib import get_close_matches
from typing import Annotated

import msgspec

_AGE = re.compile(r"(\d{1,5})\s*([hdw])")
_AGE_UNITS = {"h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1)}
_PLACE = re.compile(r" - at `\$\.?([^`\[]*)(?:\[(\d+|\.\.\.)\])?`$")
_TYPES = re.compile(r"`([a-z]+(?: \| [a-z]+)*)`")
_MISSING = re.compile("Object missing required field `([^`]*)`")
_TYPE_NAMES = {
    "str": "text in quotes", "int": "a whole number", "float": "a number", "bool": "true or false",
    "array": "a list in brackets", "object": "a table", "date": "a day, as 2012-06-30",
}  # fmt: skip
Positive = Annotated[int, msgspec.Meta(ge=1)]


class SiteLimits(msgspec.Struct, kw_only=True, forbid_unknown_fields=True, frozen=True):
    """The keys of `[defaults]`."""

    language: str | None = None
    delay: Annotated[float, msgspec.Meta(ge=0, le=3600)] | None = None
    max_articles: Positive | None = None
    max_pages: Positive | None = None
    max_sitemaps: Positive | None = None
    max_age: str | None = None
    discover: bool | None = None


class SiteEntry(SiteLimits, kw_only=True, forbid_unknown_fields=True, frozen=True):
    """The keys of `[[site]]`."""

    domain: str
    start: list[str] = []
    feeds: list[str] = []
    sitemaps: list[str] = []
    sections: list[str] = []
    hosts: list[str] = []
    allow: list[str] = []
    deny: list[str] = []


def read_age(text: str) -> timedelta | None:
    """Read `36h`, `7d`, `4w`; None for what is no such text."""
    match = _AGE.fullmatch(text.strip())
    return int(match[1]) * _AGE_UNITS[match[2]] if match is not None else None


def hint_at(key: str, known: tuple[str, ...], otherwise: str | None = None) -> str:
    """Give the end of a message about an unknown key: the nearest known one, else `otherwise`, else all."""
    near = get_close_matches(key, known, n=1, cutoff=0.6)
    if near:
        return f"; did you mean {near[0]}?"
    return f"; {otherwise}" if otherwise else f"; known are {', '.join(known)}"


def explain_error(text: str) -> tuple[str, str, str]:
    """Take msgspec's message apart: why, in plain words; the key; the index of an element or nothing."""
    match = _PLACE.search(text)
    key, place = (match[1], match[2] or "") if match is not None else ("", "")
    why = text[: match.start()] if match is not None else text
    missing = _MISSING.match(why)
    if missing is not None:
        return f"{missing[1]} is missing", "", ""
    why = _TYPES.sub(_name_types, why)
    return why[:1].lower() + why[1:], key, place


def _name_types(match: re.Match[str]) -> str:
    names = [name for name in match[1].split(" | ") if name != "null"]
    return " or ".join(_TYPE_NAMES.get(name, name) for name in names)
