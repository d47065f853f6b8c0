"""The bytes say whether a body can be a page; the header is believed where they say nothing."""

from __future__ import annotations

import pytest

from newscrawl.media_type import find_foreign_type

HTML = b"<!doctype html><title>Vote</title><p>The council met on Tuesday.</p>"
JSON = b'{"headline": "Vote delayed"}'
FEED = b'<?xml version="1.0"?>\n<rss version="2.0"><channel><title>News</title></channel></rss>'


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (HTML, "text/html; charset=utf-8"),
        (HTML, None),
        (HTML, "text/plain"),
        (HTML, "application/octet-stream"),
        (HTML, "application/json"),
        (HTML, "image/png"),
        (b"Nothing but words, no markup at all.", "text/html"),
        (b"Nothing but words, no markup at all.", None),
        (b"", "text/html"),
        ("Сегодня в городе".encode("windows-1251"), "text/html"),
        ("市议会".encode("gb18030") * 20, "text/html"),
        ("<p>市議会は火曜日</p>".encode("iso2022_jp"), "text/html"),
        ("<p>Vote</p>".encode("utf-16"), "text/html"),
        ("<p>Vote</p>".encode("utf-16-le"), "text/html"),
        (b"RIFFs and solos: <b>a guitarist remembers</b>", "text/html"),
        (b"ID3, a story in three parts", None),
        (b"\xef\xbb\xbf<?xml version='1.0'?>\n<!DOCTYPE html>\n<html><body><p>Vote</p></body></html>", "text/xml"),
        (b"<!-- build 41 > 40 --><html><body><p>Vote</p></body></html>", "application/xhtml+xml"),
        (b"<p>a form feed\x0c and an escape \x1b in a page of some length</p>", "text/html"),
    ],
)
def test_what_may_be_a_page_is_not_foreign(body: bytes, content_type: str | None) -> None:
    assert find_foreign_type(body, content_type) is None


@pytest.mark.parametrize(
    ("body", "content_type", "found"),
    [
        (b"%PDF-1.7\n%\xe2\xe3", "text/html", "the body is a PDF"),
        (b"\r\n%PDF-1.4", "text/html; charset=utf-8", "the body is a PDF"),
        (b"\x89PNG\r\n\x1a\n", "text/html", "the body is a PNG image"),
        (b"\xff\xd8\xff\xe0", None, "the body is a JPEG image"),
        (b"PK\x03\x04", None, "the body is a ZIP archive"),
        (b"\x1f\x8b\x08", "text/html", "the body is gzip data"),
        (b"\x00\x00\x00\x20ftypisom", "text/html", "the body is a media file"),
        (bytes(range(256)), "text/html", "the body is binary"),
        (JSON, "application/json", "content type application/json"),
        (b"body { color: red }", "text/css", "content type text/css"),
        (b'[{"a": "<p>"}]', "application/ld+json", "content type application/ld+json"),
        (
            b'const row = "<p>" + text + "</p>"; show(row)',
            "application/javascript",
            "content type application/javascript",
        ),
        (b"Vote,Yes,No\nQuay,18,15\n", "text/csv", "content type text/csv"),
        (b"RIFF\x24\x00\x00\x00WEBPVP8 ", "image/webp", "the body is a WebP image"),
        (b"ID3\x03\x00\x00", "text/html", "the body is an MP3 file"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"><text>Vote</text></svg>', "text/html", "the body is an SVG image"),
        (
            b'<?xml version="1.0"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">',
            "text/xml",
            "the body is a sitemap",
        ),
        (b'<?xml version="1.0"?><!-- all of them --><sitemapindex>', None, "the body is a sitemap"),
        (b'\xef\xbb\xbf<?xml version="1.0"?><rdf:RDF>', "text/xml", "the body is a feed"),
        (FEED, "text/xml", "the body is a feed"),
        (b"<feed/>", "application/atom+xml; charset=utf-8", "the body is a feed"),
    ],
)
def test_what_is_no_page_is_named(body: bytes, content_type: str | None, found: str) -> None:
    assert find_foreign_type(body, content_type) == found
