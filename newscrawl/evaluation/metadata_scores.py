"""Decides whether a system read a page's title, authors and day of publication as the gold has them.

The same normalisation is done to every system's values and to the gold:

- **title**: Unicode NFC; invisible characters (soft hyphen, zero-width space) out; white space collapsed;
  forms of quotation marks, apostrophes, dashes and the ellipsis made one, since sites set them
  differently in the head and in the headline. Case, words and a site's name behind a bar count.
- **authors**: a set; each name in NFC, white space collapsed, case folded. Order and repetition do not
  count. Where the gold is one string, the gold's and the system's names are both split at `,`, `;`, `&`
  and `and`, so that no system loses by how it splits.
- **people**: the same, with names of organisations left out on both sides: agencies, desks, and names that
  stand in the page's host. Golds of news list them as authors, records keep them out of `authors`. Wrong for
  a publication whose name its host does not hold: it stays, on both sides.
- **day**: the calendar day, `YYYY-MM-DD`. A time with an offset is first brought to the gold's offset,
  where the gold has one: the same instant is the same day. A value without an offset counts as it stands.

A page whose gold has no such value is left out of that field's rate; an empty list of authors is a value
(none is named), null is not. A gold date without a day (`2015-11`) is none.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from urllib.parse import urlsplit

from newscrawl.metadata.agencies import split_agencies
from newscrawl.metadata.facts import Metadata
from newscrawl.metadata.person_names import is_desk
from newscrawl.metadata.plain_text import fold

TITLE, AUTHORS, PEOPLE, DAY = "title", "authors", "people", "day"
FIELDS = (TITLE, AUTHORS, PEOPLE, DAY)

_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"))
_TYPOGRAPHY = str.maketrans(
    {
        **dict.fromkeys("“”„‟«»″", '"'),
        **dict.fromkeys("‘’‚‛‹›′`´", "'"),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        "…": "...",
    }
)
_CONJUNCTION = re.compile(r"\b(?:and|et|und|y|e|og|och)\b", re.IGNORECASE)
MIN_HOST_LETTERS = 3
"""Shorter names stand in hosts by chance."""
_NAME_BREAK = re.compile(r"\s*(?:[,;&]|\band\b)\s*", re.IGNORECASE)


class Verdict(StrEnum):
    """What a system's value is, held against the gold's."""

    exact = "exact"
    wrong = "wrong"
    missing = "missing"


def find_gold(truth: Mapping[str, Any]) -> dict[str, Any]:
    """Give the gold of each field as the set has it; None where it has none. Authors are a list or one
    string.
    """
    authors = truth["authors"] if truth.get("authors") is not None else truth.get("author")
    return {TITLE: truth.get("title"), AUTHORS: authors, PEOPLE: authors, DAY: truth.get("datePublished")}


def find_given(metadata: Metadata) -> dict[str, Any]:
    """Give what a system says of each field."""
    authors = metadata.authors
    return {TITLE: metadata.title, AUTHORS: authors, PEOPLE: authors, DAY: metadata.published}


def judge_metadata(truth: Mapping[str, Any], metadata: Metadata) -> dict[str, Verdict]:
    """Judge each field that the gold has. truth: a row of the ground truth."""
    wanted = find_gold(truth)
    verdicts: dict[str, Verdict] = {}
    if wanted[TITLE]:
        is_right = normalize_title(wanted[TITLE]) == normalize_title(metadata.title or "")
        verdicts[TITLE] = _judge(is_right, bool(metadata.title))
    if wanted[AUTHORS] is not None:
        is_split = isinstance(wanted[AUTHORS], str)
        gold = normalize_authors([wanted[AUTHORS]] if is_split else wanted[AUTHORS], is_split=is_split)
        given = normalize_authors(metadata.authors, is_split=is_split)
        verdicts[AUTHORS] = _judge(gold == given, bool(given))
        url = truth.get("url")
        gold, given = (frozenset(name for name in names if not is_organisation(name, url)) for names in (gold, given))
        verdicts[PEOPLE] = _judge(gold == given, bool(given))
    moment = _parse_time(wanted[DAY])
    if moment is not None:
        is_right = find_day(metadata.published, moment) == find_day(wanted[DAY], moment)
        verdicts[DAY] = _judge(is_right, bool(metadata.published))
    return verdicts


def normalize_title(title: str) -> str:
    """Give a title in the form in which titles are compared."""
    return " ".join(unicodedata.normalize("NFC", title).translate(_INVISIBLE).translate(_TYPOGRAPHY).split())


def normalize_authors(authors: Iterable[str], *, is_split: bool) -> frozenset[str]:
    """Give authors in the form in which they are compared. is_split: whether a string may hold several."""
    names = (name for text in authors for name in (_NAME_BREAK.split(text) if is_split else [text]))
    plain = (" ".join(normalize_title(name).casefold().split()) for name in names)
    return frozenset(name for name in plain if name)


def is_organisation(name: str, url: str | None) -> bool:
    """Tell whether a name is that of an agency, a desk, or of the page's site by its host."""
    rest, agencies = split_agencies(name)
    bare = fold(_CONJUNCTION.sub(" ", rest))
    host = fold(urlsplit(url or "").hostname or "")
    return (bool(agencies) and not bare) or is_desk(rest) or (len(bare) >= MIN_HOST_LETTERS and bare in host)


def find_day(value: str | None, gold: datetime | date) -> date | None:
    """Give the day of an ISO 8601 day or time, at the gold's offset where both have one; None for
    neither.
    """
    moment = _parse_time(value)
    if not isinstance(moment, datetime):
        return moment
    if moment.tzinfo is not None and isinstance(gold, datetime) and gold.tzinfo is not None:
        moment = moment.astimezone(gold.tzinfo)
    return moment.date()


def _parse_time(value: str | None) -> datetime | date | None:
    text = (value or "").strip()
    try:
        return date.fromisoformat(text) if len(text) <= len("2026-01-31") else datetime.fromisoformat(text)
    except ValueError:
        return None


def _judge(is_right: bool, is_given: bool) -> Verdict:
    if is_right:
        return Verdict.exact
    return Verdict.wrong if is_given else Verdict.missing
