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
    forbidden_address = "forbidden_address"
    url_trap = "url_trap"
    robots_denied = "robots_denied"
    http_error = "http_error"
    deferred = "deferred"
    redirect_loop = "redirect_loop"
    off_site = "off_site"
    unreachable = "unreachable"
    bad_certificate = "bad_certificate"
    bad_http = "bad_http"
    timeout = "timeout"
    truncated = "truncated"
    broken_encoding = "broken_encoding"
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
    Reason.forbidden_address: "outside the public web: a private address, another port, a user name in the URL",
    Reason.url_trap: "one of an endless series of URLs (calendar, session ids, pages), or over the site's budget",
    Reason.robots_denied: "robots.txt forbids it",
    Reason.http_error: "the server answered with an error status",
    Reason.deferred: "the host asked to be left alone for longer than a run waits; a later run asks again",
    Reason.redirect_loop: "more redirects than are followed",
    Reason.off_site: "it redirects to another site than the one that is crawled",
    Reason.unreachable: "no answer: name, connection or TLS failed",
    Reason.bad_certificate: "the TLS certificate is expired, self-signed or another host's",
    Reason.bad_http: "the answer is no HTTP",
    Reason.timeout: "no complete answer in time",
    Reason.truncated: "the answer ended before the page did",
    Reason.broken_encoding: "the body cannot be unpacked as its header says",
    Reason.extraction_error: "extraction failed; a fault of newscrawl's, please report it",
    Reason.extraction_timeout: "extraction took longer than it may, and was killed",
    Reason.extraction_memory: "extraction needed more memory than it may use",
    Reason.extraction_crash: "the process that extracted it died; please report it",
}
"""Every reason with its meaning, in the order of the README's table."""

PAGE_SCORE_MEANING = "the F1 that is expected of the text, 0 to 1"
"""What the score of an extraction says, to a person."""
