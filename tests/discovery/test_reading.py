"""A source is read by what it is, whatever it was taken for."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest

import newscrawl
from newscrawl.discovery.candidate import SourceKind
from newscrawl.discovery.reading import read_source
from newscrawl.site import make_site

SITE = make_site("news.example")
FILES = Path(newscrawl.__file__).parents[1] / "fixtures/site"


@pytest.mark.parametrize("taken_for", [SourceKind.feed, SourceKind.sitemap])
@pytest.mark.parametrize("is_packed", [False, True])
@pytest.mark.parametrize(
    ("name", "kind", "mark", "newest"),
    [
        ("sitemap.xml", SourceKind.sitemap, b"<loc>", None),
        ("sitemap-news.xml", SourceKind.news_sitemap, b"<loc>", "2026-03-12"),
        ("feed.xml", SourceKind.feed, b"<item>", "2026-03-12T06:00:00Z"),
        ("feed.json", SourceKind.feed, b'"date_published"', "2026-03-12T06:00:00+00:00"),
    ],
)
def test_every_kind_of_list_is_known_by_its_content(
    name: str, kind: SourceKind, mark: bytes, newest: str | None, is_packed: bool, taken_for: SourceKind
) -> None:
    body = (FILES / name).read_bytes()
    reading = read_source(gzip.compress(body) if is_packed else body, f"https://news.example/{name}", taken_for, SITE)
    assert (reading.kind, len(reading.pages), reading.fault) == (kind, body.count(mark), "")
    day = newest or max(re.findall(rb"<lastmod>(\d{4}-\d\d-\d\d)", body)).decode()
    assert (reading.newest or "")[:10] == day[:10]


def test_page_gives_what_a_page_names() -> None:
    body = b'<html><head><link rel=alternate type="application/rss+xml" href="/f"></head><body></body></html>'
    reading = read_source(body, "https://news.example/", SourceKind.front_page, SITE)
    assert reading.feeds == ("https://news.example/f",)
    assert reading.fault == "no link to a page of the site; it may need scripts"


@pytest.mark.parametrize(
    ("kind", "fault"),
    [(SourceKind.feed, "no feed: neither RSS nor Atom"), (SourceKind.sitemap, "a page of HTML, no sitemap")],
)
def test_page_in_the_place_of_a_list_is_a_fault(kind: SourceKind, fault: str) -> None:
    body = b"<!doctype html><html><body><p>Not found</p></body></html>"
    assert read_source(body, "https://news.example/x", kind, SITE).fault == fault


def test_nothing_gives_no_newest_date() -> None:
    assert read_source(b"", "https://news.example/x", SourceKind.feed, SITE).newest is None
