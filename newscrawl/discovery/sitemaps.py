"""Decides what a sitemap says: pages with their dates and news facts, or further sitemaps. All of it pure.

The sitemap protocol (sitemaps.org/protocol.html) and Google's news extension, read as the web writes them:
any namespace or none, gzip without a header, unescaped `&`, plain text, cut off in the middle. What cannot be
read is told as a fault beside what could. Which of the entries are wanted is left to `selection.py`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from io import BytesIO
from urllib.parse import urljoin

from lxml import etree

from newscrawl.addresses import find_url_fault
from newscrawl.discovery.candidate import Candidate, SourceKind
from newscrawl.discovery.dates import read_date
from newscrawl.discovery.gzip_bodies import unpack_gzip
from newscrawl.metadata.language import normalize_tag
from newscrawl.metadata.plain_text import clean_line

MAX_BYTES = 50 * 1024 * 1024
"""The protocol's own bound, after unpacking; the rest is not read."""
MAX_ENTRIES = 50_000
"""The protocol's own bound."""
MAX_TITLE_CHARACTERS = 500

_BARE_AMPERSAND = re.compile(rb"&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#[xX][0-9a-fA-F]{1,6});)")
_CUT_LOCATION = re.compile(r"Premature end of data in tag (\w+:)?loc ")
_TEXT_URL = re.compile(r"https?://\S+", re.IGNORECASE)
_HTML = re.compile(rb"(?:<!--.*?-->\s*)?<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL)
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<")
_LEFT_OUT = frozenset({"image", "video"})
_FIELDS = {
    "loc": "loc",
    "lastmod": "lastmod",
    "publication_date": "published",
    "title": "title",
    "language": "language",
    "name": "publication",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SitemapEntry:
    """A sitemap that an index names. lastmod: in the form of `Candidate`."""

    url: str
    lastmod: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitemap:
    """What a sitemap says. kind: sitemap_index, news_sitemap or sitemap.

    pages: of a urlset; sitemaps: of an index. dropped: entries whose location can be no page (no URL, another
    scheme). publication: the name that a news sitemap gives the paper. faults: what was wrong, a clause each.
    """

    kind: SourceKind
    pages: tuple[Candidate, ...] = ()
    sitemaps: tuple[SitemapEntry, ...] = ()
    dropped: int = 0
    publication: str | None = None
    faults: tuple[str, ...] = ()


@dataclass(slots=True)
class _Rows:
    """Rows of an XML sitemap as they are read, and what went wrong."""

    pages: list[dict[str, str]] = field(default_factory=list)
    sitemaps: list[dict[str, str]] = field(default_factory=list)
    root: str = ""
    faults: list[str] = field(default_factory=list)


def read_sitemap(body: bytes, url: str) -> Sitemap:
    """Read a sitemap. body: as it came, gzip or not. url: its address, for relative locations.

    Never raises: an empty or foreign body is a sitemap without entries, with its fault. Memory stays at a
    small multiple of the body, which is read up to 50 MB; entities are never expanded.
    """
    body, faults = unpack_gzip(body, MAX_BYTES)
    if len(body) > MAX_BYTES:
        body = body[:MAX_BYTES]
        faults = [*faults, "longer than 50 MB; the rest was not read"]
    body = body.strip(b"\xef\xbb\xbf \t\r\n")
    if not body:
        return Sitemap(kind=SourceKind.sitemap, faults=(*faults, "empty"))
    if body[:1] != b"<" and not body.startswith(_WIDE_MARKS):
        return _read_text(body, url, faults)
    if _HTML.match(body[:500]):
        return Sitemap(kind=SourceKind.sitemap, faults=(*faults, "a page of HTML, no sitemap"))
    rows = _read_rows(body)
    faults += rows.faults
    if not rows.pages and not rows.sitemaps:
        faults.append(_explain_nothing(rows.root))
    return _build(rows, url, faults)


def _read_rows(body: bytes) -> _Rows:
    rows = _Rows()
    if not body.startswith(_WIDE_MARKS):
        # URLs keep their queries that way, and no entity that the document declares is ever expanded.
        body, count = _BARE_AMPERSAND.subn(b"&amp;", body)
        if count:
            rows.faults.append(f"unescaped & in {count} places")
    parser = etree.iterparse(
        BytesIO(body),
        events=("start", "end"),
        recover=True,
        resolve_entities=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    row: dict[str, str] = {}
    try:
        for event, element in parser:
            name = _local_name(element)
            if event == "start":
                rows.root = rows.root or name
                if name in ("url", "sitemap"):
                    row = {}
                continue
            _keep_field(row, element, name)
            _free(element)
            if name in ("url", "sitemap"):
                (rows.pages if name == "url" else rows.sitemaps).append(row)
                row = {}
                if len(rows.pages) + len(rows.sitemaps) >= MAX_ENTRIES:
                    rows.faults.append(f"{MAX_ENTRIES:,} entries or more; the rest was not read")
                    break
    except etree.XMLSyntaxError as error:
        rows.faults.append(f"broken XML: {error.msg}")
        return rows
    errors = [entry for entry in parser.error_log if entry.level >= etree.ErrorLevels.ERROR]
    if errors:
        rows.faults.append(f"broken XML in line {errors[0].line}: {errors[0].message.strip()[:150]}")
    if any(_CUT_LOCATION.match(entry.message) for entry in errors):
        (rows.sitemaps if rows.root == "sitemapindex" else rows.pages).pop()  # half a URL
    return rows


def _keep_field(row: dict[str, str], element: etree._Element, name: str) -> None:
    """Keep the text of an element that is one of `_FIELDS`; those inside image and video entries are not."""
    kept = _FIELDS.get(name)
    if kept is None or kept in row:
        return
    parent = element.getparent()
    while parent is not None and (inside := _local_name(parent)) not in ("url", "sitemap"):
        if inside in _LEFT_OUT:
            return
        parent = parent.getparent()
    row[kept] = "".join(map(str, element.itertext())).strip()


def _free(element: etree._Element) -> None:
    """Forget an element that was read and all before it, so that the tree never grows. In place."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def _local_name(element: etree._Element) -> str:
    tag = element.tag
    return tag.rpartition("}")[2].rpartition(":")[2].lower() if isinstance(tag, str) else ""


def _explain_nothing(root: str) -> str:
    if root in ("urlset", "sitemapindex"):
        return f"no entry in the {root}"
    return f"no sitemap: the root is <{root[:40]}>" if root else "no XML that could be read"


def _build(rows: _Rows, url: str, faults: list[str]) -> Sitemap:
    is_news = any("published" in row or "publication" in row for row in rows.pages)
    kind = SourceKind.news_sitemap if is_news else SourceKind.sitemap
    if rows.sitemaps and not rows.pages:
        kind = SourceKind.sitemap_index
    pages, sitemaps = [], []
    for row in rows.pages:
        if (address := _read_location(row, url)) is not None:
            pages.append(_build_candidate(row, address, url, kind))
    for row in rows.sitemaps:
        if (address := _read_location(row, url)) is not None:
            sitemaps.append(SitemapEntry(url=address, lastmod=read_date(row.get("lastmod"))))
    names = (clean_line(row["publication"]) for row in rows.pages if row.get("publication"))
    return Sitemap(
        kind=kind,
        pages=tuple(pages),
        sitemaps=tuple(sitemaps),
        dropped=len(rows.pages) + len(rows.sitemaps) - len(pages) - len(sitemaps),
        publication=next(names, None),
        faults=tuple(faults),
    )


def _build_candidate(row: dict[str, str], address: str, url: str, kind: SourceKind) -> Candidate:
    language = row.get("language")
    title = clean_line(row["title"]) if row.get("title") else None
    return Candidate(
        url=address,
        source_url=url,
        source_kind=kind,
        title=title[:MAX_TITLE_CHARACTERS] if title else None,
        published=read_date(row.get("published")),
        lastmod=read_date(row.get("lastmod")),
        language=normalize_tag(language) if language else None,
    )


def _read_location(row: dict[str, str], url: str) -> str | None:
    """Give the absolute URL of an entry; None where it can be no page."""
    # Inside CDATA an escaped & is no & yet; and generators escape twice.
    location = row.get("loc", "").replace("&amp;", "&")
    if not location:
        return None
    try:
        address = location if location.lower().startswith(("http://", "https://")) else urljoin(url, location)
    except ValueError:
        return None
    address = address.partition("#")[0].replace(" ", "%20")
    return address if find_url_fault(address) is None else None


def _read_text(body: bytes, url: str, faults: list[str]) -> Sitemap:
    """Read a text sitemap: a URL a line."""
    lines = body.decode("utf-8-sig", "replace").splitlines()
    if faults and lines:
        del lines[-1]  # cut off: half a URL
    stated = [line.strip() for line in lines if line.strip()]
    urls = [line for line in stated if _TEXT_URL.fullmatch(line) and find_url_fault(line) is None]
    dropped = len(stated) - len(urls)
    if not urls:
        faults = [*faults, "neither XML nor a list of URLs"]
    if len(urls) > MAX_ENTRIES:
        faults = [*faults, f"{MAX_ENTRIES:,} entries or more; the rest was not read"]
    pages = (
        Candidate(url=address.partition("#")[0], source_url=url, source_kind=SourceKind.sitemap)
        for address in urls[:MAX_ENTRIES]
    )
    return Sitemap(kind=SourceKind.sitemap, pages=tuple(pages), dropped=dropped, faults=tuple(faults))
