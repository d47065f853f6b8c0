"""Decides what a JSON Feed says of pages (jsonfeed.org/version/1.1)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urljoin

import msgspec

from newscrawl.addresses import find_url_fault
from newscrawl.discovery.candidate import Candidate, SourceKind
from newscrawl.discovery.dates import read_date
from newscrawl.discovery.feeds import MAX_ENTRIES, MAX_TITLE_CHARACTERS, Feed
from newscrawl.metadata.language import normalize_tag
from newscrawl.metadata.plain_text import clean_line


def read_json_feed(body: bytes, url: str) -> Feed:
    """Read a JSON Feed of any version. Never raises: what is none is a feed without entries, with its fault.

    Wrong types are passed over entry by entry: publishers write them by hand.
    """
    try:
        data = msgspec.json.decode(body.lstrip(b"\xef\xbb\xbf"))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        return Feed(faults=(f"no JSON: {error}"[:200],))
    items = data.get("items") if isinstance(data, dict) else None
    if not isinstance(items, list):
        return Feed(faults=("no JSON Feed: it has no list of items",))
    language = _read_language(data)
    faults = []
    if not items:
        faults.append("no entry in the feed")
    if len(items) > MAX_ENTRIES:
        faults.append(f"more than {MAX_ENTRIES:,} entries; the rest was not read")
    pages = [page for item in items[:MAX_ENTRIES] if (page := _read_item(item, url, language)) is not None]
    version = data.get("version")
    return Feed(
        pages=tuple(pages),
        version=f"json{str(version).rpartition('/')[2]}" if version else "json",
        title=clean_line(data.get("title")),
        language=language,
        dropped=len(items) - len(pages),
        faults=tuple(faults),
    )


def _read_item(item: Any, url: str, language: str | None) -> Candidate | None:
    if not isinstance(item, dict):
        return None
    address = next((link for name in ("url", "id") if (link := _read_link(item.get(name), url, name))), None)
    if address is None:
        return None
    title = clean_line(item.get("title"))
    return Candidate(
        url=address,
        source_url=url,
        source_kind=SourceKind.feed,
        title=title[:MAX_TITLE_CHARACTERS] if title else None,
        published=_read_time(item.get("date_published")),
        lastmod=_read_time(item.get("date_modified")),
        language=_read_language(item) or language,
    )


def _read_link(link: Any, url: str, name: str) -> str | None:
    if not isinstance(link, str) or not link.strip():
        return None
    if name == "id" and not link.startswith(("http://", "https://")):
        return None
    try:
        address = urljoin(url, link.strip()).partition("#")[0]
    except ValueError:
        return None
    return address if find_url_fault(address) is None else None


def _read_time(value: Any) -> str | None:
    return read_date(value) if isinstance(value, str) else None


def _read_language(holder: Mapping[str, Any]) -> str | None:
    language = holder.get("language")
    return normalize_tag(language) if isinstance(language, str) else None
