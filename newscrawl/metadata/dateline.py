"""Decides which place and agency the first paragraph's dateline names ("WASHINGTON (AP) — …"), and where
the story's own words begin.

Only forms that cannot be the start of a plain sentence count: capitals or an agency before a dash, a
bracketed agency, the agencies' own forms of Russian, Indian and East Asian wires. Credits at the end of a
story are left to `agency_credit.py`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from newscrawl.metadata.agencies import find_agency

MAX_CHARACTERS = 140
"""A dateline stands within this much of the paragraph; no agency's form is longer."""
MAX_PLACE_WORDS = 5

# Strings, which `re` compiles and keeps on first use: 15 ms that an import need not take.
_DASH = r"\s*\.?(?:--|[—–―-])\s*"
_MONTH = r"[^\W\d][^\s\d()\[\],.—–-]{2,13}\.?"
_DAY = (
    rf"(?:{_MONTH}\s+\d{{1,2}}(?:,\s*\d{{4}})?|\d{{1,2}}\.?\s+(?:de\s+)?{_MONTH}(?:\s+(?:de\s+)?\d{{4}})?"
    r"|\d{1,2}\.\d{1,2}\.?(?:\d{4})?|\d{1,2})"
)
_PLACE = r"(?P<place>[^\W\d_][^()\[\]:;!?\d—–―]{1,60}?)"
_CAPITALS = (
    r"(?P<place>[^\W\d_a-zß-öø-ÿа-я][^()\[\]:;!?\da-zß-öø-ÿа-я—–―]{1,40}"
    r"(?:,\s[A-Z][\w.]{1,12}(?:\s[A-Z][\w.]{1,12})?)?)"
)
_BRACKETED = (
    rf"^(?:{_PLACE}(?:[,،]?\s*{_DAY})?[,،]?\s*)?[(\[](?P<agency>[^()\[\]]{{2,60}})[)\]]"
    rf"(?:{_DASH}|\s*[:.]?\s+(?=[^a-zß-öø-ÿа-я])|$)"
)
_CAPITALS_DASH = rf"^{_CAPITALS}(?:,\s*{_DAY})?(?:\s*--\s*|\s+[—–―-]\s+|[—–―]\s*)(?=[^\Wa-zß-öø-ÿа-я]|[\"“„«‘'])"
_RUSSIAN = (
    rf"^(?P<place>[А-ЯЁІЇЄ][А-ЯЁІЇЄа-яёіїє’'-]+(?:[\s-][А-ЯЁІЇЄа-яёіїє-]+){{0,2}})[.,]\s+{_DAY}\.?\s*"
    r"[.,—–-]?\s*(?P<agency>[^\s.—–-][^.—–]{1,30}?)\s*(?:[.—–-]|/{1,2}|\.)\s"
)
_CHINESE = (
    r"^[（(【]?(?P<agency>新华社|新華社|中新社|中新网|中央社|共同社|路透社|法新社|塔斯社|韩联社|人民网)"
    r"(?:记者|記者)?(?P<place>[\u4e00-\u9fff]{0,8}?)(?:[、]?\d{1,2}月)?\d{1,2}日?(?:综合)?[电電讯訊][）)】]?"
)
_CHINESE_REPORTERS = r"^[（(](?:[\u4e00-\u9fff]{0,6}(?:记者|記者))[:：]?(?P<names>[^（()）]{2,40})[)）]"
_JAPANESE = (
    r"^[【［](?P<place>[^】］＝=\s\d０-９]{1,14}?)"
    r"(?:[＝=\s　]|(?:[\d０-９]+日[\s　]?)|(?=共同|時事|ロイター|AFP|ＡＦＰ))+"
    r"(?:[\d０-９]+日[\s　]*)?(?P<agency>[^】］]{2,20})[】］]"
)
_KOREAN = (
    r"^[(（\[](?P<place>[가-힣·]{1,12})=(?P<agency>[^)）\]]{2,14})[)）\]]\s*"
    r"(?:[가-힣\s·]{2,24}\s=\s)?"
)
_HINDI = (
    r"^(?:[\u0900-\u097f\s]{0,20}(?:संवाददाता|ब्यूरो|डेस्क|एजेंसी|संवाद)|(?P<agency>[\u0900-\u097f]{2,12})),\s*"
    r"(?P<place>[\u0900-\u097f][\u0900-\u097f\s-]{1,28})(?:।|\s*[—–:-])\s*"
)
_SITE = r"[A-Za-z][\w-]{1,20}\.(?:com|co\.id|id|net|org|co)"
_INDONESIAN = (
    rf"(?i)^(?:{_SITE}\s*[,|]\s*(?P<place>[A-Z][A-Za-z' ]{{2,30}}?)"
    rf"|(?P<late>[A-Z][A-Za-z' ]{{2,30}}?),\s*{_SITE})"
    rf"(?:{_DASH}|\s*:\s+)(?=\S)"
)
_LATE_PLACE = rf"^(?P<place>[A-ZÀ-Ý][A-ZÀ-Ý' ]{{2,30}}),\s*{_DAY}\s*[—–-]\s"
_CORRESPONDENT = r"^DAL(?:L[AO']\s?)?\s?NOSTR[AO]\s(?:CORRISPONDENTE|INVIAT[AO])\s*"
_BROADCASTER = r"^\(?(?:CNN|CBS|NBC|ABC|BBC|NPR)\)?$"


