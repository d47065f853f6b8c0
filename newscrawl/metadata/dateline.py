"""Decides which place and agency the first paragraph's dateline names ("WASHINGTON (AP) — …").

Only forms that cannot be the start of a plain sentence count: capitals or an agency before a dash, a
bracketed agency, the agencies' own forms of Russian and East Asian wires.
"""

from __future__ import annotations

import re

from newscrawl.metadata.agencies import find_agency

MAX_CHARACTERS = 140
"""A dateline stands within this much of the paragraph; no agency's form is longer."""
MAX_PLACE_WORDS = 5

_DASH = r"\s*\.?(?:--|[—–―-])\s*"
_DAY = (
    r"(?:[^\W\d]{3,10}\.?\s+\d{1,2}(?:,\s*\d{4})?|\d{1,2}\.?\s+(?:de\s+)?[^\W\d]{3,10}\.?(?:\s+(?:de\s+)?\d{4})?"
    r"|\d{1,2}\.\d{1,2}\.?(?:\d{4})?|\d{1,2})"
)
_PLACE = r"(?P<place>[^\W\d_][^()\[\]:;!?\d—–―]{1,60}?)"
_CAPITALS = (
    r"(?P<place>[^\W\d_a-zß-öø-ÿа-я][^()\[\]:;!?\da-zß-öø-ÿа-я—–―]{1,40}"
    r"(?:,\s[A-Z][\w.]{1,12}(?:\s[A-Z][\w.]{1,12})?)?)"
)
_BRACKETED = re.compile(
    rf"^(?:{_PLACE}(?:,\s*{_DAY})?,?\s*)?[(\[](?P<agency>[^()\[\]]{{2,60}})[)\]](?:{_DASH}|\s*[:.]?\s+(?=[^a-zß-öø-ÿа-я])|$)"
)
_CAPITALS_DASH = re.compile(
    rf"^{_CAPITALS}(?:,\s*{_DAY})?(?:\s*--\s*|\s+[—–―-]\s+|[—–―]\s*)(?=[^\Wa-zß-öø-ÿа-я]|[\"“„«‘'])"
)
_RUSSIAN = re.compile(
    rf"^(?P<place>[А-ЯЁІЇЄ][А-ЯЁІЇЄа-яёіїє’'-]+(?:[\s-][А-ЯЁІЇЄа-яёіїє-]+){{0,2}})[.,]\s+{_DAY}\.?\s*"
    r"[.,—–-]?\s*(?P<agency>[^\s.—–-][^.—–]{1,30}?)\s*[.—–-]\s"
)
_CHINESE = re.compile(
    r"^[（(]?(?P<agency>新华社|新華社|中新社|中新网|中央社|共同社|路透社|法新社|塔斯社|韩联社|人民网)"
    r"(?:记者)?(?P<place>[\u4e00-\u9fff]{2,6}?)(?:[、]?\d{1,2}月)?\d{1,2}日?(?:综合)?[电電讯訊]"
)
_LATE_PLACE = re.compile(rf"^(?P<place>[A-ZÀ-Ý][A-ZÀ-Ý' ]{{2,30}}),\s*{_DAY}\s*[—–-]\s")
_BROADCASTER = re.compile(r"^\(?(?:CNN|CBS|NBC|ABC|BBC|NPR)\)?$")


def read_dateline(first_paragraph: str) -> tuple[str | None, str | None]:
    """Give (place as printed, agency) of a dateline; (None, None) where the paragraph begins without one."""
    text = first_paragraph.strip()[:MAX_CHARACTERS]
    for pattern in (_CHINESE, _RUSSIAN):
        match = pattern.match(text)
        if match:
            agency = find_agency(match["agency"])
            if agency is not None:
                return match["place"].strip(), agency
    match = _BRACKETED.match(text)
    if match:
        agency = find_agency(match["agency"])
        place = _tidy_place(match["place"])
        if agency is not None and match["place"] is None:
            return _read_late_place(text[match.end() :]), agency
        if agency is not None and place is not None:
            return place, agency
        if place is not None and _BROADCASTER.match(match["agency"].strip()):
            return place, None
    match = _CAPITALS_DASH.match(text)
    if match:
        place = _tidy_place(match["place"])
        return (place, None) if place is not None and _is_capital(place) else (None, None)
    return None, None


def _read_late_place(rest: str) -> str | None:
    """Give the place of the Italian form, which stands after the agency: "(ANSA) - ROMA, 03 MAR - …"."""
    match = _LATE_PLACE.match(rest)
    return match["place"].strip() if match else None


def _tidy_place(place: str | None) -> str | None:
    """Give a place that can be one: few words that begin with capitals, or in a script without them."""
    if place is None:
        return None
    place = re.sub(rf",?\s*{_DAY}$", "", place.strip(" ,-–—"))
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
