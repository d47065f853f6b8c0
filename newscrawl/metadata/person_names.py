"""Decides which names a byline holds, and what in it is no person. The words are in
`byline_words.py`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from newscrawl.metadata.agencies import split_agencies
from newscrawl.metadata.byline_words import load_byline_words
from newscrawl.metadata.plain_text import fold
from newscrawl.metadata.publisher import SiteNames

MAX_BYLINE_CHARACTERS = 300
MAX_NAME_CHARACTERS = 60
MAX_NAME_WORDS = 6
"""No person in the golds of the development sets has a name of more than five words."""

_OPENINGS = " \n\t（(["
_HARD_SEPARATOR = re.compile(r"\s*[;|•、／\n\t]\s*|\s*·\s+|\s+·\s*|\s+[–-]\s+|\s*—\s*|\s*/\s*|\s*&\s*|\s+\+\s+")
_ADDRESS = re.compile(r"\S+@\S+\.\S+|https?://\S+|www\.\S+|(?<!\w)@\w+")
_BRACKETED = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|<[^<>]*>")
_DATE = re.compile(
    r"\b[^\W\d]{3,10}\.?\s+\d{1,2}(?:st|nd|rd|th)?\b(?!\.?\s+[^\W\d]{3})(?:,?\s*\d{4})?"
    r"|\b\d{1,2}\.?\s+[^\W\d]{3,10}\.?(?:,?\s+\d{4})?|\d{1,4}[./-]\d{1,2}[./-]\d{1,4}|\b\d{1,2}:\d{2}\b"
)
_CREDENTIAL = re.compile(
    r"(?:\s|^)(?:[A-Z]{2,6}|[A-Z][a-z]?\.(?:[A-Z]\.?)+|Ph\.?\s?D\.?|E-RYT|CPA|Jr\.?|Sr\.?|II|III)$"
)
_NOTE = re.compile(r"(?<=[^\W\d_])[\d¹²³⁴⁵⁶⁷⁸⁹⁰]{1,2}$")
"""A note's number behind a name."""
_LETTERS = re.compile(r"[^\W\d_]")
_SHORT_CODE = re.compile(r"[a-zäöüß]{1,4}|[A-Z]{1,2}")
_USER_NAME = re.compile(r"\S*(?:\d|\w[._]\w)\S*|[a-z]+(?:-[a-z0-9]+)+")
_NO_NAME_CHARACTERS = frozenset('?!:…<>{}=#%$€"“”„«»_©⟨⟩[]|*+~^\\')
_NAME_WORD = re.compile(r"(?!(?:at|in|on|of|for|from|the|to|is|bei|für|in|en|à|sur)$).+")
_UNSPACED = "\u2e80"
"""From this letter on, scripts write names without a space."""
_SMALL_WORDS = frozenset(
    {"de", "da", "do", "dos", "das", "del", "della", "di", "la", "le", "van", "von", "der", "den", "zu",
     "zur", "af", "av", "el", "al", "bin",
     "ibn", "y", "e", "ter", "ten", "du", "des", "dal", "dem", "vom", "und", "mc", "st", "abu", "ben"}
)  # fmt: skip


def read_names(
    text: str, site: SiteNames, *, is_strict: bool = False, has_lead: bool = False
) -> tuple[list[str], list[str]]:
    """Give the names of people in a byline, in order, and the agencies in it.

    Dropped are: lead-ins (By, Von, Автор), addresses and handles, dates, roles and degrees, desks and
    teams, the site's own name, author codes ("red", "jb"). A text that is no name ("unknown", a sentence)
    gives nothing. is_strict: the text is only likely a byline; names of one word, or in small letters, do
    not count. has_lead: it begins with words that lead to a name, so that one word that begins with a
    capital will do.
    """
    names: list[str] = []
    agencies: list[str] = []
    is_mixed = False
    for part in split_byline(text):
        rest, found = split_agencies(part)
        agencies.extend(found)
        for name in split_byline(rest) if found else [part]:
            is_likely = not is_strict or is_full_name(name) or (has_lead and not name[0].islower())
            if is_likely and is_person(name, site):
                names.append(name)
                continue
            is_mixed = True
            if is_strict and not has_lead and not names:
                return [], list(dict.fromkeys(agencies))  # bylines begin with the name
    if is_mixed or any(len(name.split()) > 1 for name in names):
        # Beside a full name, or what is none, one word is a place or a desk: "Ann Roe, Lille".
        names = [name for name in names if len(name.split()) > 1 or name[0] >= _UNSPACED]
    return list(dict.fromkeys(names)), list(dict.fromkeys(agencies))


def has_lead_in(text: str) -> bool:
    """Tell whether a short line begins as bylines do ("By Ann Roe", "文/王小明")."""
    return load_byline_words().lead_in.match(text) is not None


def has_sure_lead_in(text: str) -> bool:
    """Tell whether a line begins as only bylines do, wherever it stands ("Written by …", "（文／…）")."""
    words = load_byline_words()
    return text.lstrip(_OPENINGS)[:1].casefold() in words.sure_letters and words.sure_lead_in.match(text) is not None


