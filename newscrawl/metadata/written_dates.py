"""Decides which day and time a text that people read states ("12. März 2026, 7:30 Uhr", "2026年3月12日")."""

from __future__ import annotations

import re

from newscrawl.metadata.timestamps import Moment, read_moment

_YEAR = r"(?<!\d)(?:(?:19|20)\d{2}|[\u0660-\u0669\u06f0-\u06f9\u0966-\u096f]{4})(?!\d)"
_DAY = r"(?<![\d.])\d{1,2}(?![\d%])"
_DAY_AND_YEAR = re.compile(rf"{_DAY}[^\d©]{{2,30}}{_YEAR}|{_YEAR}[^\d©]{{2,30}}{_DAY}")
_CJK = re.compile(
    r"(\d{4})\s*[年년]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日일](?:\D{0,6}?(\d{1,2})[:时時시](\d{1,2})分?)?"
)
_NUMERIC = re.compile(
    r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?:[ T,]+\d{1,2}:\d{2}(?::\d{2})?)?"
    r"|\d{1,2}[-/.]\d{1,2}[-/.]\d{4}(?:\D{0,6}\d{1,2}:\d{2}(?::\d{2})?)?"
)
_NAMED = re.compile(
    r"(?:\d{1,2}(?:st|nd|rd|th|er|º)?[\s.]+(?:de\s+)?[^\W\d]{3,12}\.?,?\s+(?:de\s+)?\d{4}"
    r"|[^\W\d]{3,12}\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+\d{4})"
    r"(?:\D{0,8}?\d{1,2}[:.]\d{2}(?:\s*[ap]\.?m\b\.?)?(?:\s*[A-Z]{2,4}\b)?)?",
    re.IGNORECASE,
)
MAX_CHARACTERS = 120


def read_written_moment(text: str, language: str | None) -> Moment | None:
    """Read the first date in a short text. Asks dateparser only where no plain form fits: it costs
    milliseconds.

    None where there is no year: relative dates ("yesterday") need a clock, which the core has not.
    """
    text = text[:MAX_CHARACTERS]
    match = _CJK.search(text)
    if match:
        time = f" {int(match[4]):02}:{match[5]}" if match[4] else ""
        return read_moment(f"{match[1]}-{int(match[2]):02}-{int(match[3]):02}{time}", language)
    match = _NUMERIC.search(text)
    if match:
        return read_moment(match[0], language)
    match = _NAMED.search(text)
    if match:
        moment = read_moment(match[0], language)
        if moment is not None:
            return moment
        return _ask_dateparser(match[0], language)
    return _ask_dateparser(text, language) if not text.isascii() and _DAY_AND_YEAR.search(text) else None


def _ask_dateparser(text: str, language: str | None) -> Moment | None:
    from dateparser import parse  # imported late: 50 ms, and few pages need it

    languages = [language.split("-")[0].lower()] if language else None
    settings = {
        "REQUIRE_PARTS": ["day", "month", "year"],
        "RETURN_AS_TIMEZONE_AWARE": False,
        "PARSERS": ["absolute-time"],
    }
    try:
        time = parse(text, languages=languages, settings=settings)
    except Exception:  # dateparser raises ValueError for unknown languages, and others for odd input
        return None
    if time is None:
        return None
    has_time = re.search(r"\d{1,2}[:.]\d{2}(?!\d)", text) is not None
    stamp = time.strftime("%Y-%m-%d %H:%M:%S") if has_time else time.strftime("%Y-%m-%d")
    return read_moment(stamp, language)
