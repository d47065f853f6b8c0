"""Decides what metadata of a page is: the shape that `read_metadata` fills. Field contracts: `article.py`."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Image:
    """One image: absolute URL, caption without credit, credit without its label."""

    url: str
    caption: str | None = None
    credit: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What the page says of its story. None or empty where it does not say; see `article.Article` for
    each."""

    title: str | None = None
    subtitle: str | None = None
    description: str | None = None
    language: str | None = None
    authors: tuple[str, ...] = ()
    publisher: str | None = None
    agency: str | None = None
    dateline: str | None = None
    section: str | None = None
    tags: tuple[str, ...] = ()
    published: str | None = None
    modified: str | None = None
    published_raw: str | None = None
    published_source: str | None = None
    canonical_url: str | None = None
    image: str | None = None
    images: tuple[Image, ...] = ()
    is_free: bool | None = None
    article_body: str | None = None
    """The story's text as JSON-LD or microdata gives it: evidence to align with, often cut short."""
    is_article_declared: bool | None = None
    """True where JSON-LD, microdata or `og:type` calls the page an article; False where they call it
    another thing."""
    declared_types: tuple[str, ...] = ()
    """The schema.org types and `og:type` that the page declares, in order, for instance `NewsArticle`."""
    warnings: tuple[str, ...] = ()
