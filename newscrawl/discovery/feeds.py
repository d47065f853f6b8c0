"""Decides what a feed says of pages: RSS of every version, Atom and JSON Feed, as well as they can be read.

RSS and Atom are read by feedparser, which repairs what the web breaks; it gets bytes only and fetches
nothing. JSON Feed is read in `json_feeds.py`. Which entries are wanted is left to `selection.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from urllib.parse import urljoin

import feedparser

from newscrawl.addresses import find_url_fault
from newscrawl.discovery.candidate import Candidate, SourceKind
from newscrawl.discovery.dates import read_date
from newscrawl.discovery.gzip_bodies import unpack_gzip
from newscrawl.metadata.language import normalize_tag
from newscrawl.metadata.plain_text import clean_line

MAX_BYTES = 5 * 1024 * 1024
"""No more of a feed is read. Feeds of news sites with full texts stay below 2 MB."""
MAX_ENTRIES = 5_000
MAX_TAGS = 100_000
"""feedparser takes 20 µs for a tag, so 1 MB of `<a>` takes 7 s. A feed of 500 entries has some 20,000 tags.
"""
MAX_ATTRIBUTES = 500
"""feedparser's time grows with the square of a tag's attributes: 85 s for 100,000."""
MAX_TITLE_CHARACTERS = 500

_BARE = {"sanitize_html": False, "resolve_relative_uris": False}
"""Nothing of an entry's HTML is used, so it is not worked on."""
_HARMLESS = ("CharacterEncodingOverride", "NonXMLContentType")
"""What feedparser calls ill-formed though nothing is lost: a charset or content type that the header has
wrong.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """What a feed says. version: as feedparser names it (`rss20`, `atom10`), or `json1.1`; empty for no feed.

    dropped: entries without a link that can be a page. faults: what was wrong, a clause each.
    """

    pages: tuple[Candidate, ...] = ()
    version: str = ""
    title: str | None = None
    language: str | None = None
    dropped: int = 0
    faults: tuple[str, ...] = ()


def read_feed(body: bytes, url: str, content_type: str | None = None) -> Feed:
    """Read RSS or Atom. url: the feed's address, for relative links. content_type: the header, for the
    charset.

    Never raises: what is no feed is one without entries, with its fault.
    """
    body, faults = unpack_gzip(body, MAX_BYTES)
    if len(body) > MAX_BYTES:
        body = body[:MAX_BYTES]
        faults = [*faults, "longer than 5 MB; the rest was not read"]
    if not body.strip():
        return Feed(faults=(*faults, "empty"))
    body, fault = bound_markup(body)
    if fault:
        faults = [*faults, fault]
    headers = {"content-location": url, "content-type": content_type or ""}
    try:
        parsed = feedparser.parse(BytesIO(body), **_BARE, response_headers=headers)
    except Exception as error:  # feedparser's own promise is never to raise; its parsers have broken it
        return Feed(faults=(*faults, f"feedparser failed: {type(error).__name__}: {error}"[:200]))
    if not parsed.entries and not parsed.get("version"):
        return Feed(faults=(*faults, "no feed: neither RSS nor Atom"))
    faults += _tell_faults(parsed)
    language = _read_language(parsed.feed)
    is_rss = not parsed.get("version", "").startswith("atom")
    pages = [
        candidate
        for entry in parsed.entries[:MAX_ENTRIES]
        if (candidate := _read_entry(entry, url, language, is_rss=is_rss)) is not None
    ]
    return Feed(
        pages=tuple(pages),
        version=parsed.get("version") or "unknown",
        title=clean_line(parsed.feed.get("title")),
        language=language,
        dropped=len(parsed.entries) - len(pages),
        faults=tuple(faults),
    )


def bound_markup(body: bytes) -> tuple[bytes, str]:
    """Cut a feed off where its markup exceeds what feedparser reads in good time; say so in a clause.

    What stands in CDATA is text to the parser, and is not counted.
    """
    position, tags, is_text = 0, 0, False
    for piece in body.split(b"<"):
        if is_text or piece.startswith(b"![CDATA["):
            is_text = b"]]>" not in piece
        else:
            tags += 1
            if tags > MAX_TAGS:
                return body[:position], f"more than {MAX_TAGS:,} tags; the rest was not read"
            if piece.partition(b">")[0].count(b"=") > MAX_ATTRIBUTES:
                fault = f"a tag with more than {MAX_ATTRIBUTES} attributes; the rest was not read"
                return body[:position], fault
        position += len(piece) + 1
    return body, ""


def _tell_faults(parsed: Mapping[str, Any]) -> list[str]:
    error = parsed.get("bozo_exception")
    faults = []
    if parsed.get("bozo") and type(error).__name__ not in _HARMLESS:
        text = " ".join(str(error).removeprefix("<unknown>:").split())[:150]
        faults.append(f"malformed: {text or type(error).__name__}")
    if not parsed["entries"]:
        faults.append("no entry in the feed")
    if len(parsed["entries"]) > MAX_ENTRIES:
        faults.append(f"more than {MAX_ENTRIES:,} entries; the rest was not read")
    return faults


def _read_entry(
    entry: Mapping[str, Any], url: str, language: str | None, *, is_rss: bool
) -> Candidate | None:
    address = _read_link(entry, url)
    if address is None:
        return None
    title = clean_line(entry.get("title"))
    published = _read_time(entry, "published") or _read_time(entry, "created")
    updated = _read_time(entry, "updated")
    if is_rss and published is None:
        published, updated = updated, None  # `dc:date`, the only date of RSS 1.0
    return Candidate(
        url=address,
        source_url=url,
        source_kind=SourceKind.feed,
        title=title[:MAX_TITLE_CHARACTERS] if title else None,
        published=published,
        lastmod=updated,
        language=_read_language(entry) or language,
    )


def _read_link(entry: Mapping[str, Any], url: str) -> str | None:
    """Give the page's URL: the link before any redirect of a feed service, the link, or a permanent guid."""
    for name in ("feedburner_origlink", "pheedo_origlink", "link", "id"):
        text = entry.get(name)
        if not isinstance(text, str) or not text.strip():
            continue
        if name == "id" and not text.startswith(("http://", "https://")):
            continue
        try:
            address = urljoin(url, text.strip()).partition("#")[0].replace(" ", "%20")
        except ValueError:
            continue
        if find_url_fault(address) is None:
            return address
    return None


def _read_time(entry: Any, name: str) -> str | None:
    """Give a date as the feed has it; as feedparser read it, where it is in no form of our own (a month's
    name in another language).
    """
    # An FeedParserDict gives `published` for a missing `updated`.
    if name not in dict.keys(entry):
        return None
    date, parsed = read_date(str(entry[name])), entry.get(f"{name}_parsed")
    if date is None and parsed is not None:
        date = read_date(f"{parsed.tm_year:04}-{parsed.tm_mon:02}-{parsed.tm_mday:02}")
    return date


def _read_language(holder: Mapping[str, Any]) -> str | None:
    language = holder.get("language")
    return normalize_tag(language) if isinstance(language, str) else None
