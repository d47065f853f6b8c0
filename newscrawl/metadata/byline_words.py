"""Decides how the words of bylines in `data/bylines.toml` become patterns. What they do to a byline is decided in
`person_names.py`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from newscrawl.metadata.plain_text import fold


@dataclass(frozen=True, slots=True)
class BylineWords:
    """staff, roles: words in lower case. lead_words: folded prefixes. prefix: words that lead to a name, at the
    start. lead_in, sure_lead_in: those that make a byline of a line near the headline, of any line.
    sure_letters: with which the last begin. stop: where a byline ends to name people, to the end of the text.
    conjunction: what parts names."""

    staff: frozenset[str]
    roles: frozenset[str]
    lead_words: frozenset[str]
    prefix: re.Pattern[str]
    lead_in: re.Pattern[str]
    sure_lead_in: re.Pattern[str]
    sure_letters: frozenset[str]
    stop: re.Pattern[str]
    conjunction: re.Pattern[str]


@cache
def load_byline_words() -> BylineWords:
    """Read the data file. On first use: it costs 10 ms."""
    data = tomllib.loads(files("newscrawl.data").joinpath("bylines.toml").read_text(encoding="utf-8"))
    prefixes, sure = _join(data["prefixes"]), data["sure_lead_ins"]
    after_prefix = r"(?:\s*[:：]\s*|\.\s+|\s+|(?<=[/文作者记記執筆])\s*[:：/／]?\s*)"
    return BylineWords(
        staff=frozenset(data["staff"]),
        roles=frozenset(data["roles"]),
        lead_words=frozenset(fold(word) for word in data["prefixes"]),
        prefix=re.compile(rf"^\W*(?:{prefixes}){after_prefix}", re.IGNORECASE),
        lead_in=re.compile(rf"^\W*(?:{_join(data['lead_ins'])})(?:\s*:\s*|\s+|(?<=[/：:者]))(?=\S)", re.IGNORECASE),
        sure_lead_in=re.compile(rf"^[（(\[\s]*(?:{_join(sure)})\s*:?\s*(?=\S)", re.IGNORECASE),
        sure_letters=frozenset(words[0].casefold() for words in sure),
        stop=re.compile(rf"\s*\b(?:{_join(data['stops'])})(?!\w).*$", re.IGNORECASE | re.DOTALL),
        conjunction=re.compile(rf"\s+(?:{_join(data['conjunctions'])})\s+"),
    )


def _join(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
