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
        (FEED, "text/xml", "the body is a feed"),
        (b"<feed/>", "application/atom+xml; charset=utf-8", "the body is a feed"),
    ],
)
def test_what_is_no_page_is_named(body: bytes, content_type: str | None, found: str) -> None:
    assert find_foreign_type(body, content_type) == found
