"""Decides who wrote the story, and which agency its byline credits.

Structured data names authors best, then metas, then the visible byline; the first that names a person
wins. How a byline is cut into names is left to `person_names.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from newscrawl.metadata.agencies import find_agency
from newscrawl.metadata.head import Head
from newscrawl.metadata.headline_zone import Mark, Zone
from newscrawl.metadata.person_names import has_lead_in, is_full_name, read_names
from newscrawl.metadata.plain_text import fold, read_text
from newscrawl.metadata.publisher import SiteNames
from newscrawl.metadata.story import Structured, open_list, read_types

AUTHOR_METAS = (
    "author", "article:author", "article:author_name", "og:author", "og:article:author", "byl", "byline",
    "parsely-author", "sailthru.author", "cxenseparse:author", "dc.creator", "dcterms.creator",
    "citation_author",
    "creator", "itemprop:author", "rnews:author", "article.author", "authors",
)  # fmt: skip
_ORGANISATION_TYPES = frozenset({"Organization", "NewsMediaOrganization", "Corporation", "WebSite", "Brand"})
_PERSONAL_STORY_TYPES = frozenset({"Article", "BlogPosting"})
_BYLINE_WORDS = frozenset(
    {
        "byline", "bylines", "author", "authors", "authorname", "authorlink", "autor", "autoren", "autore",
        "autori", "autores", "auteur", "auteurs", "writer", "writers", "verfasser", "contributor",
        "contributors", "signature", "firma", "journalist", "reporter", "redacteur", "forfatter", "skribent",
        "yazar", "tekijä",
    }
)  # fmt: skip
_NOT_BYLINE_WORDS = frozenset(
    {
        "bio", "image", "img", "avatar", "photo", "picture", "role", "title", "date", "time", "box", "desc",
        "description", "job", "position", "follow", "more", "email", "social",
    }
)  # fmt: skip
_AUTHOR_ADDRESS = re.compile(
    r"/(?:authors?|autor(?:en|es|i)?|autore|auteurs?|contributors?|writers?|columnists?|journalist(?:s|es|en)?"
    r"|reporters?|by|byline|profiles?|redakteure?|redaktion|skribent|staff)/[^/?#]*\w",
    re.IGNORECASE,
)
MAX_AUTHORS = 30
MAX_LINES = 60
"""Of one source no more bylines are read: what names more people is no byline."""
MAX_BYLINE_CHARACTERS = 160
"""A byline is a line: longer texts in author boxes are biographies."""
MAX_PLAIN_BYLINE_CHARACTERS = 80
"""Of a line that no class marks as byline: with more it is a sentence that begins with "By"."""


@dataclass(frozen=True, slots=True)
class Authors:
    """names: people, in order. agency: agencies that the bylines credit, parted by `/`."""

    names: tuple[str, ...]
    agency: str | None


def read_authors(head: Head, structured: Structured, zone: Zone, site: SiteNames) -> Authors:
    """Choose the source that names people, and gather the agencies that any source credits."""
    agencies: list[str] = []
    names: list[str] = []
    sources = (
        (read_structured_lines(structured), False),
        (read_meta_lines(head), False),
        (read_visible_lines(zone), True),
    )
    for lines, is_strict in sources:
        found: list[str] = []
        for line in islice(lines, MAX_LINES):
            people, credited = read_names(line, site, is_strict=is_strict and not has_lead_in(line))
            found.extend(people)
            agencies.extend(credited)
        names = names or drop_doubles(found)
    for _, _, value in structured.read_values("creditText", "sourceOrganization"):
        credited_line = structured.read_name(value)
        agencies.extend((find_agency(credited_line) or "").split("/") if credited_line else [])
    own = [agency for agency in dict.fromkeys(agencies) if agency and not site.has_name(agency)]
    names = names or list(read_owner(structured, site))
    return Authors(tuple(names[:MAX_AUTHORS]), "/".join(own) or None)


def read_structured_lines(structured: Structured) -> Iterator[str]:
    """Give the author names of the first story item that has any; organisations left out unless they are
    agencies."""
    for _, item in structured.stories:
        values = open_list(item.get("author") or item.get("creator"))
        lines = [line for value in values for line in _name(structured, value)]
        if lines:
            yield from lines
            return


def _name(structured: Structured, value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        target = structured.by_id.get(str(value.get("@id")), value) if "name" not in value else value
        names = [
            name for name in (structured.read_name(entry) for entry in open_list(target.get("name"))) if name
        ]
        is_organisation = bool(_ORGANISATION_TYPES & set(read_types(target)))
        for name in names:
            if not is_organisation or find_agency(name):
                yield name
    elif isinstance(value, str):
        written = structured.read_name(structured.by_id.get(value) or value)
        if written:
            yield written


def read_owner(structured: Structured, site: SiteNames) -> Iterator[str]:
    """Give the author of a personal site, which bears its owner's name.

    Only where structured data calls the author a person, the story no news, and the name is a full one:
    newspapers state their own name as a person too.
    """
    for _, item in structured.stories:
        if not set(read_types(item)) & _PERSONAL_STORY_TYPES:
            continue
        for value in open_list(item.get("author")):
            if not isinstance(value, dict) or "Person" not in read_types(
                structured.by_id.get(str(value.get("@id")), value)
            ):
                continue
            for name in _name(structured, value):
                if site.has_name(name) and is_full_name(name) and len(name.split()) <= 3:
                    yield from read_names(name, SiteNames(frozenset(), frozenset()))[0]
        return


def read_meta_lines(head: Head) -> Iterator[str]:
    """Give the bylines in metas, with those that Twitter's labelled pairs hold (`twitter:label1` "Written
    by")."""
    for meta in AUTHOR_METAS:
        lines = [line for line in head.read_all(meta) if "://" not in line]
        if lines:
            yield from lines
    for number in ("1", "2"):
        label = head.read_first(f"twitter:label{number}")
        data = head.read_first(f"twitter:data{number}")
        if label and data and has_lead_in(f"{label} ?"):
            yield data


