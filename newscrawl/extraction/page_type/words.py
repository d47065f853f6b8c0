"""Decides how the words and addresses that tell a page's type are held and matched. They are data:
`data/page_types.toml`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

import msgspec

from newscrawl.errors import DataFileError
from newscrawl.outcomes import PageType

DATA_FILE = "page_types.toml"
MAX_HEAD_CHARACTERS = 160
MAX_LINE_CHARACTERS = 1_000


@dataclass(frozen=True, slots=True)
class Notice:
    """What pages of one type say of themselves.

    heads: matches a title or heading from end to end. lines: is found in a line. terms: are counted in a
    paragraph. marks: are found in addresses, ids and classes of the markup.
    """

    heads: re.Pattern[str] | None
    lines: re.Pattern[str] | None
    terms: tuple[str, ...]
    marks: tuple[str, ...]

    def find_head(self, heads: tuple[str, ...]) -> str | None:
        """Give the first title or heading that says it."""
        if self.heads is None:
            return None
        return next((h for h in heads if len(h) <= MAX_HEAD_CHARACTERS and self.heads.fullmatch(h.strip())), None)

    def find_line(self, text: str) -> str | None:
        """Give the words in a line that say it."""
        match = self.lines.search(text[:MAX_LINE_CHARACTERS]) if self.lines is not None else None
        return match[0] if match else None

    def narrow(self, text: str) -> Notice:
        """Give the notice with those terms only that the text may have: what to count them with in its paragraphs."""
        lowered = text.lower()
        plain = lowered.encode("ascii", "ignore")  # searched twice as fast as text with one curly quote
        found = (
            term
            for term in self.terms
            if (term.encode() in plain if term.isascii() else max(term) in lowered and term in lowered)
        )
        return replace(self, terms=tuple(found))

    def count_terms(self, text: str) -> int:
        """Give how many different terms a paragraph has."""
        lowered = text.lower()
        return sum(term in lowered for term in self.terms)


@dataclass(frozen=True, slots=True)
class PageWords:
    """All of the data file. parts: what a part of an address says. search_keys: names of query parameters."""

    parts: Mapping[str, tuple[str, ...]]
    search_keys: frozenset[str]
    notices: Mapping[PageType, Notice]


class _NoticeRow(msgspec.Struct, forbid_unknown_fields=True):
    type: PageType
    heads: list[str]
    lines: list[str]
    marks: list[str]
    terms: list[str] = []


class _File(msgspec.Struct, forbid_unknown_fields=True):
    address: dict[str, list[str]]
    notice: list[_NoticeRow]


@cache
def load_page_words() -> PageWords:
    """Read the data file, once."""
    try:
        data = msgspec.toml.decode((files("newscrawl") / "data" / DATA_FILE).read_text("utf-8"), type=_File)
        notices = {
            row.type: Notice(_compile(row.heads), _compile(row.lines), tuple(row.terms), tuple(row.marks))
            for row in data.notice
        }
    except (msgspec.MsgspecError, re.error) as error:
        raise DataFileError(f"newscrawl/data/{DATA_FILE}", str(error)) from error
    roles: dict[str, tuple[str, ...]] = {}
    for role, names in data.address.items():
        if role != "search_keys":
            for name in names:
                roles[name] = (*roles.get(name, ()), role)
    return PageWords(roles, frozenset(data.address["search_keys"]), notices)


def _compile(patterns: list[str]) -> re.Pattern[str] | None:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE) if patterns else None
