"""Decides whether the page says that it is free to read. A paywall that is only shown is left to the
page's type."""

from __future__ import annotations

from typing import Any

from newscrawl.metadata.head import Head
from newscrawl.metadata.story import Structured

_TRUE = frozenset({"true", "yes", "1", "http://schema.org/true", "https://schema.org/true"})
_FALSE = frozenset({"false", "no", "0", "http://schema.org/false", "https://schema.org/false"})
_TIERS = {"free": True, "locked": False}
"""Facebook's `article:content_tier`; its third value, `metered`, says neither."""


def read_is_free(head: Head, structured: Structured) -> bool | None:
    """Give what `isAccessibleForFree` says of the story, else its content tier."""
    for _, _, value in structured.read_values("isAccessibleForFree"):
        answer = read_truth(value)
        if answer is not None:
            return answer
    tier = head.read_first("article:content_tier", "og:article:content_tier")
    return _TIERS.get(tier.lower()) if tier else None


def read_truth(value: Any) -> bool | None:
    """Give the truth value of JSON-LD's many writings of one."""
    if isinstance(value, bool):
        return value
    text = str(value).strip().lower()
    if text in _TRUE:
        return True
    return False if text in _FALSE else None