def read_visible_lines(zone: Zone) -> Iterator[str]:
    """Give the texts of byline elements near the headline: innermost marked elements, and plain lines that
    begin as bylines do."""
    marked = [mark for mark in zone.marks if _is_byline(mark)]
    outer = {around for mark in marked for around in mark.element.iterancestors()}
    lines: list[str] = []
    for mark in marked:
        if mark.element not in outer and next(mark.element.iterancestors("figure"), None) is None:
            text = read_text(mark.element)
            if text and len(text) <= MAX_BYLINE_CHARACTERS:
                lines.append(text)
    if not lines:
        lines.extend(_read_plain_lines(zone))
    yield from dict.fromkeys(lines)


def _is_byline(mark: Mark) -> bool:
    if mark.words & _NOT_BYLINE_WORDS:
        return False
    if mark.words & _BYLINE_WORDS:
        return True
    return mark.element.tag == "a" and _AUTHOR_ADDRESS.search(mark.element.get("href") or "") is not None


def _read_plain_lines(zone: Zone) -> Iterator[str]:
    for mark in zone.marks:
        own = (mark.element.text or "").strip()
        if mark.is_after and own and has_lead_in(f"{own} ?"):
            text = read_text(mark.element)
            if text and len(text) <= 6 and mark.element.getnext() is not None:
                # "By" and the name stand in two elements.
                text = f"{text} {read_text(mark.element.getnext()) or ''}"
            if text and len(text) <= MAX_PLAIN_BYLINE_CHARACTERS and text[-1] not in ".!?":
                yield text
                return


def drop_doubles(names: list[str]) -> list[str]:
    """Give the names without doubles that differ in case, marks or white space only."""
    seen: dict[str, str] = {}
    for name in names:
        seen.setdefault(fold(name), name)
    return list(seen.values())
