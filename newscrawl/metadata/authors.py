"""Decides who wrote the story, and which agency its byline credits.

Structured data names authors best, then metas, then the visible byline; the first that names a person wins. How a
byline is cut into names is left to `person_names.py`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from newscrawl.metadata.agencies import find_agency
from newscrawl.metadata.head import Head
from newscrawl.metadata.headline_zone import Mark, Zone
from newscrawl.metadata.person_names import read_names
from newscrawl.metadata.plain_text import fold, read_text
from newscrawl.metadata.publisher import SiteNames
from newscrawl.metadata.story import Structured, open_list, read_types

AUTHOR_METAS = (
    "author", "article:author", "article:author_name", "og:author", "og:article:author", "byl", "byline",
    "parsely-author", "sailthru.author", "cxenseparse:author", "dc.creator", "dcterms.creator", "citation_author",
    "creator", "itemprop:author", "rnews:author", "article.author", "authors",
)  # fmt: skip
_ORGANISATION_TYPES = frozenset({"Organization", "NewsMediaOrganization", "Corporation", "WebSite", "Brand"})
_BYLINE_WORDS = frozenset(
    {"byline", "bylines", "author", "authors", "autor", "autoren", "autore", "autori", "autores", "auteur", "auteurs",
     "writer", "writers", "verfasser", "contributor", "contributors", "signature", "firma", "journalist", "reporter",
     "redacteur", "forfatter", "skribent", "yazar", "tekijä"}
)  # fmt: skip
_NOT_BYLINE_WORDS = frozenset({"bio", "image", "img", "avatar", "photo", "picture", "role", "title", "date", "time",
                               "description", "desc", "job", "position", "follow", "more", "email"})  # fmt: skip
MAX_AUTHORS = 30
MAX_BYLINE_CHARACTERS = 160
"""A byline is a line: longer texts in author boxes are biographies."""


@dataclass(frozen=True, slots=True)
class Authors:
    """names: people, in order. agency: agencies that the bylines credit, parted by `/`."""

    names: tuple[str, ...]
    agency: str | None


def read_authors(head: Head, structured: Structured, zone: Zone, site: SiteNames) -> Authors:
    """Choose the source that names people, and gather the agencies that any source credits."""
    agencies: list[str] = []
    names: list[str] = []
    for lines in (read_structured_lines(structured), head.read_all(*AUTHOR_METAS), read_visible_lines(zone)):
        found: list[str] = []
        for line in lines:
            people, credited = read_names(line, site)
            found.extend(people)
            agencies.extend(credited)
        names = names or drop_doubles(found)
    for _, _, value in structured.read_values("creditText", "sourceOrganization"):
        credited_line = structured.read_name(value)
        agencies.extend((find_agency(credited_line) or "").split("/") if credited_line else [])
    own = [agency for agency in dict.fromkeys(agencies) if agency and not site.has_name(agency)]
    return Authors(tuple(names[:MAX_AUTHORS]), "/".join(own) or None)


def read_structured_lines(structured: Structured) -> Iterator[str]:
    """Give the author names of the first story item that has any, then those of the next; organisations left out
    unless they are agencies."""
    for _, item in structured.stories:
        lines = [line for value in open_list(item.get("author") or item.get("creator")) for line in _name(structured, value)]
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
        name = structured.read_name(structured.by_id.get(value) or value)
        if name:
            yield name


def read_visible_lines(zone: Zone) -> Iterator[str]:
    """Give the texts of byline elements near the headline: innermost marked elements, links to authors first."""
    marked = [mark for mark in zone.marks if _is_byline(mark)]
    outer = {around for mark in marked for around in mark.element.iterancestors()}
    lines: list[str] = []
    for mark in marked:
        if mark.element in outer:
            continue
        text = read_text(mark.element)
        if text and len(text) <= MAX_BYLINE_CHARACTERS:
            lines.append(text)
    yield from dict.fromkeys(lines)


def _is_byline(mark: Mark) -> bool:
    return bool(mark.words & _BYLINE_WORDS) and not mark.words & _NOT_BYLINE_WORDS


def drop_doubles(names: list[str]) -> list[str]:
    """Give the names without doubles that differ in case, marks or white space only."""
    seen: dict[str, str] = {}
    for name in names:
        seen.setdefault(fold(name), name)
    return list(seen.values())
