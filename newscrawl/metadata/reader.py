"""Decides the order in which a page's metadata is read: one flat list of named steps. What each field says
is left to the field's file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar
from urllib.parse import urljoin

from lxml.html import HtmlElement

from newscrawl.metadata.access import read_is_free
from newscrawl.metadata.authors import Authors, read_authors
from newscrawl.metadata.canonical import read_canonical_url
from newscrawl.metadata.dates import Dates, read_dates
from newscrawl.metadata.declared_types import is_article_declared, read_declared_types
from newscrawl.metadata.description import read_description
from newscrawl.metadata.facts import Image, Metadata
from newscrawl.metadata.head import Head, read_head
from newscrawl.metadata.headings import (
    find_headings,
    find_lesser_heading,
    find_second_headline,
    find_text,
)
from newscrawl.metadata.headline_zone import Zone, read_zone
from newscrawl.metadata.images import read_images, read_lead_image
from newscrawl.metadata.json_ld import Item, read_json_ld
from newscrawl.metadata.language import read_language
from newscrawl.metadata.microdata import read_microdata
from newscrawl.metadata.plain_text import fold
from newscrawl.metadata.publisher import SiteNames, read_publisher, read_site_names
from newscrawl.metadata.shown_place import read_shown_place
from newscrawl.metadata.story import Structured, choose_stories
from newscrawl.metadata.subtitle import read_subtitle
from newscrawl.metadata.survey import Survey, survey_page
from newscrawl.metadata.title import (
    SHARING_METAS,
    Title,
    choose_title,
    is_confirmed,
    read_agreed_title,
    read_declared_titles,
    split_title,
    strip_site_name,
)
from newscrawl.metadata.topics import read_section, read_tags

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Steps:
    """Runs steps; one that fails on hostile input gives its fallback and a warning (in place)."""

    warnings: list[str] = field(default_factory=list)

    def run(self, name: str, step: Callable[[], T], fallback: T) -> T:
        try:
            return step()
        except Exception:  # hostile markup fails in ways that no list foresees; the field is lost, not the page
            self.warnings.append(f"metadata_failed:{name}")
            return fallback


def read_metadata(tree: HtmlElement, url: str | None) -> Metadata:
    """Read all that a parsed page says of its story. Never raises for a page's content; does not change
    the tree.

    tree: the root `<html>`. url: where the page was found, to resolve links and to know the site; None
    where unknown. A field that could not be read is None, with the warning `metadata_failed:<field>`.
    """
    steps = _Steps()
    survey = survey_page(tree)
    head = steps.run("head", lambda: read_head(survey), Head({}, {}, None, None, ()))
    nothing: list[Item] = []
    no_items: tuple[list[Item], list[str]] = ([], [])
    json_ld, flaws = steps.run("json_ld", lambda: read_json_ld(head.json_ld), no_items)
    microdata = steps.run("microdata", lambda: read_microdata(survey), nothing)
    named = [*head.read_all(*SHARING_METAS), head.title or ""]
    addresses = [url or "", *head.links.get("canonical", ()), *head.metas.get("og:url", ())]
    structured = steps.run(
        "story", lambda: choose_stories(json_ld, microdata, addresses=addresses, titles=named), Structured()
    )
    site = steps.run(
        "site", lambda: read_site_names(survey, head, structured, url), SiteNames(frozenset(), frozenset())
    )
    no_title: tuple[str | None, Zone] = (None, Zone(None, ()))
    title, zone = steps.run("title", lambda: _read_headline(survey, head, structured, site), no_title)
    steps.warnings.extend(flaws)
    return _read_fields(_Page(survey, head, structured, zone, site, title, url), steps)


def _read_headline(survey: Survey, head: Head, structured: Structured, site: SiteNames) -> tuple[str | None, Zone]:
    """Give the headline, and what stands around it on the page."""
    headings = find_headings(survey)
    declared = read_declared_titles(head, structured)
    everything = [*(text for _, text in headings), *declared]
    title = choose_title([text for _, text in headings], declared, site)
    element = headings[title.shown][0] if title.shown is not None else None
    others = [strip_site_name(text, site, everything) for text in declared]
    if element is None or not is_confirmed(title.text, others):
        parts = [part for text in others for part in split_title(text)]
        lesser = find_lesser_heading(survey, parts, before=element)
        if lesser is not None:
            return lesser[1], read_zone(survey, lesser[0])
    if element is None:
        title, element = _find_plain_headline(survey, title, is_alone=len(declared) == 1)
        element = element if element is not None else (headings[0][0] if headings else None)
    zone = read_zone(survey, element)
    others = [text for text in others if fold(text) != fold(title.text or "")]
    second = find_second_headline(zone, others)
    if second is not None:
        return second[1], zone if second[0] is element else read_zone(survey, second[0])
    return read_agreed_title(head, structured, site, everything, title.text) or title.text, zone


def _find_plain_headline(survey: Survey, title: Title, *, is_alone: bool) -> tuple[Title, HtmlElement | None]:
    """Give the element that says the title where no `<h1>` does; old layouts set it in `<font>`.

    is_alone: only `<title>` names the story, so that a part of it that stands on the page is the headline.
    """
    parts = split_title(title.text or "")
    for part in parts if is_alone else parts[:1]:
        element = find_text(survey, part)
        if element is not None:
            return Title(part, None), element
    return title, None


@dataclass(frozen=True, slots=True)
class _Page:
    """What every field's reader may ask."""

    survey: Survey
    head: Head
    structured: Structured
    zone: Zone
    site: SiteNames
    title: str | None
    url: str | None


