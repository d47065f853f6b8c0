"""Decides when the story was published and changed, from all that the page states; how a string is read is left to
`timestamps.py` and `written_dates.py`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from newscrawl.metadata.head import Head
from newscrawl.metadata.headline_zone import Zone
from newscrawl.metadata.plain_text import clean_line, read_text
from newscrawl.metadata.story import Structured
from newscrawl.metadata.timestamps import Moment, is_same_moment, read_moment
from newscrawl.metadata.written_dates import read_written_moment

PUBLISHED_METAS = (
    "article:published_time", "og:article:published_time", "og:published_time", "og:publish_date", "og:pubdate",
    "parsely-pub-date", "cxenseparse:recs:publishtime", "cxenseparse:publishtime", "sailthru.date", "datepublished",
    "itemprop:datepublished", "publish-date", "publish_date", "publishdate", "published", "published_at",
    "publication_date", "publisheddate", "pubdate", "date.available", "article:published", "article_date_original",
    "originalpublicationdate", "dc.date.issued", "dcterms.issued", "dcterms.created", "dc.date.created",
    "dc.date.published", "citation_publication_date", "citation_online_date", "citation_date", "prism.publicationdate",
    "rnews:datepublished", "dc.date", "dcterms.date", "dcterms.available", "article.published", "date", "created",
    "date.created", "itemprop:datecreated", "content:publishdate", "vr:published_time", "og:release_date",
)  # fmt: skip
MODIFIED_METAS = (
    "article:modified_time", "og:modified_time", "og:article:modified_time", "og:updated_time", "article:updated_time",
    "datemodified", "itemprop:datemodified", "dcterms.modified", "dc.date.modified", "date.updated", "date.modified",
    "article:modified", "last-modified", "revised", "lastmod",
)  # fmt: skip
_PUBLISHED_WORDS = frozenset({"published", "publish", "pubdate", "pub", "publication", "created", "posted", "date",
                              "datepublished", "datum", "fecha", "data", "time", "timestamp", "datetime", "datestamp",
                              "meta", "dateline", "byline", "info", "tiempo", "zeit", "dato"})  # fmt: skip
_CHANGED_WORDS = frozenset({"modified", "updated", "update", "changed", "datemodified", "aktualisiert"})
MAX_VISIBLE_CHARACTERS = 120


@dataclass(frozen=True, slots=True)
class Stated:
    """A moment with the string that states it and where that stands."""

    moment: Moment
    raw: str
    source: str


@dataclass(frozen=True, slots=True)
class Dates:
    """published: the choice, None where nothing states it. modified: same. warnings: short codes."""

    published: Stated | None
    modified: Stated | None
    warnings: tuple[str, ...]


def read_dates(head: Head, structured: Structured, zone: Zone, language: str | None) -> Dates:
    """Choose the dates: structured data before metas, metas before the page's visible dates."""
    declared = list(_read_declared(head, structured, language))
    published = declared[0] if declared else next(_read_visible(zone, language), None)
    if published is not None and not published.moment.is_instant:
        visible = [] if published.source in ("time", "text") else list(_read_visible(zone, language))
        published = _complete(published, [*declared, *visible])
    modified = next(_read_modified(head, structured, language), None)
    if published and modified and _is_before(modified.moment, published.moment):
        modified = None
    warnings = ("published_without_zone",) if published and not published.moment.is_instant else ()
    return Dates(published, modified, warnings)


def _read_declared(head: Head, structured: Structured, language: str | None) -> Iterator[Stated]:
    for source, name, value in structured.read_values("datePublished", "dateCreated", "uploadDate"):
        if isinstance(value, str | int) and not isinstance(value, bool):
            yield from _state(str(value), f"{source}:{name}", language)
    for name in PUBLISHED_METAS:
        for content in head.metas.get(name, ()):
            yield from _state(content, f"meta:{name}", language)


def _read_modified(head: Head, structured: Structured, language: str | None) -> Iterator[Stated]:
    for source, name, value in structured.read_values("dateModified"):
        if isinstance(value, str):
            yield from _state(value, f"{source}:{name}", language)
    for name in MODIFIED_METAS:
        for content in head.metas.get(name, ()):
            yield from _state(content, f"meta:{name}", language)


def _read_visible(zone: Zone, language: str | None) -> Iterator[Stated]:
    """Give the dates near the headline: `<time>` elements, then elements that are marked as dates."""
    times = [mark for mark in zone.marks if mark.element.tag == "time"]
    times.sort(key=lambda mark: (bool(mark.words & _CHANGED_WORDS), not mark.is_after))
    for mark in times:
        raw = mark.element.get("datetime") or read_text(mark.element)
        if raw:
            yield from _state(raw, "time", language, is_written=True)
    for mark in zone.marks:
        if mark.words & _PUBLISHED_WORDS and not mark.words & _CHANGED_WORDS and mark.element.tag != "time":
            text = read_text(mark.element)
            if text and len(text) <= MAX_VISIBLE_CHARACTERS and any(char.isdigit() for char in text):
                yield from _state(text, "text", language, is_written=True)


def _state(raw: str, source: str, language: str | None, *, is_written: bool = False) -> Iterator[Stated]:
    text = clean_line(raw)
    if not text:
        return
    moment = read_moment(text, language)
    if moment is None and is_written:
        moment = read_written_moment(text, language)
    if moment is not None:
        yield Stated(moment, text, source)


def _complete(published: Stated, others: list[Stated]) -> Stated:
    """Give the statement with a zone that means the same moment, where there is one."""
    for other in others:
        if is_same_moment(other.moment, published.moment):
            return other
    return published


def _is_before(one: Moment, other: Moment) -> bool:
    if one.time is not None and other.time is not None and one.is_instant and other.is_instant:
        return one.time < other.time
    return one.day < other.day
