"""Decides which names a byline holds, and what in it is no person. The words are data: `data/bylines.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from importlib.resources import files

from newscrawl.metadata.agencies import split_agencies
from newscrawl.metadata.publisher import SiteNames

MAX_BYLINE_CHARACTERS = 300
MAX_NAME_CHARACTERS = 60
MAX_NAME_WORDS = 6
"""The longest names of people in the golds have five words ("Miguel A. de la Torre")."""

_WORDS = tomllib.loads(files("newscrawl.data").joinpath("bylines.toml").read_text(encoding="utf-8"))
_STAFF = frozenset(_WORDS["staff"])
_ROLES = frozenset(_WORDS["roles"])
_PREFIX = re.compile(
    r"^\W*(?:" + "|".join(re.escape(word) for word in sorted(_WORDS["prefixes"], key=len, reverse=True)) + r")"
    r"(?:\s*[:：.]\s*|\s+|(?<=/)|(?<=[文作者记者記者執筆])\s*[:：/／]\s*)",
    re.IGNORECASE,
)
_CONJUNCTION = re.compile(
    r"\s+(?:" + "|".join(re.escape(word) for word in sorted(_WORDS["conjunctions"], key=len, reverse=True)) + r")\s+"
)
_HARD_SEPARATOR = re.compile(r"\s*[;|•·、／\n\t]\s*|\s+[–—-]\s+|\s*/\s*|\s*&\s*|\s+\+\s+")
_ADDRESS = re.compile(r"\S+@\S+\.\S+|https?://\S+|www\.\S+|(?<!\w)@\w+")
_BRACKETED = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|<[^<>]*>")
_DATE_OR_TIME = re.compile(r"\d{1,2}[:.]\d{2}|\d{4}|\d{1,2}[./]\d{1,2}")
_LETTERS = re.compile(r"[^\W\d_]+(?:['’.\-‐][^\W\d_]+)*\.?")
_SHORT_CODE = re.compile(r"[a-zäöüß]{1,4}|[A-Z]{1,2}")
_ROLE_TAIL = re.compile(r"\s+(?:for|in|of|from|bei|für|aus|pour|para)\s+.*$")


def read_names(text: str, site: SiteNames) -> tuple[list[str], list[str]]:
    """Give the names of people in a byline, in order, and the agencies in it.

    Dropped are: lead-ins (By, Von, Автор), addresses and handles, roles and degrees, desks and teams, the site's
    own name, author codes ("red", "jb"). A text that is no name ("unknown", a sentence) gives nothing.
    """
    names: list[str] = []
    agencies: list[str] = []
    for part in split_byline(text):
        rest, found = split_agencies(part)
        agencies.extend(found)
        for name in split_byline(rest) if found else [part]:
            if is_person(name, site):
                names.append(name)
    return list(dict.fromkeys(names)), list(dict.fromkeys(agencies))


def split_byline(text: str) -> list[str]:
    """Cut a byline into the parts that may be names."""
    text = _ADDRESS.sub(" ", text[:MAX_BYLINE_CHARACTERS])
    text = _BRACKETED.sub(" ", text)
    parts: list[str] = []
    for chunk in _HARD_SEPARATOR.split(text):
        chunk = drop_lead_in(chunk)
        for piece in _split_commas(chunk):
            parts.extend(_split_conjunctions(piece))
    tidy = (re.sub(r"\s+", " ", drop_lead_in(part)).strip(" ,:;/|-–—*\"“”'’") for part in parts)
    return [part for part in tidy if part]


def drop_lead_in(text: str) -> str:
    """Give a text without the words that lead to a name, up to two of them ("Text: Von …")."""
    for _ in range(2):
        cut = _PREFIX.sub("", text, count=1)
        if not cut.strip():
            return text
        text = cut
    return text


def _split_commas(text: str) -> Iterator[str]:
    """Part at commas; what follows a name and is a role, a degree or a place is dropped by `is_person` later."""
    pieces = re.split(r"\s*[,，]\s*", text)
    if len(pieces) == 2 and all(len(piece.split()) == 1 for piece in pieces) and pieces[1]:
        # "Kaufman, Jeff": one person, last name first. Two single names would be as rare as they are unclear.
        yield f"{pieces[1]} {pieces[0]}"
        return
    yield from pieces


def _split_conjunctions(text: str) -> Sequence[str]:
    parts = _CONJUNCTION.split(text)
    if len(parts) == 1:
        return parts
    # "José Ortega y Gasset" is one person: a conjunction parts only what is a full name on both sides, or on none.
    words = [len(part.split()) for part in parts]
    if all(count >= 2 for count in words) or all(count == 1 for count in words) or " and " in text or " und " in text:
        return parts
    return [text] if re.search(r"\s[yei]\s", text) else parts


def is_person(name: str, site: SiteNames) -> bool:
    """Tell whether a text is written like a person's name: few words, capitals, no word of desks, firms or roles."""
    if not 2 <= len(name) <= MAX_NAME_CHARACTERS or _DATE_OR_TIME.search(name) or site.has_name(name):
        return False
    words = name.split()
    if len(words) > MAX_NAME_WORDS or not _LETTERS.match(name):
        return False
    lower = [word.strip(".,:").casefold() for word in words]
    if any(word in _STAFF or word in _ROLES for word in lower):
        return False
    if _SHORT_CODE.fullmatch(name):
        return False
    if any(char in "?!:…<>{}=#%$€\"“”„«»" for char in name):
        return False
    return not (name.isascii() and name == name.lower() and len(words) > 3)