def _read_fields(page: _Page, steps: _Steps) -> Metadata:
    run, head, structured, zone, site, title = (
        steps.run,
        page.head,
        page.structured,
        page.zone,
        page.site,
        page.title,
    )
    url = page.url
    base = urljoin(url or "", next(iter(head.links.get("base", ())), "")) if url else None
    language = run("language", lambda: read_language(head, structured), None)
    nobody = Authors((), None)
    authors = run("authors", lambda: read_authors(page.survey, head, structured, zone, site), nobody)
    dates = run("dates", lambda: read_dates(page.survey, head, structured, zone, language), Dates(None, None, ()))
    no_images: tuple[Image, ...] = ()
    images = run("images", lambda: read_images(head, structured, zone, base), no_images)
    publisher = run("publisher", lambda: read_publisher(page.survey, head, structured, title, url), None)
    body = run("article_body", structured.read_body, None)
    return Metadata(
        title=title,
        subtitle=run("subtitle", lambda: read_subtitle(head, structured, zone, title), None),
        description=run("description", lambda: read_description(head, structured, publisher, site), None),
        language=language,
        authors=authors.names,
        publisher=publisher,
        agency=authors.agency,
        dateline=run("dateline", lambda: read_shown_place(structured, zone, site), None),
        section=run("section", lambda: read_section(page.survey, head, structured, zone, site, title), None),
        tags=run("tags", lambda: read_tags(head, structured, zone, title), ()),
        published=dates.published.moment.write() if dates.published else None,
        modified=dates.modified.moment.write() if dates.modified else None,
        published_raw=dates.published.raw if dates.published else None,
        published_source=dates.published.source if dates.published else None,
        canonical_url=run("canonical_url", lambda: read_canonical_url(head, structured, url), None),
        image=run("image", lambda: read_lead_image(head, structured, images, base), None),
        images=images,
        is_free=run("is_free", lambda: read_is_free(head, structured), None),
        article_body=body,
        is_article_declared=run("declared", lambda: is_article_declared(head, structured), None),
        declared_types=run("declared", lambda: read_declared_types(head, structured), ()),
        warnings=tuple(dict.fromkeys([*steps.warnings, *dates.warnings])),
    )
