"""Decides when the story was published and changed, from all that the page states; how a string is read is
left to `timestamps.py` and `written_dates.py`, which dates the page shows to `shown_dates.py`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from newscrawl.metadata.head import Head
from newscrawl.metadata.headline_zone import Zone
from newscrawl.metadata.shown_dates import ShownDates, read_shown, read_shown_elsewhere
from newscrawl.metadata.stated_dates import Stated, read_stated
from newscrawl.metadata.story import Structured
from newscrawl.metadata.survey import Survey
from newscrawl.metadata.timestamps import Moment, is_same_moment

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
MAX_CONTENTS = 5
"""Of a meta that is repeated no more is read."""


@dataclass(frozen=True, slots=True)
class Dates:
    """published: the choice, None where nothing states it. modified: same. warnings: short codes."""

    published: Stated | None
    modified: Stated | None
    warnings: tuple[str, ...]


def read_dates(survey: Survey, head: Head, structured: Structured, zone: Zone, language: str | None) -> Dates:
    """Choose the dates: structured data before metas, metas before the page's visible dates."""
    declared = list(_read_declared(head, structured, language))
    modified = next(_read_modified(head, structured, language), None)
    is_settled = bool(declared) and declared[0].moment.is_instant and modified is not None
    shown = ShownDates((), ()) if is_settled else read_shown(zone, language)
    published = next(iter((*declared, *shown.published)), None) or read_shown_elsewhere(survey, language)
    if published is not None and not published.moment.is_instant:
        published = _complete(published, [*declared, *(shown.published if declared else ())])
    modified = modified or next(iter(shown.changed), None)
    if published and modified and _is_before(modified.moment, published.moment):
        modified = None
    warnings = ("published_without_zone",) if published and not published.moment.is_instant else ()
    return Dates(published, modified, warnings)


def _read_declared(head: Head, structured: Structured, language: str | None) -> Iterator[Stated]:
    """Give the dates of publication that the page declares, the surest first. Microdata comes after metas:
    its items are also those of teasers and comments."""
    values = [*structured.read_values("datePublished", "dateCreated", "uploadDate")]
    lines = [
        (str(value), f"{source}:{name}")
        for source, name, value in values
        if isinstance(value, str | int) and not isinstance(value, bool)
    ]
    metas = [
        (content, f"meta:{name}") for name in PUBLISHED_METAS for content in head.metas.get(name, ())[:MAX_CONTENTS]
    ]
    is_markup = [source.startswith("microdata") for _, source in lines]
    ordered = [
        *(line for line, late in zip(lines, is_markup, strict=True) if not late),
        *metas,
        *(line for line, late in zip(lines, is_markup, strict=True) if late),
    ]
    yield from _read_all(ordered, language)


def _read_modified(head: Head, structured: Structured, language: str | None) -> Iterator[Stated]:
    lines = [
        (value, f"{source}:{name}")
        for source, name, value in structured.read_values("dateModified")
        if isinstance(value, str)
    ]
    metas = [
        (content, f"meta:{name}") for name in MODIFIED_METAS for content in head.metas.get(name, ())[:MAX_CONTENTS]
    ]
    yield from _read_all([*lines, *metas], language)


def _read_all(lines: Iterable[tuple[str, str]], language: str | None) -> Iterator[Stated]:
    for raw, source in lines:
        stated = read_stated(raw, source, language)
        if stated is not None:
            yield stated


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
