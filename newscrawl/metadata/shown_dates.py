"""Decides which dates the page shows as those of the story: near its headline, and else anywhere where the
page shows only one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from lxml.html import HtmlElement

from newscrawl.metadata.headline_zone import Mark, Zone, is_in_foreign_box
from newscrawl.metadata.plain_text import read_text
from newscrawl.metadata.roles import read_role
from newscrawl.metadata.stated_dates import Stated, read_stated
from newscrawl.metadata.survey import Survey

_CHANGED_WORDS = frozenset({"modified", "updated", "update", "changed", "datemodified", "aktualisiert", "lastmod"})
_PUBLISHED_WORDS = frozenset({"published", "publish", "pubdate", "publication", "posted", "datepublished"})
_DATE_WORDS = _PUBLISHED_WORDS | {"date", "time", "timestamp", "datetime", "datum", "fecha", "data"}
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
MAX_VISIBLE_CHARACTERS = 120
"""A line with a date, a byline and a reading time is shorter; a sentence that tells of a day is mostly
longer."""
MAX_BODY_CHARACTERS = 60
"""Of a paragraph or list item: these are mostly text, and only a short one is a date line."""
MAX_ELSEWHERE = 12
"""Dated lines of the whole page that are read where the zone has none; a page with more is a list."""
MAX_LOOKED_AT = 300
_CHANGED = 9
"""The rank of a date that is labelled as that of a change."""


@dataclass(frozen=True, slots=True)
class ShownDates:
    """published: dates near the headline, those labelled as published first, then `<time>`, then other short
    lines. changed: those that are labelled as the date of a change."""

    published: tuple[Stated, ...]
    changed: tuple[Stated, ...]


def read_shown(zone: Zone, language: str | None) -> ShownDates:
    """Read the dates near the headline."""
    dated = islice((mark for mark in zone.marks if _has_date(mark)), MAX_DATED_LINES)
    found = [(rank, at, stated) for at, mark in enumerate(dated) for rank, stated in _read_mark(mark, language)]
    found.sort(key=lambda entry: entry[:2])
    return ShownDates(
        tuple(stated for rank, _, stated in found if rank != _CHANGED),
        tuple(stated for rank, _, stated in found if rank == _CHANGED),
    )


def read_shown_elsewhere(survey: Survey, language: str | None) -> Stated | None:
    """Give the date that the page shows outside of the headline's zone, where all lines that are marked or
    labelled as the publication's agree on one day. Lists, comments and boxes are left out."""
    found: list[tuple[int, Stated]] = []
    for mark in islice(_find_dated(survey), MAX_ELSEWHERE + 1):
        found.extend(_read_mark(mark, language))
    stated = [one for rank, one in found if rank != _CHANGED]
    days = {one.moment.day for one in stated}
    return stated[0] if len(days) == 1 and len(found) <= MAX_ELSEWHERE else None


def _find_dated(survey: Survey) -> Iterator[Mark]:
    looked_at = 0
    for element in survey.elements:
        is_time = element.tag == "time"
        text = element.text
        if not is_time and not (text and _YEAR.search(text[:MAX_VISIBLE_CHARACTERS])):
            continue
        looked_at += 1
        if looked_at > MAX_LOOKED_AT:
            return
        words = read_role(element)
        is_labelled = is_time or words & _DATE_WORDS or _PUBLISHED_LABEL.search((text or "")[:40])
        if is_labelled and element.tag != "script" and not is_in_foreign_box(element):
            yield Mark(element, words, is_after=True)


def _has_date(mark: Mark) -> bool:
    if mark.element.tag == "time":
        return True
    return bool(mark.own_text) and _YEAR.search(mark.own_text) is not None


def _read_mark(mark: Mark, language: str | None) -> Iterator[tuple[int, Stated]]:
    """Give the first date that an element states with its rank, 0 for the surest."""
    element = mark.element
    is_time = element.tag == "time"
    stamp = element.get("datetime") if is_time else None
    limit = MAX_BODY_CHARACTERS if element.tag in ("p", "li", "td", "a") else MAX_VISIBLE_CHARACTERS
    text = mark.text if len(mark.text) <= limit else mark.own_text
    if len(text) > (limit if text is mark.text else MAX_BODY_CHARACTERS):
        return
    label = _read_label(element, text)
    is_published = _PUBLISHED_LABEL.search(label) is not None
    rank = 0 if is_published or mark.words & _PUBLISHED_WORDS else (1 if is_time else 2)
    rank += 0 if mark.is_after else 3
    if mark.words & _CHANGED_WORDS or (_CHANGED_LABEL.search(label) and not is_published):
        rank = _CHANGED
    for raw in (stamp, text):
        stated = read_stated(raw or "", "time" if is_time else "text", language, is_written=True)
        if stated is not None:
            yield rank, stated
            return


def _read_label(element: HtmlElement, text: str) -> str:
    """Give a date's line with what stands right before it, where its label may be ("Updated <time>…")."""
    before = element.getprevious()
    parent = element.getparent()
    beside = (before.tail or read_text(before)) if before is not None else None
    if beside and _YEAR.search(beside):
        beside = None  # another date, with a label of its own
    lead = beside or (parent.text if parent is not None and before is None else None)
    return f"{(lead or '')[-40:]} {text}"
