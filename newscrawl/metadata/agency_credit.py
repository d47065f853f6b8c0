"""Decides which agency a credit at the end of a story names ("(dpa)", "With material from AFP", "© Reuters").

Datelines at a story's start are left to `dateline.py`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from newscrawl.metadata.agencies import find_agency, split_agencies

MAX_LINE_CHARACTERS = 160
"""A paragraph that is all credit is shorter, legal lines of American agencies apart, which begin with
`Copyright`."""
MAX_TAIL_CHARACTERS = 90

_LEAD = re.compile(
    r"^\W*(?:sources?|quellen?|fuentes?|fonti?|bron(?:nen)?|kilder?|källor?|źródł[oa]|zdroj|kaynak|sumber|источник[и]?"
    r"|джерел[оа]|المصدر|מקור|来源|來源|出典|출처|स्रोत|इनपुट"
    r"|\(?(?:with (?:material|files?|reporting|inputs?|contributions?)? ?(?:from|by)?"
    r"|mit (?:material|informationen|agenturmaterial)? ?(?:von|der)?|avec"
    r"|con (?:información|informaciones|datos) de"
    r"|com informações|com (?:agências|a)|met medewerking van"
    r"|по материалам|за матеріалами|с использованием материалов)"
    r"|this (?:story|report|article)|\(?c\)|©|copyright|report(?:ing|ed)? by|by)(?!\w)",
    re.IGNORECASE,
)
_BRACKETED_TAIL = re.compile(r"\s*[(\[（［〔【]\s*([^()\[\]（）［］〔〕【】]{2,80})[)\]）］〕】]\s*\.?\s*$")
_LOOSE_TAIL = re.compile(r"(?<=[.!?…»”\"。）])\s+(?:[—–―/-]{1,2}\s*)?([^.!?—–―/\s][^.!?—–―/]{1,40})/?\s*$")
_FILLERS = frozenset(
    {"and", "und", "et", "y", "e", "og", "och", "en", "i", "with", "mit", "avec", "con", "com", "from",
     "von", "de", "der", "die", "des", "le", "la", "the", "of", "by", "für", "for", "story", "material",
     "agencies", "agenturen", "agences", "agencias", "news", "wire", "staff", "all", "rights",
     "reserved", "vía", "via", "par", "por", "d"}
)  # fmt: skip
_WORD = re.compile(r"[^\W\d_]+")
_UNSPACED = "\u2e80"
MAX_OTHER_WORDS = 1
"""Words beside the agencies in a line that is all credit: the paper's own name ("Gazette/dpa"); a sentence
has more."""
MAX_LINE_WORDS = 5


@dataclass(frozen=True, slots=True)
class AgencyCredit:
    """agency: canonical names, parted by `/`. start, end: the credit in the paragraph; all of it where the
    paragraph is a credit line."""

    agency: str
    start: int
    end: int


def read_agency(last_paragraph: str) -> AgencyCredit | None:
    """Read the agency that a story's last paragraph credits; None where it credits none.

    Wrong for a last sentence that ends with an agency's name in brackets and means the agency itself.
    """
    text = last_paragraph.rstrip()
    whole = _read_line(text)
    if whole is not None:
        return AgencyCredit(whole, 0, len(last_paragraph))
    offset = max(0, len(text) - MAX_TAIL_CHARACTERS)
    for pattern in (_BRACKETED_TAIL, _LOOSE_TAIL):
        match = pattern.search(text, offset)
        if match is None or _is_abbreviation(match[1], text[: match.start()]):
            continue
        agency = _read_pure(match[1], MAX_OTHER_WORDS if pattern is _BRACKETED_TAIL else 0)
        if agency is not None:
            return AgencyCredit(agency, match.start(), len(last_paragraph))
    return None


def _read_line(text: str) -> str | None:
    """Give the agency of a paragraph that is all credit."""
    line = text.strip()
    is_copyright = line[:9].lower() == "copyright" or line[:1] == "©"
    if not line or len(line) > (2 * MAX_LINE_CHARACTERS if is_copyright else MAX_LINE_CHARACTERS):
        return None
    lead = _LEAD.match(line)
    if lead and (is_copyright or len(split_agencies(line[lead.end() :])[0].split()) <= MAX_LINE_WORDS):
        return find_agency(line)
    return _read_pure(line, MAX_OTHER_WORDS) if len(line.split()) <= MAX_LINE_WORDS else None


def _read_pure(text: str, words: int) -> str | None:
    """Give the agencies of a text that holds at most so many words beside them and the authors' initials."""
    agency = find_agency(text)
    if agency is None:
        return None
    others = [
        word
        for word in _WORD.findall(split_agencies(text)[0])
        if word.casefold() not in _FILLERS and (len(word) > 4 or not word.islower() or word[0] >= _UNSPACED)
    ]
    return agency if len(others) <= words and not any(word[0] >= _UNSPACED for word in others) else None


def _is_abbreviation(inside: str, before: str) -> bool:
    """Tell whether brackets hold the initials of the words before them: "the Palestinian Authority (PA)"."""
    words = before.split()[-len(inside) :]
    return inside.isupper() and "".join(word[0] for word in words) == inside
