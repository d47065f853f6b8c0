"""Decides which news agency a short line credits. The names are data: `data/agencies.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files

MAX_CREDIT_CHARACTERS = 300
"""Longer lines are no credit lines: a story about an agency names it too."""
_UNSPACED = "\u2e80"
"""From this letter on, scripts write words without spaces, so that a name has no edges there."""


@dataclass(frozen=True, slots=True)
class AgencyBook:
    """pattern: finds any spelling. names: the canonical name by folded spelling."""

    pattern: re.Pattern[str]
    names: Mapping[str, str]


def load_agencies() -> AgencyBook:
    """Read the data file into one pattern, longest spellings first."""
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
    return AgencyBook(re.compile("|".join(alternatives[spelling] for spelling in ordered)), names)


def _bound(spelling: str) -> str:
    start = "" if spelling[0] >= _UNSPACED else r"(?<![^\W_])"
    end = "" if spelling[-1] >= _UNSPACED else r"(?![^\W_])"
    return f"{start}{re.escape(spelling)}{end}"


AGENCIES = load_agencies()


def find_agency(text: str) -> str | None:
    """Give the agencies that a credit line names, in order, parted by `/`; None where it names none.

    Abbreviations count only as agencies write them, so that "pa" or "ap" in a sentence is none. Wrong for
    a line in which an abbreviation means another thing ("PA" for a state): ask only with credit lines.
    """
    if len(text) > MAX_CREDIT_CHARACTERS:
        return None
    found = (AGENCIES.names[match[0].casefold()] for match in AGENCIES.pattern.finditer(text))
    return "/".join(dict.fromkeys(found)) or None


def split_agencies(text: str) -> tuple[str, list[str]]:
    """Give a name without the agencies in it, and these: `dpa/Max Roth` is (`/Max Roth`, [`dpa`]).

    A whole text that is an agency counts in any case (`DPA`, `Afp`)."""
    key = text.strip(" ()[]").casefold()
    whole = AGENCIES.names.get(key) or AGENCIES.names.get(key.strip("."))
    if whole is not None:
        return "", [whole]
    found = [AGENCIES.names[match[0].casefold()] for match in AGENCIES.pattern.finditer(text)]
    return (AGENCIES.pattern.sub(" ", text), list(dict.fromkeys(found))) if found else (text, [])
