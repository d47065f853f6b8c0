"""RSS and Atom as the web writes them."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import newscrawl
from newscrawl.discovery.candidate import SourceKind
from newscrawl.discovery.feeds import MAX_TAGS, read_feed

URL = "https://news.example/feeds/all.xml"
SITE = Path(newscrawl.__file__).parents[1] / "fixtures/site"


def rss(*items: str, head: str = "") -> bytes:
    inner = "".join(f"<item>{item}</item>" for item in items)
    return f'<rss version="2.0"><channel><title>News</title>{head}{inner}</channel></rss>'.encode()


def test_rss_of_the_demo_site_is_read_whole() -> None:
    body = (SITE / "feed.xml").read_bytes()
    feed = read_feed(body, URL, "application/rss+xml; charset=utf-8")
    assert (feed.version, feed.title, feed.language) == ("rss20", "The Harbour Gazette", "en-GB")
    assert feed.faults == ()
    assert len(feed.pages) == body.count(b"<item>") > 20
    page = feed.pages[0]
    assert (page.source_kind, page.source_url) == (SourceKind.feed, URL)
    assert (page.title, page.published, page.lastmod) == (
        "Vote on harbour dredging delayed for a second time", "2026-03-12T06:00:00Z", None,
    )  # fmt: skip


ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de"><title>News</title><entry>
<title type="html">Votes &amp;amp; &lt;i&gt;ballots&lt;/i&gt;</title>
<link rel="edit" href="/edit/1"/><link href="/a/1"/>
<published>2026-11-24T06:00:00+01:00</published><updated>2026-11-24T07:30:00Z</updated></entry></feed>"""
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>News</title><dc:language>fr</dc:language></channel>
<item><title>Un</title><link>https://news.example/a/1</link><dc:date>2026-11-24T06:00:00+01:00</dc:date></item>
</rdf:RDF>"""


@pytest.mark.parametrize(
    ("body", "title", "lastmod", "language"),
    [(ATOM, "Votes & ballots", "2026-11-24T07:30:00Z", "de"), (RDF, "Un", None, "fr")],
    ids=["atom", "rss 1.0"],
)
def test_other_kinds_give_the_same_facts(body: str, title: str, lastmod: str | None, language: str) -> None:
    (page,) = read_feed(body.encode(), URL).pages
    assert page.url == "https://news.example/a/1"
    assert page.published == "2026-11-24T06:00:00+01:00"
    assert (page.title, page.lastmod, page.language) == (title, lastmod, language)


@pytest.mark.parametrize(
    ("item", "url"),
    [
        ("<link>https://news.example/a</link>", "https://news.example/a"),
        ("<link> /a?b=1&amp;c=2 </link>", "https://news.example/a?b=1&c=2"),
        ("<link>../a</link>", "https://news.example/a"),
        ("<link>https://news.example/a#rss</link>", "https://news.example/a"),
        ("<guid>https://news.example/a</guid>", "https://news.example/a"),
        ('<guid isPermaLink="false">48213</guid>', None),
        ("<link>javascript:alert(1)</link>", None),
        ("<title>no link</title>", None),
        (
            '<link>https://feeds.example/~r/1</link><f:origLink xmlns:f="http://rssnamespace.org/feedburner/ext/1.0">'
            "https://news.example/a</f:origLink>",
            "https://news.example/a",
        ),
    ],
)
def test_entry_is_the_page_that_it_links_to(item: str, url: str | None) -> None:
    feed = read_feed(rss(item), URL)
    assert [page.url for page in feed.pages] == ([url] if url else [])
    assert feed.dropped == (url is None)


@pytest.mark.parametrize(
    ("date", "published"),
    [
        ("Tue, 24 Nov 2026 06:00:00 +0100", "2026-11-24T06:00:00+01:00"),
        ("Tue, 24 Nov 2026 06:00:00 EST", "2026-11-24T06:00:00-05:00"),
        ("2026-11-24", "2026-11-24"),
        ("24 Nov 2026", "2026-11-24"),
        ("soon", None),
    ],
)
def test_dates_keep_their_zone_or_lack_of_one(date: str, published: str | None) -> None:
    (page,) = read_feed(rss(f"<link>https://news.example/a</link><pubDate>{date}</pubDate>"), URL).pages
    assert page.published == published


@pytest.mark.parametrize(
    "body",
    [
        rss("<link>https://news.example/a</link>", "<title>Cut off")[:-30],
        rss("<title>R & D</title><link>https://news.example/a</link>"),
        rss("<title>a &nbsp; b</title><link>https://news.example/a</link>"),
        rss("<link>https://news.example/a</link><title>open <b></title>"),
    ],
    ids=["cut off", "bare ampersand", "unknown entity", "unclosed"],
)
def test_malformed_feed_gives_what_can_be_read_and_the_fault(body: bytes) -> None:
    feed = read_feed(body, URL)
    assert [page.url for page in feed.pages] == ["https://news.example/a"]
    assert any(fault.startswith("malformed") for fault in feed.faults)


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        (b"", "empty"),
        (b"<!doctype html><html><body><p>Hello</p></body></html>", "no feed: neither RSS nor Atom"),
        (b'{"error": 404}', "no feed: neither RSS nor Atom"),
        (rss(), "no entry in the feed"),
    ],
)
def test_what_is_no_feed_is_a_fault_and_no_exception(body: bytes, fault: str) -> None:
    feed = read_feed(body, URL)
    assert feed.pages == ()
    assert fault in feed.faults


def test_other_charset_is_read_by_header_or_declaration() -> None:
    text = (
        rss("<title>Порт закрыт</title><link>https://news.example/a</link>").decode().encode("windows-1251")
    )
    declared = b'<?xml version="1.0" encoding="windows-1251"?>' + text
    assert read_feed(declared, URL).pages[0].title == "Порт закрыт"
    assert read_feed(text, URL, "application/rss+xml; charset=windows-1251").pages[0].title == "Порт закрыт"


def test_external_entities_are_not_read() -> None:
    body = b'<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + rss(
        "<title>&x;</title><link>https://news.example/a</link>"
    )
    assert all("root:" not in (page.title or "") for page in read_feed(body, URL).pages)


@pytest.mark.parametrize(
    "body",
    [
        b'<rss version="2.0"><channel>' + b"<a>" * 1_500_000,
        b'<rss version="2.0"><channel><item '
        + b" ".join(b'a%d="1"' % n for n in range(300_000))
        + b"/></rss>",
        rss("<link>https://news.example/a</link>" + "<category>x</category>" * 200_000),
    ],
    ids=["nesting", "attributes", "tags"],
)
def test_markup_made_to_take_minutes_is_cut_off(body: bytes) -> None:
    started = time.process_time()
    feed = read_feed(body, URL)
    assert time.process_time() - started < 15
    assert any(f"{MAX_TAGS:,} tags" in fault or "attributes" in fault for fault in feed.faults)


@settings(deadline=None)
@given(st.binary(max_size=200))
def test_no_body_raises(body: bytes) -> None:
    read_feed(body, URL)
    read_feed(b'<rss version="2.0"><channel><item>' + body, URL)