@dataclass(frozen=True, slots=True)
class Dateline:
    """place: as printed, without day; None where the form names none. agency: its canonical name.
    reporters: names that wires of East Asia set behind the dateline. end: index in the paragraph at which
    the story's own words begin."""

    place: str | None
    agency: str | None
    reporters: tuple[str, ...]
    end: int


def read_dateline(first_paragraph: str) -> Dateline | None:
    """Read the dateline with which a story's first paragraph begins; None where it begins without one.

    first_paragraph: plain text, one paragraph. Pure; bounded by MAX_CHARACTERS.
    """
    offset = len(first_paragraph) - len(first_paragraph.lstrip())
    text = first_paragraph[offset : offset + MAX_CHARACTERS]
    for read in _READERS:
        found = read(text)
        if found is not None:
            return Dateline(found.place, found.agency, found.reporters, offset + found.end)
    return None


def _read_wire(text: str) -> Dateline | None:
    """Read the forms that only agencies of one script use; the agency must be known."""
    for pattern in (_CHINESE, _RUSSIAN, _JAPANESE, _KOREAN):
        match = re.match(pattern, text)
        agency = find_agency(match["agency"]) if match else None
        if match and agency is not None:
            end = match.end()
            reporters = re.match(_CHINESE_REPORTERS, text[end:]) if pattern is _CHINESE else None
            names = tuple(re.split(r"[、,，\s]+", reporters["names"])) if reporters else ()
            return Dateline(match["place"].strip() or None, agency, names, end + (reporters.end() if reporters else 0))
    return None


def _read_local(text: str) -> Dateline | None:
    """Read the forms of Indian and Indonesian papers, which name a correspondent or the site before the
    place."""
    match = re.match(_HINDI, text)
    if match and (match["agency"] is None or find_agency(match["agency"])):
        agency = find_agency(match["agency"]) if match["agency"] else None
        return Dateline(match["place"].strip(), agency, (), match.end())
    match = re.match(_INDONESIAN, text)
    place = _tidy_place((match["place"] or match["late"]).strip()) if match else None
    return Dateline(place, None, (), match.end()) if match and place else None


def _read_bracketed(text: str) -> Dateline | None:
    match = re.match(_BRACKETED, text)
    if match is None:
        return None
    agency = find_agency(match["agency"])
    if agency is not None and match["place"] is None:
        late = re.match(_LATE_PLACE, text[match.end() :])  # "(ANSA) - ROMA, 03 MAR - …"
        place, more = (late["place"].strip(), late.end()) if late else (None, 0)
        return Dateline(place, agency, (), match.end() + more)
    place = _tidy_place(match["place"])
    if place is not None and (agency is not None or re.match(_BROADCASTER, match["agency"].strip())):
        return Dateline(place, agency, (), match.end())
    return None


def _read_capitals(text: str) -> Dateline | None:
    match = re.match(_CAPITALS_DASH, text)
    place = _tidy_place(match["place"]) if match else None
    return Dateline(place, None, (), match.end()) if match and place and _is_capital(place) else None


_READERS: tuple[Callable[[str], Dateline | None], ...] = (
    _read_wire,
    _read_local,
    _read_bracketed,
    _read_capitals,
)


def _tidy_place(place: str | None) -> str | None:
    """Give a place that can be one: few words that begin with capitals, or in a script without them."""
    if place is None:
        return None
    place = re.sub(_CORRESPONDENT, "", re.sub(rf",?\s*{_DAY}$", "", place.strip(" ,،-–—")))
    place = place if re.search(r"\.\w\.$", place) else place.rstrip(".")
    words = re.split(r"[\s/]+", place)
    if not 1 <= len(words) <= MAX_PLACE_WORDS or not place:
        return None
    small = [word for word in words if word[:1].islower()]
    return place if len(small) <= (1 if len(words) > 2 else 0) else None


def _is_capital(place: str) -> bool:
    """Tell whether the first word is written in capitals: without an agency only that tells a place from a
    sentence."""
    word = re.split(r"[\s,/]+", place)[0].strip(".")
    return len(word) >= 3 and word.isupper() and find_agency(word) is None
