"""Decides the story's section and its tags, as the page names them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from newscrawl.metadata.head import Head
from newscrawl.metadata.plain_text import clean_line, fold
from newscrawl.metadata.publisher import SiteNames
from newscrawl.metadata.story import Structured, open_list, read_types

SECTION_METAS = ("article:section", "og:article:section", "og:section", "parsely-section", "itemprop:articlesection",
                 "section", "dc.subject.section")  # fmt: skip
TAG_METAS = ("article:tag", "og:article:tag", "news_keywords", "parsely-tags", "sailthru.tags", "keywords")
MAX_TAG_CHARACTERS = 60
"""Longer keywords are sentences for search engines."""
MAX_TAGS = 50
_SEPARATOR = re.compile(r"\s*[,;，、|]\s*")


def read_section(head: Head, structured: Structured, site: SiteNames) -> str | None:
    """Give the section: structured data, then metas, then the last step but the story of the breadcrumb."""
    for _, _, value in structured.read_values("articleSection"):
        name = structured.read_name(value)
        if name and not site.has_name(name):
            return name
    name = head.read_first(*SECTION_METAS)
    if name:
        return name
    return next(_read_breadcrumb(structured, head, site), None)


def _read_breadcrumb(structured: Structured, head: Head, site: SiteNames) -> Iterator[str]:
    titles = fold(" ".join(head.read_all("og:title")) + (head.title or ""))
    for _, item in structured.items:
        if "BreadcrumbList" not in read_types(item):
            continue
        names = [_name_step(structured, step) for step in open_list(item.get("itemListElement"))]
        steps = [name for name in names[1:] if name and not site.has_name(name) and fold(name) not in titles]
        yield from steps[:1]


def _name_step(structured: Structured, step: Any) -> str | None:
    if not isinstance(step, dict):
        return None
    return structured.read_name(step.get("name")) or structured.read_name(step.get("item"))


def read_tags(head: Head, structured: Structured) -> tuple[str, ...]:
    """Give the tags of structured data, or of the first meta that has any; in order, no doubles."""
    tags = tuple(_split_tags(_read_keywords(structured)))
    if tags:
        return tags
    for name in TAG_METAS:
        tags = tuple(_split_tags(head.read_all(name)))
        if tags:
            return tags
    return ()


def _read_keywords(structured: Structured) -> Iterator[str]:
    for _, item in structured.stories:
        for value in open_list(item.get("keywords")):
            text = structured.read_name(value)
            if text:
                yield text


def _split_tags(texts: Iterable[str]) -> Iterator[str]:
    seen: set[str] = set()
    for text in texts:
        for part in _SEPARATOR.split(text):
            tag = clean_line(part)
            if tag and len(tag) <= MAX_TAG_CHARACTERS and fold(tag) not in seen and len(seen) < MAX_TAGS:
                seen.add(fold(tag))
                yield tag
