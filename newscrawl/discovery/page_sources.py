"""Decides what a front or section page names: feeds, sections, articles, its next page. All of it pure.

For sites that have neither sitemap nor feed this is the only way in; for the others the way to their sources.
Which links look like an article is decided in `links.py`.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from urllib.parse import urldefrag, urljoin, urlsplit

from lxml.html import HtmlElement

from newscrawl.addresses import find_url_fault
from newscrawl.discovery.candidate import Candidate, SourceKind
from newscrawl.discovery.page_numbers import is_next_label, is_next_page
from newscrawl.discovery.teaser_dates import find_teaser_dates
from newscrawl.dom import decode_body, parse_html
from newscrawl.links import Link, has_headline_length, is_nofollow, is_nofollow_page, read_links, resolve_link
from newscrawl.media_type import find_foreign_type
from newscrawl.metadata.language import normalize_tag
from newscrawl.metadata.plain_text import clean_line
from newscrawl.site import Site

MAX_FEEDS = 30
MAX_SECTIONS = 40
MAX_TITLE_CHARACTERS = 500
SECTION_SCORE = 2
"""A link in a menu, or one whose path begins the paths of two articles, is taken for a section's."""

_FEED_TYPES = frozenset(
    {"application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml"}
)
_FEED_PATH = re.compile(
    r"/(?:rss|feed|feeds|atom|rdf)(?:\.xml|\.php|\.json|/all)?/?$|\.(?:rss|atom|rdf)$|/(?:rss|feed)[\w-]*\.xml$"
)
_COMMENT_FEED = re.compile(r"comment|kommentar", re.IGNORECASE)
_MENU = re.compile(
    r"(?:^|[\s_-])(?:nav|navi|navigation|navbar|menu|menue|topbar|sections?)(?:$|[\s_-])", re.IGNORECASE
)
_SECTION_PART = re.compile(r"[^\W_][\w.~%+-]*", re.UNICODE)
_MAX_SECTION_PARTS = 3
_MAX_SECTION_WORDS = 3
_MAX_LABEL_CHARACTERS = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class PageSources:
    """What a front or section page names.

    feeds, sections: URLs, the surest first. next_page: the next page of the same list, by `rel=next`, numbers
    or label. canonical_url, amp_url: as the page's head has them. faults: why there is nothing, where so.
    """

    articles: tuple[Candidate, ...] = ()
    feeds: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    next_page: str | None = None
    canonical_url: str | None = None
    amp_url: str | None = None
    title: str | None = None
    language: str | None = None
    faults: tuple[str, ...] = ()


def read_page_sources(
    body: bytes, url: str, site: Site, kind: SourceKind, content_type: str | None = None
) -> PageSources:
    """Read a page of HTML. url: its address, after redirects. kind: front_page or section_page.

    Never raises: what is no page gives nothing, with its fault. A page that asks robots to follow none of its
    links gives no articles and no sections; feeds and canonical link are statements of the page itself.
    """
    foreign = find_foreign_type(body, content_type)
    root = None if foreign else parse_html(decode_body(body, content_type).text)
    if root is None:
        return PageSources(faults=(foreign or "no page of HTML",))
    base = _read_base(root, url)
    links = [link for link in read_links(root, base) if site.owns(link.url)]
    faults = [] if links else [_explain_no_links(root)]
    language = normalize_tag(root.get("lang") or "")
    articles = [link for link in links if link.is_article_like]
    if links and not articles:
        faults.append(f"none of {len(links)} links looks like an article")
    dates = find_teaser_dates(root, base, {link.url for link in articles}) if articles else {}
    titles = root.findall(".//title")
    return PageSources(
        articles=tuple(
            _make_candidate(link, url, kind, language, dates.get(link.url)) for link in articles
        ),
        feeds=tuple(_find_feeds(root, base, site)),
        sections=tuple(find_sections(root, base, links)),
        next_page=_find_next_page(root, base, url, site),
        canonical_url=_read_head_link(root, base, "canonical"),
        amp_url=_read_head_link(root, base, "amphtml"),
        title=clean_line(titles[0].text_content()) if titles else None,
        language=language,
        faults=tuple(faults),
    )


def find_sections(root: HtmlElement, base: str, links: Iterable[Link]) -> list[str]:
    """Find section pages: short paths of a word or two, linked from a menu or leading to articles.

    Why: sections list what has left the front page, or was never on it. Wrong for menus that lead to opaque
    URLs (`/c/48213`), and for services with a name that nobody listed; such a page is polled for nothing.
    """
    links = list(links)
    articles = [urlsplit(link.url).path for link in links if link.is_article_like]
    starts = Counter(start for path in articles for start in set(_list_starts(path)))
    hrefs = {anchor.get("href") or "" for anchor in _find_menu_anchors(root)}
    in_menu = {resolve_link(href, base) for href in hrefs}
    scores: dict[str, tuple[int, int]] = {}
    for link in links:
        if not is_section_like(link):
            continue
        leads = starts[urlsplit(link.url).path.rstrip("/")]
        score = 2 * (link.url in in_menu) + min(leads, 2)
        if score >= SECTION_SCORE:
            scores[link.url] = (score, leads)
    return sorted(scores, key=lambda url: scores[url], reverse=True)[:MAX_SECTIONS]


