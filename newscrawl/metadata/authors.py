"""Decides who wrote the story, and which agency its byline credits.

Structured data names authors best, then metas, then the visible byline; the first that names a person
wins. The visible byline is left to `shown_bylines.py`, cutting a byline into names to `person_names.py`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from newscrawl.metadata.agencies import find_agency
from newscrawl.metadata.head import Head
from newscrawl.metadata.headline_zone import Zone
from newscrawl.metadata.person_names import has_lead_in, is_full_name, read_names
from newscrawl.metadata.plain_text import fold
from newscrawl.metadata.publisher import SiteNames
from newscrawl.metadata.shown_bylines import (
    read_names_elsewhere,
    read_shown_agencies,
    read_shown_names,
)
from newscrawl.metadata.story import Structured, open_list, read_types
from newscrawl.metadata.survey import Survey

AUTHOR_METAS = (
    "author", "article:author", "article:author_name", "og:author", "og:article:author", "byl", "byline",
    "parsely-author", "sailthru.author", "cxenseparse:author", "dc.creator", "dcterms.creator",
    "citation_author",
    "creator", "itemprop:author", "rnews:author", "article.author", "authors",
)  # fmt: skip
_ORGANISATION_TYPES = frozenset({"Organization", "NewsMediaOrganization", "Corporation", "WebSite", "Brand"})
_PERSONAL_STORY_TYPES = frozenset({"Article", "BlogPosting"})
MAX_AUTHORS = 30
MAX_LINES = 60
"""Of one source no more bylines are read: what names more people is no byline."""


@dataclass(frozen=True, slots=True)
class Authors:
    """names: people, in order. agency: agencies that the bylines credit, parted by `/`."""

    names: tuple[str, ...]
    agency: str | None


def read_authors(survey: Survey, head: Head, structured: Structured, zone: Zone, site: SiteNames) -> Authors:
    """Choose the source that names people, and gather the agencies that any source credits."""
    agencies: list[str] = []
    names: list[str] = []
    for lines in (read_structured_lines(structured), read_meta_lines(head)):
        found: list[str] = []
        for line in islice(lines, MAX_LINES):
            people, credited = read_names(line, site)
            found.extend(people)
            agencies.extend(credited)
        names = names or drop_doubles(found)
    if names:
        agencies.extend(read_shown_agencies(zone))
    else:
        shown, credited = read_shown_names(zone, site, head.read_first("description", "og:description"))
        names = drop_doubles(shown)
        agencies.extend(credited)
    for _, _, value in structured.read_values("creditText", "sourceOrganization"):
        credited_line = structured.read_name(value)
        agencies.extend((find_agency(credited_line) or "").split("/") if credited_line else [])
    own = [agency for agency in dict.fromkeys(agencies) if agency and not site.has_name(agency)]
    names = names or list(read_owner(structured, site)) or read_names_elsewhere(survey, zone, site)[0]
    return Authors(tuple(names[:MAX_AUTHORS]), "/".join(own) or None)


def read_structured_lines(structured: Structured) -> Iterator[str]:
    """Give the author names of the first story item that has any; organisations left out unless they are
    agencies."""
    for _, item in structured.stories:
        values = open_list(item.get("author") or item.get("creator"))[:MAX_LINES]
        lines = [line for value in values for line in _name(structured, value)]
        if lines:
            yield from lines
            return


def _name(structured: Structured, value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        target = structured.by_id.get(str(value.get("@id")), value) if "name" not in value else value
        names = [name for name in (structured.read_name(entry) for entry in open_list(target.get("name"))) if name]
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

    Only where structured data calls the author a person, the name is a full one, and the story is no news,
    or the site one of many on a platform (`annroe.platform.example`): newspapers state their own name as a
    person too.
    """
    for _, item in structured.stories:
        is_personal = bool(set(read_types(item)) & _PERSONAL_STORY_TYPES)
        for value in open_list(item.get("author"))[:MAX_LINES]:
            target = structured.by_id.get(str(value.get("@id")), value) if isinstance(value, dict) else {}
            if "Person" not in read_types(target):
                continue
            for name in _name(structured, value):
                is_own = site.has_name(name) and (is_personal or fold(name) == site.tenant)
                if is_own and is_full_name(name) and len(name.split()) <= 3:
                    yield from read_names(name, SiteNames(frozenset(), frozenset()))[0]
        if is_personal:
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


def drop_doubles(names: list[str]) -> list[str]:
    """Give the names without doubles that differ in case, marks or white space only."""
    seen: dict[str, str] = {}
    for name in names:
        seen.setdefault(fold(name), name)
    return list(seen.values())
