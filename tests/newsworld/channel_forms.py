"""Decides the bodies of what lists articles: RSS, Atom, JSON Feed, sitemaps, front and section pages."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from html import escape


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An article in a list. at: the date that the list gives it. changed: of its last edit."""

    url: str
    title: str
    at: datetime
    changed: datetime


def render_rss(entries: Sequence[Entry], origin: str) -> bytes:
    items = "".join(
        f"<item><title>{escape(entry.title)}</title><link>{escape(entry.url)}</link>"
        f"<guid>{escape(entry.url)}</guid><pubDate>{format_datetime(entry.at)}</pubDate></item>"
        for entry in entries
    )
    return (
        f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>The Paper</title>'
        f"<link>{origin}/</link><language>en</language>{items}</channel></rss>"
    ).encode()


def render_atom(entries: Sequence[Entry], origin: str) -> bytes:
    items = "".join(
        f'<entry><title>{escape(entry.title)}</title><link href="{escape(entry.url)}"/><id>{escape(entry.url)}</id>'
        f"<published>{_stamp(entry.at)}</published><updated>{_stamp(entry.changed)}</updated></entry>"
        for entry in entries
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom"><title>The Paper</title>'
        f"<id>{origin}/</id>{items}</feed>"
    ).encode()


def render_json(entries: Sequence[Entry], origin: str) -> bytes:
    items = [
        {"id": entry.url, "url": entry.url, "title": entry.title, "date_published": _stamp(entry.at)}
        for entry in entries
    ]
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "The Paper",
        "home_page_url": origin,
        "items": items,
    }
    return json.dumps(feed).encode()


def render_news_sitemap(entries: Sequence[Entry], origin: str) -> bytes:
    urls = "".join(
        f"<url><loc>{escape(entry.url)}</loc><news:news><news:publication><news:name>The Paper</news:name>"
        f"<news:language>en</news:language></news:publication><news:publication_date>{_stamp(entry.at)}"
        f"</news:publication_date><news:title>{escape(entry.title)}</news:title></news:news></url>"
        for entry in entries
    )
    return _wrap_sitemap(urls, ' xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"')


def render_sitemap(entries: Sequence[Entry], origin: str) -> bytes:
    urls = "".join(
        f"<url><loc>{escape(entry.url)}</loc><lastmod>{_stamp(entry.changed)}</lastmod></url>" for entry in entries
    )
    return _wrap_sitemap(urls)


def render_front(entries: Sequence[Entry], origin: str) -> bytes:
    teasers = "".join(
        f'<article><h2><a href="{escape(entry.url)}">{escape(entry.title)}</a></h2></article>' for entry in entries
    )
    return f"<main>{teasers}</main>".encode()


def render_index(sitemaps: Mapping[str, datetime], origin: str) -> bytes:
    """Give an index. sitemaps: when each was changed, by path."""
    entries = "".join(
        f"<sitemap><loc>{origin}{path}</loc><lastmod>{_stamp(changed)}</lastmod></sitemap>"
        for path, changed in sitemaps.items()
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?><sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
        f"{entries}</sitemapindex>"
    ).encode()


def wrap_page(body: bytes, feeds: Iterable[tuple[str, str]], sections: Iterable[str]) -> bytes:
    """Give the whole of a front or section page. feeds: type and path, by which they can be found."""
    links = "".join(f'<link rel="alternate" type="{kind}" href="{path}">' for kind, path in feeds)
    menu = "".join(f'<li><a href="/{section}">{section.title()}</a></li>' for section in sections)
    head = f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>The Paper</title>{links}</head><body>'
    foot = '<footer><a href="/imprint">Imprint</a> <a href="/privacy">Privacy</a></footer></body></html>'
    return f'{head}<nav class="menu"><ul>{menu}</ul></nav>'.encode() + body + foot.encode()


RENDERERS: Mapping[str, Callable[[Sequence[Entry], str], bytes]] = {
    "rss": render_rss,
    "atom": render_atom,
    "json": render_json,
    "news_sitemap": render_news_sitemap,
    "sitemap": render_sitemap,
    "front": render_front,
    "section": render_front,
}


def _wrap_sitemap(urls: str, names: str = "") -> bytes:
    return (
        f'<?xml version="1.0" encoding="utf-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"{names}>'
        f"{urls}</urlset>"
    ).encode()


def _stamp(moment: datetime) -> str:
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}"
