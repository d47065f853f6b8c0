"""Decides how the answer of a source is read: by what it is, whatever it was taken for."""

from __future__ import annotations

import re
from dataclasses import dataclass

from newscrawl.discovery.candidate import Candidate, SourceKind
from newscrawl.discovery.feeds import Feed, read_feed
from newscrawl.discovery.gzip_bodies import unpack_gzip
from newscrawl.discovery.json_feeds import read_json_feed
from newscrawl.discovery.page_sources import read_page_sources
from newscrawl.discovery.sitemaps import MAX_BYTES, SitemapEntry, read_sitemap
from newscrawl.discovery.window import order_newest_first
from newscrawl.site import Site

_FEED_ROOT = re.compile(rb"<(?:rss|feed|rdf:RDF)\b", re.IGNORECASE)
_SITEMAP_ROOT = re.compile(rb"<(?:\w+:)?(?:urlset|sitemapindex)\b", re.IGNORECASE)
_HEAD_BYTES = 2_000
SITEMAP_KINDS = frozenset({SourceKind.sitemap, SourceKind.sitemap_index, SourceKind.news_sitemap})
_PAGE_KINDS = frozenset({SourceKind.front_page, SourceKind.section_page})


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a source says. kind: what it turned out to be. pages: in its order. fault: empty where nothing was
    wrong. The others: as in `Sitemap`, `Feed` and `PageSources`.
    """

    kind: SourceKind
    pages: tuple[Candidate, ...] = ()
    sitemaps: tuple[SitemapEntry, ...] = ()
    feeds: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    next_page: str | None = None
    canonical_url: str | None = None
    title: str | None = None
    language: str | None = None
    dropped: int = 0
    fault: str = ""

    @property
    def newest(self) -> str | None:
        """The latest date among the pages, in the form of `Candidate`; None where none has one."""
        for candidate in order_newest_first(self.pages)[:1]:
            return candidate.published or candidate.lastmod
        return None


def read_source(
    body: bytes, url: str, kind: SourceKind, site: Site, content_type: str | None = None
) -> Reading:
    """Read the answer of a source. kind: what it is taken for; a feed may turn out to be a sitemap, and so
    on.

    Never raises: what cannot be read gives nothing, with its fault.
    """
    if kind in _PAGE_KINDS:
        found = read_page_sources(body, url, site, kind, content_type)
        return Reading(
            kind=kind,
            pages=found.articles,
            feeds=found.feeds,
            sections=found.sections,
            next_page=found.next_page,
            canonical_url=found.canonical_url,
            title=found.title,
            language=found.language,
            fault="; ".join(found.faults),
        )
    head = unpack_gzip(body, _HEAD_BYTES)[0][:_HEAD_BYTES].lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith(b"{"):
        return _read_feed(read_json_feed(unpack_gzip(body, MAX_BYTES)[0], url))
    is_feed = _FEED_ROOT.search(head) or (kind is SourceKind.feed and not _SITEMAP_ROOT.search(head))
    if is_feed:
        return _read_feed(read_feed(body, url, content_type))
    sitemap = read_sitemap(body, url)
    return Reading(
        kind=sitemap.kind,
        pages=sitemap.pages,
        sitemaps=sitemap.sitemaps,
        title=sitemap.publication,
        language=next((page.language for page in sitemap.pages if page.language), None),
        dropped=sitemap.dropped,
        fault="; ".join(sitemap.faults),
    )


def _read_feed(feed: Feed) -> Reading:
    return Reading(
        kind=SourceKind.feed,
        pages=feed.pages,
        title=feed.title,
        language=feed.language,
        dropped=feed.dropped,
        fault="; ".join(feed.faults),
    )
