"""Decides what is known of a page before it is fetched, and what a source is that names such pages."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from newscrawl.discovery.url_variants import fold_url


class SourceKind(StrEnum):
    """What names pages."""

    robots = "robots"
    """robots.txt, which names sitemaps."""
    sitemap_index = "sitemap_index"
    sitemap = "sitemap"
    news_sitemap = "news_sitemap"
    feed = "feed"
    """RSS, Atom or JSON Feed."""
    front_page = "front_page"
    section_page = "section_page"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One address that names pages or other sources, and is asked again and again.

    parent_url: the source that named it; None where the user did, or where it is the site's front page.
    """

    url: str
    kind: SourceKind
    parent_url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A page that a source names, and what the source says of it.

    Dates are RFC 3339 with offset, or only the day, month or year where the source says no more; None where
    it says nothing. title: as the feed, the news sitemap or the link's text has it. language: BCP 47.
    """

    url: str
    source_url: str
    source_kind: SourceKind
    title: str | None = None
    published: str | None = None
    lastmod: str | None = None
    language: str | None = None

    @property
    def key(self) -> str:
        """The same for every variant of the page's URL (`fold_url`)."""
        return fold_url(self.url)
