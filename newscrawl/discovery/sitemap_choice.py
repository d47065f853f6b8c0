"""Decides which sitemaps of an index are read: those that can hold pages of the wanted dates.

A large site's index names hundreds of archive sitemaps; nearly all of them can be told to be too old by their
`lastmod` or by the date in their name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from newscrawl.discovery.dates import Span, find_span
from newscrawl.discovery.sitemaps import SitemapEntry
from newscrawl.discovery.window import Window
from newscrawl.metadata.timestamps import EARLIEST_YEAR

NAME_MARGIN = timedelta(days=2)
"""By so much a name may be off: a month's sitemap begins with the stories of the evening before."""

_NUMBER = re.compile(r"\d+")
_NAME_DATE = re.compile(
    r"(?<!\d)((?:19|20)\d\d)"
    r"(?:(?:[-_./]?(0[1-9]|1[0-2])|/([1-9])(?=/))"  # a lone digit may be a part's number: 2026_1.xml
    r"(?:[-_./]?(0[1-9]|[12]\d|3[01])|/([1-9])(?=[/.]))?)?(?!\d)"
)
_NO_MONTH = re.compile(r"(?<!\d)(?:19|20)\d\d[-_./]?(?:1[3-9]|[2-9]\d)(?!\d)")
_QUERY_DATE = re.compile(
    r"(?:^|&)(?:yyyy|year|y)=((?:19|20)\d\d)(?:&(?:mm|month|m)=(\d{1,2})(?:&(?:dd|day|d)=(\d{1,2}))?)?"
)
_NO_ARTICLES = re.compile(
    r"(?:^|[/_.-])(?:images?|videos?|categor(?:y|ies)|tags?|post_tag|topics?|authors?|users?|galler(?:y|ies)"
    r"|photos?|pages?|sections?|people|events?|products?|weather|recipes?|podcasts?|static)(?:[/_.-]|$)",
    re.IGNORECASE,
)
_ARTICLES = re.compile(r"news|article|post[s-]|stor(y|ies)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class SitemapChoice:
    """wanted: to be read, the newest first. too_old, no_articles: how many are left out for that."""

    wanted: tuple[SitemapEntry, ...]
    outside: int = 0
    no_articles: int = 0


def choose_sitemaps(entries: Sequence[SitemapEntry], window: Window, now: datetime) -> SitemapChoice:
    """Choose among the sitemaps of an index.

    Left out are those whose `lastmod` lies before the window (nothing published later can be in them), those
    whose name holds a date outside, and those whose name says that they list no articles
    (`category-sitemap`), unless nothing else is there. A year alone counts as a date only where no sibling
    shows that the number is a running one. Where dates leave nothing over and the window is open to the
    future, the newest one is read all the same: some sites never renew their `lastmod`.
    """
    articles = [entry for entry in entries if not is_without_articles(entry.url)] or list(entries)
    running = find_running_names((entry.url for entry in articles), now)
    dated = [(entry, find_name_span(entry.url, running)) for entry in articles]
    wanted = [entry for entry, span in dated if _is_wanted(entry, span, window)]
    if not wanted and dated and window.until is None:
        wanted = [max(dated, key=lambda pair: _find_end(*pair))[0]]
    spans = {entry.url: span for entry, span in dated}
    wanted.sort(key=lambda entry: _find_end(entry, spans[entry.url]), reverse=True)
    return SitemapChoice(tuple(wanted), len(articles) - len(wanted), len(entries) - len(articles))


def is_without_articles(url: str) -> bool:
    """Tell whether a sitemap's name says that it lists pictures, tags, authors and the like."""
    name = urlsplit(url).path
    return bool(_NO_ARTICLES.search(name)) and not _ARTICLES.search(name)


def find_name_span(url: str, running: frozenset[str] = frozenset()) -> Span | None:
    """Give the dates that a sitemap's name states (`sitemap-2026-01.xml`, `?yyyy=2026&mm=01&dd=05`), widened
    by `NAME_MARGIN`; None without. running: names whose numbers are running ones (`find_running_names`).
    """
    parts = urlsplit(url)
    texts = [_join(*match.groups()) for match in _QUERY_DATE.finditer(parts.query)]
    if not texts and _mask(url) not in running:
        found = _NAME_DATE.finditer(parts.path)
        texts = [_join(match[1], match[2] or match[3], match[4] or match[5]) for match in found]
    span = find_span(texts[-1]) if texts else None
    return Span(span.start - NAME_MARGIN, span.end + NAME_MARGIN) if span is not None else None


def find_running_names(urls: Iterable[str], now: datetime) -> frozenset[str]:
    """Find the names, digits masked, whose numbers are no dates: with siblings `sitemap-1.xml` …
    `sitemap-3000.xml`, `sitemap-2019.xml` is the 2,019th; with a sibling `2026-13.xml`, `2026-12.xml` is no
    month.
    """
    running = set()
    for url in urls:
        path = urlsplit(url).path
        numbers = _NUMBER.findall(path)
        is_lone = len(numbers) == 1 and len(numbers[0]) <= 4
        is_no_year = is_lone and not EARLIEST_YEAR <= int(numbers[0]) <= now.year + 1
        if is_no_year or _NO_MONTH.search(path):
            running.add(_mask(url))
    return frozenset(running)


def _is_wanted(entry: SitemapEntry, span: Span | None, window: Window) -> bool:
    changed = find_span(entry.lastmod)
    if changed is not None and window.begins_after(changed):
        return False
    return span is None or window.has(span)


def _find_end(entry: SitemapEntry, span: Span | None) -> datetime:
    """Give the latest date that a sitemap can hold; undated ones come behind all others."""
    changed = find_span(entry.lastmod)
    ends = [found.end for found in (span, changed) if found is not None]
    return min(ends) if ends else datetime.min.replace(tzinfo=UTC)


def _mask(url: str) -> str:
    return _NUMBER.sub("#", urlsplit(url).path)


def _join(year: str, month: str | None, day: str | None) -> str:
    text = year
    for part in (month, day):
        if part is None:
            break
        text += f"-{int(part):02}"
    return text
