"""Decides whether a page that was seen before gives a new record, and what kind of change it shows.

Only the title and the text count: hashes of the text, never of the HTML, which changes with every
advertisement. When a page is looked at again is decided in `revisits.py`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

Change = Literal["new", "updated", "corrected", "gone"]

FULLER = 1.1
"""Another URL of a known article (AMP, print) gives a version only where its text is so much longer: variants
leave out or add a line each, and would take turns in being the newest version."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """What versions of an article are compared by. paragraphs: those of the text."""

    title: str | None
    text_sha256: str
    paragraphs: tuple[str, ...]
    word_count: int


def find_change(old: Wording, new: Wording, *, is_other_url: bool) -> Change | None:
    """Say how an article changed; None where it did not.

    is_other_url: the page answered under a URL that is not the one the article is looked at by.
    """
    if (old.title, old.text_sha256) == (new.title, new.text_sha256):
        return None
    if is_other_url and new.word_count < old.word_count * FULLER:
        return None
    return "corrected" if is_correction(old.paragraphs, new.paragraphs) else "updated"


def is_correction(old: Sequence[str], new: Sequence[str]) -> bool:
    """Tell whether a correction notice came into the text.

    Why: publishers bound to correct in the open say so in a paragraph of its own or at the end of one. Wrong
    for silent corrections (told as updates), and for a story about somebody's correction.
    """
    return sum(map(has_notice, new)) > sum(map(has_notice, old))


def has_notice(paragraph: str) -> bool:
    """Tell whether a paragraph, or a sentence in it, begins like a correction notice."""
    return bool(_load_notices().search(paragraph))


def is_other_story(old: Wording, new: Wording) -> bool:
    """Tell whether a page now holds another story than it did: another title, and no paragraph in common.

    Why: some addresses (`/live`, `/weather`) hold a new story every day. Wrong for a story that was rewritten
    from its headline to its last paragraph, which becomes a new article.
    """
    return old.title != new.title and set(old.paragraphs).isdisjoint(new.paragraphs)


@cache
def _load_notices() -> re.Pattern[str]:
    data = tomllib.loads(files("newscrawl").joinpath("data/corrections.toml").read_text(encoding="utf-8"))
    labels = "|".join(map(re.escape, sorted(data["labels"], key=len, reverse=True)))
    phrases = "|".join(map(re.escape, data["phrases"]))
    return re.compile(
        rf"(?:^\W{{0,3}}|[.!?。]\s+)(?:(?:{labels})\s*(?:[:：.)\]】(（\[–—-]|$)|(?:{phrases})(?!\w))",
        re.IGNORECASE,
    )
