"""Sitemaps as the web writes them: everything that can be read is read, the rest is told as a fault."""

from __future__ import annotations

import gzip
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import newscrawl
from newscrawl.discovery.candidate import SourceKind
from newscrawl.discovery.sitemaps import MAX_ENTRIES, read_sitemap

URL = "https://news.example/sitemap.xml"
SITE = Path(newscrawl.__file__).parents[1] / "fixtures/site"
XMLNS = b'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
NEWS = b'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'


def urlset(*entries: bytes, root: bytes = b"urlset " + XMLNS) -> bytes:
    inner = b"".join(b"<url>%s</url>" % entry for entry in entries)
    return b'<?xml version="1.0"?>\n<%s>%s</%s>' % (root, inner, root.partition(b" ")[0])


def urls(body: bytes) -> list[str]:
    return [page.url.removeprefix("https://news.example") for page in read_sitemap(body, URL).pages]


def test_urlset_gives_pages_with_their_dates() -> None:
    (page,) = read_sitemap(
        urlset(b"<loc> https://news.example/a </loc><lastmod>2026-11-24</lastmod><priority>1</priority>"), URL
    ).pages
    assert (page.url, page.lastmod, page.source_url, page.source_kind) == (
        "https://news.example/a", "2026-11-24", URL, SourceKind.sitemap,
    )  # fmt: skip


def test_news_sitemap_keeps_date_title_language_and_name() -> None:
    sitemap = read_sitemap((SITE / "sitemap-news.xml").read_bytes(), URL)
    assert sitemap.kind is SourceKind.news_sitemap
    assert sitemap.publication == "The Harbour Gazette"
    assert sitemap.faults == ()
    page = sitemap.pages[0]
    assert (page.published, page.title, page.language) == (
        "2026-03-12", "Vote on harbour dredging delayed for a second time", "en",
    )  # fmt: skip


def test_index_gives_sitemaps() -> None:
    sitemap = read_sitemap(
        b"<sitemapindex><sitemap><loc>https://news.example/s-1.xml.gz</loc><lastmod>2026-11</lastmod></sitemap>"
        b"<sitemap><loc>/s-2.xml</loc></sitemap></sitemapindex>",
        URL,
    )
    assert sitemap.kind is SourceKind.sitemap_index
    assert [(entry.url, entry.lastmod) for entry in sitemap.sitemaps] == [
        ("https://news.example/s-1.xml.gz", "2026-11"), ("https://news.example/s-2.xml", None),
    ]  # fmt: skip


def test_image_and_video_entries_are_not_taken_for_the_page() -> None:
    body = urlset(
        b"<image:image><image:loc>https://news.example/i.jpg</image:loc><image:title>Picture</image:title></image:image>"
        b"<loc>https://news.example/a</loc><video:video><video:title>Film</video:title></video:video>",
        root=b'urlset xmlns:image="http://i" xmlns:video="http://v"',
    )
    (page,) = read_sitemap(body, URL).pages
    assert (page.url, page.title) == ("https://news.example/a", None)


@pytest.mark.parametrize(
    "body",
    [
        urlset(b"<loc>https://news.example/a</loc>"),
        urlset(b"<loc>https://news.example/a</loc>", root=b"urlset"),
        urlset(b"<loc>https://news.example/a</loc>", root=b'urlset xmlns="http://google.com/sitemap/0.84"'),
        b'<s:urlset xmlns:s="http://x"><s:url><s:loc>https://news.example/a</s:loc></s:url></s:urlset>',
        b"<s:urlset><s:url><s:loc>https://news.example/a</s:loc></s:url></s:urlset>",
        b"\xef\xbb\xbf  \n" + urlset(b"<loc>https://news.example/a</loc>"),
        "<urlset><url><loc>https://news.example/a</loc></url></urlset>".encode("utf-16"),
        gzip.compress(urlset(b"<loc>https://news.example/a</loc>")),
        b"https://news.example/a\n\n",
        urlset(b"<loc><![CDATA[https://news.example/a]]></loc>"),
        urlset(b"<loc>/a</loc>"),
        urlset(b"<loc>https://news.example/a#top</loc>"),
    ],
    ids=["plain", "no namespace", "old namespace", "prefix", "prefix undeclared", "mark", "utf-16", "gzip",
         "text", "cdata", "relative", "fragment"],
)  # fmt: skip
def test_every_spelling_is_read(body: bytes) -> None:
    assert urls(body) == ["/a"]


@pytest.mark.parametrize(
    "location", [b"https://news.example/a?b=1&c=2", b"https://news.example/a?b=1&amp;c=2",
                 b"<![CDATA[https://news.example/a?b=1&c=2]]>", b"https://news.example/a?b=1&amp;amp;c=2"],
)  # fmt: skip
def test_query_survives_however_it_is_escaped(location: bytes) -> None:
    assert urls(urlset(b"<loc>%s</loc>" % location)) == ["/a?b=1&c=2"]