def is_section_like(link: Link) -> bool:
    """Tell whether a link may lead to a section, by its path and its text alone."""
    parts = urlsplit(link.url)
    names = [name for name in parts.path.lower().split("/") if name]
    if not names or len(names) > _MAX_SECTION_PARTS or parts.query or link.is_article_like:
        return False
    if not load_not_sections().isdisjoint(names) or len(link.text) > _MAX_LABEL_CHARACTERS:
        return False
    return not has_headline_length(link.text) and all(_is_section_name(name) for name in names)


def _is_section_name(name: str) -> bool:
    words = re.split(r"[-_+.]", name.removesuffix(".html").removesuffix(".htm"))
    is_short = len(words) <= _MAX_SECTION_WORDS and not any(map(str.isdigit, words))
    return is_short and bool(_SECTION_PART.fullmatch(name))


def _list_starts(path: str) -> Iterator[str]:
    """Give the paths above a page: `/a/b/c` → `/a`, `/a/b`."""
    names = [name for name in path.split("/") if name][:-1]
    for end in range(1, len(names) + 1):
        yield "/" + "/".join(names[:end])


def _find_menu_anchors(root: HtmlElement) -> Iterator[HtmlElement]:
    for element in root.iter("nav", "header", "ul", "ol", "div", "table"):
        is_menu = element.tag == "nav" or element.get("role") == "navigation"
        names = f"{element.get('class') or ''} {element.get('id') or ''}"
        if is_menu or _MENU.search(names):
            yield from element.iterfind(".//a[@href]")


def _find_feeds(root: HtmlElement, base: str, site: Site) -> list[str]:
    """Find feeds: those that the head declares, then links of the site that end as feeds do."""
    feeds: dict[str, None] = {}
    for element in root.iter("link", "a"):
        href = (element.get("href") or "").strip()
        media_type = (element.get("type") or "").partition(";")[0].strip().lower()
        is_declared = media_type in _FEED_TYPES and "alternate" in (element.get("rel") or "").lower().split()
        is_linked = element.tag == "a" and _FEED_PATH.search(href.lower().partition("?")[0])
        if not (is_declared or is_linked) or _COMMENT_FEED.search(f"{href} {element.get('title') or ''}"):
            continue
        url = _resolve(href, base)
        if url is not None and (is_declared or site.owns(url)):
            feeds[url] = None
    return list(feeds)[:MAX_FEEDS]


def _find_next_page(root: HtmlElement, base: str, url: str, site: Site) -> str | None:
    """Find the next page of the same list: `rel=next`, else a link to the following number, else a label."""
    if is_nofollow_page(root):
        return None
    labelled = None
    for element in root.iter("link", "a"):
        rel = (element.get("rel") or "").lower().split()
        is_said = "next" in rel
        if not is_said and (labelled is not None or element.tag == "link" or not _is_pager(element)):
            continue
        following = _resolve(element.get("href") or "", base)
        if following is None or following == url or not site.owns(following) or is_nofollow(" ".join(rel)):
            continue
        if is_said:
            return following
        if is_next_page(url, following):
            labelled = following
    return labelled


def _is_pager(anchor: HtmlElement) -> bool:
    """Tell whether a link's text is a number or a word for the next page."""
    text = " ".join("".join(anchor.itertext()).split())[:60]
    return text.isdecimal() or is_next_label(text) or is_next_label(anchor.get("aria-label") or "")


def _make_candidate(
    link: Link, url: str, kind: SourceKind, language: str | None, published: str | None
) -> Candidate:
    title = clean_line(link.text) if has_headline_length(link.text) else None
    return Candidate(
        url=link.url,
        source_url=url,
        source_kind=kind,
        title=title[:MAX_TITLE_CHARACTERS] if title else None,
        published=published,
        language=language,
    )


def _read_base(root: HtmlElement, url: str) -> str:
    element = root.find(".//base[@href]")
    return _resolve(element.get("href") or "", url) or url if element is not None else url


def _read_head_link(root: HtmlElement, base: str, rel: str) -> str | None:
    for element in root.iterfind(".//link[@rel]"):
        if rel in (element.get("rel") or "").lower().split():
            return _resolve(element.get("href") or "", base)
    return None


def _resolve(href: str, base: str) -> str | None:
    try:
        url = urldefrag(urljoin(base, href.strip())).url if href.strip() else ""
    except ValueError:
        return None
    return url if url and find_url_fault(url) is None else None


def _explain_no_links(root: HtmlElement) -> str:
    if is_nofollow_page(root):
        return "the page asks robots to follow none of its links"
    return "no link to a page of the site; it may need scripts"


@cache
def load_not_sections() -> frozenset[str]:
    """Read the path parts of `data/discovery.toml` that are no sections, once."""
    text = files("newscrawl").joinpath("data/discovery.toml").read_text(encoding="utf-8")
    rules = tomllib.loads(text)["not_sections"]
    return frozenset(name for names in rules.values() for name in names)
