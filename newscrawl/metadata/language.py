"""Decides which language the page declares, as a BCP 47 tag. The text itself is not asked."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from newscrawl.metadata.head import Head
from newscrawl.metadata.story import Structured

_TAG = re.compile(r"([a-z]{2,3})(?:[-_]([a-z]{4}))?(?:[-_]([a-z]{2}|\d{3}))?(?![a-z0-9])", re.IGNORECASE)
_NO_LANGUAGE = frozenset({"und", "mul", "zxx", "xx", "xxx", "zz", "www", "htm"})
LANGUAGE_METAS = (
    "og:locale",
    "content-language",
    "language",
    "dc.language",
    "dcterms.language",
    "itemprop:inlanguage",
)


def read_language(head: Head, structured: Structured) -> str | None:
    """Give the tag of `<html lang>`, unless two other sources agree on another language: templates copy
    `en`."""
    tags = list(_read_tags(head, structured))
    if not tags:
        return None
    own = normalize_tag(head.lang or "")
    votes = Counter(tag.split("-")[0] for tag in tags)
    winner, count = votes.most_common(1)[0]
    if own is not None and (own.split("-")[0] == winner or count < 2 or votes[own.split("-")[0]] == count):
        return own
    return next(tag for tag in tags if tag.split("-")[0] == winner)


def _read_tags(head: Head, structured: Structured) -> Iterator[str]:
    values = [head.lang or "", *(value for name in LANGUAGE_METAS for value in head.metas.get(name, ())[:1])]
    for _, _, value in structured.read_values("inLanguage"):
        values.append(value if isinstance(value, str) else str(value.get("alternateName") or value.get("name") or ""))
        break
    yield from (tag for tag in map(normalize_tag, values) if tag is not None)


def normalize_tag(text: str) -> str | None:
    """Give `en_us` as `en-US`, `zh-hans-cn` as `zh-Hans-CN`; None for what is no tag (`English`,
    `{{lang}}`)."""
    match = _TAG.match(text.strip())
    if match is None or match[1].lower() in _NO_LANGUAGE:
        return None
    parts = [match[1].lower()]
    if match[2]:
        parts.append(match[2].capitalize())
    if match[3]:
        parts.append(match[3].upper())
    return "-".join(parts)