def is_lead_in(line: str) -> bool:
    """Tell whether a line is nothing but the words that lead to a name ("Written by", "Author:")."""
    return fold(line) in load_byline_words().lead_words


def split_byline(text: str) -> list[str]:
    """Cut a byline into the parts that may be names."""
    text = _BRACKETED.sub(" ", _ADDRESS.sub(" ", text[:MAX_BYLINE_CHARACTERS]))
    stop = load_byline_words().stop
    parts: list[str] = []
    for chunk in _HARD_SEPARATOR.split(text):
        lead = drop_lead_in(chunk)
        rest = stop.sub("", lead)
        chunk = _DATE.sub(",", rest if rest.strip() or lead != chunk else "")
        for piece in _split_commas(chunk):
            parts.extend(_split_conjunctions(piece))
    tidy = (
        drop_credentials(_NOTE.sub("", " ".join(drop_lead_in(part).split())).strip(" ,:;/|-–—*\"“”'’"))
        for part in parts
    )
    return [part for part in tidy if part]


def drop_lead_in(text: str) -> str:
    """Give a text without the words that lead to a name, up to two of them ("Text: Von …")."""
    prefix = load_byline_words().prefix
    for _ in range(2):
        cut = prefix.sub("", text, count=1)
        if not cut.strip():
            return text
        text = cut
    return text


def drop_credentials(name: str) -> str:
    """Give a name without degrees at its end ("Ann Roe MD"), where a full name stays. A name that is set
    in capitals is left alone."""
    words = name.split()
    half = len(words) // 2
    if half and words[:half] == words[half:]:
        name = " ".join(words[:half])  # the name of a portrait, and the name
    for _ in range(3):
        cut = _CREDENTIAL.sub("", name).rstrip(" ,")
        if len(cut.split()) < 2 or name == name.upper():
            return name
        name = cut
    return name


def _split_commas(text: str) -> Iterator[str]:
    """Part at commas; what follows a name and is a role, a degree or a place is dropped by `is_person`
    later."""
    pieces = [piece for piece in re.split(r"\s*[,，]\s*", text) if piece.strip()]
    is_reversed = len(pieces) == 2 and all(len(piece.split()) == 1 for piece in pieces)
    if is_reversed and pieces[1][:1].isupper() and not _CREDENTIAL.search(f" {pieces[1]}"):
        # "Kaufman, Jeff": one person, last name first. Two single names would be as rare as they are unclear.
        yield f"{pieces[1]} {pieces[0]}"
        return
    yield from pieces


def _split_conjunctions(text: str) -> Sequence[str]:
    parts = load_byline_words().conjunction.split(text)
    if len(parts) == 1:
        return parts
    # "José Ortega y Gasset" is one person: a conjunction parts only what is a full name on both sides, or on
    # none.
    words = [len(part.split()) for part in parts]
    if all(count >= 2 for count in words) or all(count == 1 for count in words):
        return parts
    return [text] if re.search(r"\s[yei]\s", text) else parts


def is_person(name: str, site: SiteNames) -> bool:
    """Tell whether a text is written like a person's name: few words, no word of desks, firms or roles."""
    book = load_byline_words()
    if not 2 <= len(name) <= MAX_NAME_CHARACTERS or site.has_name(name) or fold(name) in book.lead_words:
        return False
    words = name.split()
    if len(words) > MAX_NAME_WORDS or not _LETTERS.match(name) or _SHORT_CODE.fullmatch(name):
        return False
    parts = [part.strip(".,:’'").casefold() for word in words for part in (word, *word.split("-"))]
    if any(part in book.staff or (part in book.roles and len(part) > 3) for part in parts) or parts[-1] in book.roles:
        return False
    if _NO_NAME_CHARACTERS & set(name) or (len(words) == 1 and _USER_NAME.fullmatch(name)):
        return False
    if len(words) > 1 and (len(set(words)) == 1 or not _NAME_WORD.fullmatch(words[-1])):
        return False
    if any(len(word) == 1 for word in words) and any(site.is_part(word) for word in words):
        return False  # an account of the site: "Gazette D"
    if any(word.isupper() and len(word) > 2 and fold(word) in site.labels | site.names for word in words):
        return False  # an acronym of the site: "XYZ Region"
    return not (len(words) > 2 and any(_is_small(word) for word in words))


def is_desk(name: str) -> bool:
    """Tell whether a name holds a word of desks, firms or placeholders ("Redaktion Sport", "Harbour News")."""
    return not load_byline_words().staff.isdisjoint(
        word.strip(".,:’'").casefold() for word in name.replace("-", " ").split()
    )


def is_full_name(name: str) -> bool:
    """Tell whether a name has two words or more that begin with capitals; in scripts without capitals, any
    name."""
    words = name.split()
    if name[0] >= "\u0590" and not name[0].isupper() and not name[0].islower():
        return 2 <= len(name) <= 30 and (len(words) > 1 or name[0] >= _UNSPACED)
    return len(words) >= 2 and words[0][:1].isupper() and words[-1][:1].isupper()


def _is_small(word: str) -> bool:
    return word[:1].islower() and word.casefold() not in _SMALL_WORDS and "'" not in word and "’" not in word
