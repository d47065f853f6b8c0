"""Decides the vocabulary of outcomes: what a page can be, and why it gives no record.

Which outcome a page has is decided in `extraction/page_type/` and `checks.py`.
"""

from __future__ import annotations

from enum import StrEnum


class PageType(StrEnum):
    """What a page is. Only `article` and `liveblog` become records."""

    article = "article"
    liveblog = "liveblog"
    front_page = "front_page"
    listing = "listing"
    search_page = "search_page"
    gallery = "gallery"
    video = "video"
    paywall_stub = "paywall_stub"
    consent_wall = "consent_wall"
    login_page = "login_page"
    bot_wall = "bot_wall"
    soft_404 = "soft_404"
    empty = "empty"
    not_html = "not_html"
    too_large = "too_large"
    broken_markup = "broken_markup"
    unknown = "unknown"


class Reason(StrEnum):
    """Why a URL gave no record. Every page type that is no article is a reason of the same name."""

    front_page = "front_page"
    listing = "listing"
    search_page = "search_page"
    gallery = "gallery"
    video = "video"
    paywall_stub = "paywall_stub"
    consent_wall = "consent_wall"
    login_page = "login_page"
    bot_wall = "bot_wall"
    soft_404 = "soft_404"
    empty = "empty"
    not_html = "not_html"
    too_large = "too_large"
    broken_markup = "broken_markup"
    unknown = "unknown"
    bad_url = "bad_url"
    robots_denied = "robots_denied"
    http_error = "http_error"
    unreachable = "unreachable"
    timeout = "timeout"
    extraction_error = "extraction_error"
    extraction_timeout = "extraction_timeout"
    extraction_memory = "extraction_memory"
    extraction_crash = "extraction_crash"


ARTICLE_TYPES = frozenset({PageType.article, PageType.liveblog})
"""The page types that become records."""

REASON_MEANING: dict[Reason, str] = {
    Reason.front_page: "the front page of a site",
    Reason.listing: "a section, topic, author or archive page: mostly links to stories",
    Reason.search_page: "a page of search results",
    Reason.gallery: "images with captions and no story",
    Reason.video: "a player with a line or two",
    Reason.paywall_stub: "only the beginning is free, too little to be the story",
    Reason.consent_wall: "a cookie or privacy wall in place of the page",
    Reason.login_page: "a log-in or registration form",
    Reason.bot_wall: "a check that the visitor is human",
    Reason.soft_404: "a 'not found' text with status 200",
    Reason.empty: "no text, or none without scripts",
    Reason.not_html: "not a page of HTML: a PDF, an image, a binary",
    Reason.too_large: "longer than the size limit",
    Reason.broken_markup: "elements nested deeper than the parser reads: the text behind them is lost",
    Reason.unknown: "text, but no story that can be told apart from the rest",
    Reason.bad_url: "not a URL that can be fetched",
    Reason.robots_denied: "robots.txt forbids it",
    Reason.http_error: "the server answered with an error status",
    Reason.unreachable: "no answer: name, connection or TLS failed",
    Reason.timeout: "no complete answer in time",
    Reason.extraction_error: "extraction failed; a fault of newscrawl's, please report it",
    Reason.extraction_timeout: "extraction took longer than it may, and was killed",
    Reason.extraction_memory: "extraction needed more memory than it may use",
    Reason.extraction_crash: "the process that extracted it died; please report it",
}
"""Every reason with its meaning, in the order of the README's table."""