@pytest.mark.parametrize(
    "location", [b"javascript:alert(1)", b"file:///etc/passwd", b"ftp://news.example/a", b"data:,x", b"", b"http://",
                 b"https://news.example/" + b"a" * 3000],
)  # fmt: skip
def test_location_that_can_be_no_page_is_dropped_and_counted(location: bytes) -> None:
    sitemap = read_sitemap(urlset(b"<loc>%s</loc>" % location, b"<loc>https://news.example/a</loc>"), URL)
    assert [page.url for page in sitemap.pages] == ["https://news.example/a"]
    assert sitemap.dropped == 1


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        (b"", "empty"),
        (b" \n ", "empty"),
        (b"<!DOCTYPE html><html><body><p>Not found</body></html>", "a page of HTML, no sitemap"),
        (b"<html lang=en><p>x", "a page of HTML, no sitemap"),
        (urlset(), "no entry in the urlset"),
        (b"<rss><channel/></rss>", "no sitemap: the root is <rss>"),
        (b"Not found", "neither XML nor a list of URLs"),
        (b"\x89PNG\r\n\x1a\n", "neither XML nor a list of URLs"),
        (b"<", "no XML that could be read"),
    ],
)
def test_body_without_entries_is_a_fault_and_no_exception(body: bytes, fault: str) -> None:
    sitemap = read_sitemap(body, URL)
    assert sitemap.pages == ()
    assert fault in sitemap.faults


def test_sitemap_that_was_cut_off_gives_all_whole_entries() -> None:
    entries = [b"<loc>https://news.example/%d</loc>" % number for number in range(5)]
    body = urlset(*entries)
    sitemap = read_sitemap(body[: body.index(b"/3</loc>") + 1], URL)
    assert [page.url[-2:] for page in sitemap.pages] == ["/0", "/1", "/2"]
    assert "Premature end" in " ".join(sitemap.faults)


def test_broken_markup_in_between_loses_no_entry() -> None:
    body = urlset(
        b"<loc>https://news.example/a</loc>", b"<loc>https://news.example/b</loc><lastmod>2026<b></lastmod>",
        b"<loc>https://news.example/c</loc>",
    )  # fmt: skip
    assert {"/a", "/c"} <= set(urls(body))
    assert read_sitemap(body, URL).faults


def test_cut_off_gzip_gives_what_could_be_unpacked() -> None:
    body = gzip.compress(urlset(*(b"<loc>https://news.example/%d</loc>" % number for number in range(3000))))
    sitemap = read_sitemap(body[: len(body) // 2], URL)
    assert 500 < len(sitemap.pages) < 3000
    assert "gzip cut off before its end" in sitemap.faults


def test_more_than_fifty_thousand_entries_are_not_read() -> None:
    entry = b"<url><loc>https://news.example/%d</loc></url>"
    body = b"".join(entry % number for number in range(MAX_ENTRIES + 9))
    sitemap = read_sitemap(b"<urlset>%s</urlset>" % body, URL)
    assert len(sitemap.pages) == MAX_ENTRIES
    assert any("50,000 entries" in fault for fault in sitemap.faults)


def test_more_than_fifty_megabytes_are_not_read() -> None:
    started = time.process_time()
    sitemap = read_sitemap(gzip.compress(b"<urlset>" + b" " * 60_000_000), URL)
    assert any("50 MB" in fault for fault in sitemap.faults)
    assert time.process_time() - started < 20


@pytest.mark.parametrize(
    "declarations",
    [
        b'<!ENTITY a "ha">' + b"".join(
            b'<!ENTITY %c "%s">' % (98 + level, b"&%c;" % (97 + level) * 10) for level in range(12)
        ),
        b'<!ENTITY m SYSTEM "file:///etc/passwd">',
        b'<!ENTITY % p SYSTEM "http://192.0.2.1/x.dtd"> %p;',
    ],
    ids=["bomb", "file", "network"],
)  # fmt: skip
def test_entities_are_never_expanded(declarations: bytes) -> None:
    body = b"<!DOCTYPE urlset [%s]>" % declarations + urlset(
        b"<loc>https://news.example/a</loc><news:title>&m;</news:title>", root=b"urlset " + NEWS
    ).removeprefix(b'<?xml version="1.0"?>\n')
    started = time.process_time()
    sitemap = read_sitemap(body, URL)
    assert time.process_time() - started < 2
    assert all(len(page.title or "") < 10 and "root:" not in (page.title or "") for page in sitemap.pages)


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_no_body_raises(body: bytes) -> None:
    read_sitemap(body, URL)
    read_sitemap(b"<urlset><url><loc>" + body, URL)
