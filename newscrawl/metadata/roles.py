"""Decides which words name an element's role ("byline", "standfirst"). What they mean, the fields decide."""

from __future__ import annotations

import re
from functools import lru_cache

from lxml.html import HtmlElement

_WORDS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_MARKER_ATTRIBUTES = frozenset({"class", "id", "itemprop", "rel", "role"})
_MAX_DATA_CHARACTERS = 40
"""Of `data-` attributes the short ones name a role ("standfirst"), the long ones are data."""
_MAX_MARKER_CHARACTERS = 300
_NO_WORDS: frozenset[str] = frozenset()


def read_role(element: HtmlElement) -> frozenset[str]:
    """Give the words of the attributes that name an element's role, in lower case, camelCase and dashes
    parted; a camelCase token also whole ("subTitle")."""
    words = _NO_WORDS
    for name, value in element.items():
        if value and (name in _MARKER_ATTRIBUTES or (name[:5] == "data-" and len(value) <= _MAX_DATA_CHARACTERS)):
            words = words | _split_words(value) if words else _split_words(value)
    return words


@lru_cache(maxsize=8192)
def _split_words(value: str) -> frozenset[str]:
    """Give the words of an attribute; the same classes come again and again, so that results are kept."""
    value = value[:_MAX_MARKER_CHARACTERS]
    if "[" in value or ":" in value:
        value = " ".join(token for token in value.split() if "[" not in token and ":" not in token)
    words = {word.lower() for word in _WORDS.findall(value)}
    return frozenset(words.union(token.lower() for token in value.split() if token.isalpha()))
