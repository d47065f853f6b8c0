"""Decides where a byline ends that stands ahead of a paragraph's first sentence, in one element with it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from newscrawl.blocks import Cut, CutKind
from newscrawl.cleaning.shape import count_words
from newscrawl.metadata.person_names import drop_lead_in

MIN_SENTENCE_WORDS = 4
"""So many words must follow: a line that is nothing but a byline is judged as a whole."""
GLUED_BYLINE = Cut(CutKind.byline, "glued-byline", "names who wrote it, ahead of the first sentence")
_BETWEEN = re.compile(r"\s*(?:,|&|/|\b(?:and|und|et|y|e|en|og|och)\b)\s*(?=\S)", re.IGNORECASE)
_POST = re.compile(r",? (?:[^\W\d]+[ -]){0,3}(?:writer|reporter|correspondent|editor|staff)s?\b", re.IGNORECASE)
_BREAK = re.compile(r"\s*[-–—|:·•]+\s*|\s+")
_SENTENCE_START = re.compile(r"[\"'“‘«„(¿¡]*[^\W_a-z]")


def find_glued_byline(text: str, authors: Sequence[str]) -> int | None:
    """Give where the first sentence begins behind `By Ada Morel and Jon Roe, staff writers —`; None without a byline.

    authors: the names that the page's metadata gives. Only those, led in by a word for it, make a byline, and only a
    sentence may follow: `By Ada Morel's count` and `By Ada Morel it was called` stay. Golds of the development sets
    show none of these, neither cut nor kept; pages of the 2000s have them.
    """
    rest = drop_lead_in(text)
    if rest == text or not text.endswith(rest):
        return None
    end = _skip_names(rest, authors)
    if not end:
        return None
    post = _POST.match(rest, end)
    gap = _BREAK.match(rest, post.end() if post is not None else end)
    if gap is None or _SENTENCE_START.match(rest, gap.end()) is None:
        return None
    is_sentence = count_words(rest[gap.end() :]) >= MIN_SENTENCE_WORDS
    return len(text) - len(rest) + gap.end() if is_sentence else None


def _skip_names(text: str, authors: Sequence[str]) -> int:
    """Give where the names end with which a text begins; 0 where it begins with none."""
    end = start = 0
    while (name := _find_name(text[start:], authors)) is not None:
        end = start + len(name)
        between = _BETWEEN.match(text, end)
        if between is None:
            break
        start = between.end()
    return end


def _find_name(text: str, authors: Sequence[str]) -> str | None:
    found = [name for name in authors if text[: len(name)].casefold() == name.casefold()]
    return max(found, key=len, default=None)
