"""Decides which news agency a short line credits. The names are data: `data/agencies.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

MAX_CREDIT_CHARACTERS = 300
"""Longer lines are no credit lines: a story about an agency names it too."""
_WORD = re.compile(r"[^\W_]+")
_UNSPACED = "\u2e80"
"""From this letter on, scripts write words without spaces, so that a name has no edges there."""


@dataclass(frozen=True, slots=True)
class AgencyBook:
    """pattern: finds any spelling. names: the canonical name by folded spelling. first_words: the folded
    first words of spellings, without one of which a text need not be searched."""

    pattern: re.Pattern[str]
    names: Mapping[str, str]
    first_words: frozenset[str]

    def find(self, text: str) -> list[str]:
        """Give the canonical names in a text, in order, no doubles."""
        if not self.may_hold(text):
            return []
        found = (self.names[match[0].casefold()] for match in self.pattern.finditer(text))
        return list(dict.fromkeys(found))

    def may_hold(self, text: str) -> bool:
        """Tell quickly whether it is worth to search a text."""
        if not text.isascii() and any(letter >= _UNSPACED for letter in text):
            return True
        return not self.first_words.isdisjoint(_WORD.findall(text.casefold()))


@cache
def load_agencies() -> AgencyBook:
    """Read the data file into one pattern, longest spellings first. On first use: it costs 10 ms."""
    data = tomllib.loads(files("newscrawl.data").joinpath("agencies.toml").read_text(encoding="utf-8"))
    names: dict[str, str] = {}
    alternatives: dict[str, str] = {}
    for agency in data["agency"]:
        for spelling in agency["exact"]:
            names[spelling.casefold()] = agency["name"]
            alternatives[spelling] = _bound(spelling)
        for spelling in agency["names"]:
            names[spelling.casefold()] = agency["name"]
            alternatives[spelling] = f"(?i:{_bound(spelling)})"
    ordered = sorted(alternatives, key=len, reverse=True)
    return AgencyBook(
        re.compile("|".join(alternatives[spelling] for spelling in ordered)),
        names,
        frozenset(match[0] for key in names if (match := _WORD.search(key))),
    )


def _bound(spelling: str) -> str:
    start = "" if spelling[0] >= _UNSPACED else r"(?<![^\W_])"
    end = "" if spelling[-1] >= _UNSPACED else r"(?![^\W_])"
    return f"{start}{re.escape(spelling)}{end}"


def find_agency(text: str) -> str | None:
    """Give the agencies that a credit line names, in order, parted by `/`; None where it names none.

    Abbreviations count only as agencies write them, so that "pa" or "ap" in a sentence is none. Wrong for
    a line in which an abbreviation means another thing ("PA" for a state): ask only with credit lines.
    """
    if len(text) > MAX_CREDIT_CHARACTERS:
        return None
    return "/".join(load_agencies().find(text)) or None


def split_agencies(text: str) -> tuple[str, list[str]]:
    """Give a name without the agencies in it, and these: `dpa/Max Roth` is (`/Max Roth`, [`dpa`]).

    A whole text that is an agency counts in any case (`DPA`, `Afp`)."""
    key = text.strip(" ()[]").casefold()
    book = load_agencies()
    whole = book.names.get(key) or book.names.get(key.strip("."))
    if whole is not None:
        return "", [whole]
    found = book.find(text)
    return (book.pattern.sub(" ", text), found) if found else (text, [])
