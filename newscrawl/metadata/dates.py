"""Decides when the story was published and changed, from all that the page states; how a string is read is
left to `timestamps.py` and `written_dates.py`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from newscrawl.metadata.head import Head
from newscrawl.metadata.headline_zone import Mark, Zone
from newscrawl.metadata.plain_text import clean_line, read_text
from newscrawl.metadata.story import Structured
from newscrawl.metadata.timestamps import Moment, is_same_moment, read_moment
from newscrawl.metadata.written_dates import read_written_moment

PUBLISHED_METAS = (
    "article:published_time", "og:article:published_time", "og:published_time", "og:publish_date",
    "og:pubdate",
    "parsely-pub-date", "cxenseparse:recs:publishtime", "cxenseparse:publishtime", "sailthru.date",
    "datepublished",
    "itemprop:datepublished", "publish-date", "publish_date", "publishdate", "published", "published_at",
    "publication_date", "publisheddate", "pubdate", "date.available", "article:published",
    "article_date_original",
    "originalpublicationdate", "dc.date.issued", "dcterms.issued", "dcterms.created", "dc.date.created",
    "dc.date.published", "citation_publication_date", "citation_online_date", "citation_date",
    "prism.publicationdate",
    "rnews:datepublished", "dc.date", "dcterms.date", "dcterms.available", "article.published", "date",
    "created",
    "date.created", "itemprop:datecreated", "content:publishdate", "vr:published_time", "og:release_date",
)  # fmt: skip
MODIFIED_METAS = (
    "article:modified_time", "og:modified_time", "og:article:modified_time", "og:updated_time",
    "article:updated_time",
    "datemodified", "itemprop:datemodified", "dcterms.modified", "dc.date.modified", "date.updated",
    "date.modified",
    "article:modified", "last-modified", "revised", "lastmod",
)  # fmt: skip
_CHANGED_WORDS = frozenset(
    {"modified", "updated", "update", "changed", "datemodified", "aktualisiert", "lastmod"}
)
_CHANGED_LABEL = re.compile(
    r"updated?|modified|last (?:edit|review|change)|aktualisiert|geändert|stand:|mis à jour|modifié"
    r"|actualizad"
    r"|aggiornat|atualizad|uppdaterad|oppdatert|opdateret"
    r"|bijgewerkt|aktualizace|aktualizacja|päivitetty|обновлен|оновлен|更新|تحديث"
    r"|עודכן|güncelle",
    re.IGNORECASE,
)
_PUBLISHED_LABEL = re.compile(
    r"publish|posted|created|first|veröffentlicht|erschienen|publié|publicad|pubblicat|gepubliceerd|publicerad"
    r"|publisert|udgivet|opublikowan|publikován|julkaistu|опубликован|発表|公開|配信|发布|發布|نشر|פורסם|yayın",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:19|20)\d{2}|[\u0660-\u0669\u06f0-\u06f9\u0966-\u096f]{4}")
MAX_DATED_LINES = 8
"""Lines with a year near the headline that are read: more make a list, and each may cost milliseconds."""
MAX_CONTENTS = 5
"""Of a meta that is repeated no more is read."""
MAX_VISIBLE_CHARACTERS = 120
"""A line with a date, a byline and a reading time is shorter; a sentence that tells of a day is mostly
longer."""
MAX_BODY_CHARACTERS = 60
"""Of a paragraph or list item: these are mostly text, and only a short one is a date line."""


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
    modified = next(_read_modified(head, structured, language), None) or next(
        _read_visible(zone, language, True), None
    )
    if published and modified and _is_before(modified.moment, published.moment):
        modified = None
    warnings = ("published_without_zone",) if published and not published.moment.is_instant else ()
    return Dates(published, modified, warnings)


def _read_declared(head: Head, structured: Structured, language: str | None) -> Iterator[Stated]:
    for source, name, value in structured.read_values("datePublished", "dateCreated", "uploadDate"):
        if isinstance(value, str | int) and not isinstance(value, bool):
            yield from _state(str(value), f"{source}:{name}", language)
    for name in PUBLISHED_METAS:
        for content in head.metas.get(name, ())[:MAX_CONTENTS]:
            yield from _state(content, f"meta:{name}", language)


def _read_modified(head: Head, structured: Structured, language: str | None) -> Iterator[Stated]:
    for source, name, value in structured.read_values("dateModified"):
        if isinstance(value, str):
            yield from _state(value, f"{source}:{name}", language)
    for name in MODIFIED_METAS:
        for content in head.metas.get(name, ())[:MAX_CONTENTS]:
            yield from _state(content, f"meta:{name}", language)


def _read_visible(zone: Zone, language: str | None, is_change: bool = False) -> Iterator[Stated]:
    """Give the dates near the headline: those labelled as published, then `<time>`, then other short
    lines. A date that is labelled as that of a change is none of these; with is_change only such dates
    are given."""
    dated = islice((mark for mark in zone.marks if _has_date(mark)), MAX_DATED_LINES)
    found = [
        (rank, at, stated) for at, mark in enumerate(dated) for rank, stated in _read_mark(mark, language)
    ]
    yield from (
        stated
        for rank, _, stated in sorted(found, key=lambda entry: entry[:2])
        if (rank == _CHANGED) == is_change
    )


_CHANGED = 9
"""The rank of a date that is labelled as that of a change."""


def _has_date(mark: Mark) -> bool:
    if mark.element.tag == "time":
        return True
    return bool(mark.own_text) and _YEAR.search(mark.own_text) is not None


def _read_mark(mark: Mark, language: str | None) -> Iterator[tuple[int, Stated]]:
    """Give the first date that an element states with its rank, 0 for the surest."""
    element = mark.element
    is_time = element.tag == "time"
    stamp = element.get("datetime") if is_time else None
    text = mark.text
    if len(text) > (MAX_BODY_CHARACTERS if element.tag in ("p", "li", "td", "a") else MAX_VISIBLE_CHARACTERS):
        return
    label = _read_label(mark, text)
    is_published = _PUBLISHED_LABEL.search(label) is not None
    rank = 0 if is_published or "published" in mark.words else (1 if is_time else 2)
    rank += 0 if mark.is_after else 3
    if mark.words & _CHANGED_WORDS or (_CHANGED_LABEL.search(label) and not is_published):
        rank = _CHANGED
    for raw in (stamp, text):
        for stated in _state(raw or "", "time" if is_time else "text", language, is_written=True):
            yield rank, stated
            return


def _read_label(mark: Mark, text: str) -> str:
    """Give a date's line with what stands right before it, where its label may be ("Updated <time>…")."""
    before = mark.element.getprevious()
    parent = mark.element.getparent()
    lead = (
        before.tail or read_text(before) if before is not None else parent.text if parent is not None else ""
    ) or ""
    return f"{lead[-40:]} {text}"


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
