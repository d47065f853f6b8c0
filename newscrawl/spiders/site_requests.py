"""Decides how requests for sources and pages are made conditional, and what their answers say for the next
time.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from scrapy import Request
from scrapy.http import Response

from newscrawl.discovery.candidate import SourceKind
from newscrawl.discovery.reading import SITEMAP_KINDS
from newscrawl.discovery.sitemaps import MAX_BYTES
from newscrawl.memory.protocol import Validators
from newscrawl.outcomes import Reason
from newscrawl.page import RawPage
from newscrawl.site import Site
from newscrawl.site_queue import PageTask, PollTask

NOT_MODIFIED = 304
SITE_DELAY = "site_delay"
"""Request meta: seconds between two requests to the host at least (`extensions/crawl_delay.py`)."""
ROBOTS_MISSING = "robots.txt cannot be had"
"""Stands in the evidence of a page whose host has no readable robots.txt (`downloadermiddlewares/robots.py`)."""
_LIST_TYPES = (
    "application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, "
    "text/xml;q=0.9, text/plain;q=0.7, */*;q=0.5"
)
_POLLS_FIRST = 10
_SILENT_REASONS = frozenset(
    {Reason.timeout.value, Reason.unreachable.value, Reason.bad_certificate.value, Reason.deferred.value}
)
Take = Callable[..., Any]


def request_poll(
    task: PollTask,
    take: Take,
    fail: Take,
    arguments: dict[str, Any],
    meta: dict[str, Any],
    *,
    is_conditional: bool,
) -> Request:
    """Ask a source. arguments: handed to `take`. Raises ValueError where no request can be made of the URL.
    """
    source = task.state.source
    is_list = source.kind in SITEMAP_KINDS or source.kind is SourceKind.feed
    headers = {"Accept": _LIST_TYPES} if is_list else {}
    if is_conditional and not task.is_passing:
        headers |= make_conditional(task.state.validators)
    if source.kind in SITEMAP_KINDS:
        meta = {**meta, "download_maxsize": MAX_BYTES}
    request = _make_request(source.url, headers, take, fail, arguments, meta)
    return request.replace(priority=_POLLS_FIRST)


def request_page(
    task: PageTask, take: Take, fail: Take, arguments: dict[str, Any], meta: dict[str, Any]
) -> Request:
    """Ask for a page. arguments: handed to `take`. Raises ValueError."""
    headers = make_conditional(task.visit.validators)
    return _make_request(task.visit.candidate.url, headers, take, fail, arguments, meta)


def make_meta(site: Site) -> dict[str, Any]:
    """Give what every request to a site carries: the delay that the user wants, if any."""
    return {SITE_DELAY: site.delay} if site.delay is not None else {}


def _make_request(
    url: str,
    headers: dict[str, str],
    take: Take,
    fail: Take,
    arguments: dict[str, Any],
    meta: dict[str, Any],
) -> Request:
    """Make a request that no filter drops: the memory sees to it that nothing is asked twice, and a request
    that vanished would hold its place in the site's queue for ever. Raises ValueError.
    """
    if "If-None-Match" in headers or "If-Modified-Since" in headers:
        meta = {**meta, "handle_httpstatus_list": [NOT_MODIFIED]}
    return Request(
        url,
        callback=take,
        errback=fail,
        headers=headers,
        meta=meta,
        dont_filter=True,
        cb_kwargs=arguments,
    )


def make_conditional(validators: Validators) -> dict[str, str]:
    """Give the headers that ask only for what has changed; none without validators."""
    headers = {"If-None-Match": validators.etag, "If-Modified-Since": validators.last_modified}
    return {name: value for name, value in headers.items() if value}


def read_validators(response: Response, sent: Validators | None = None) -> Validators:
    """Give the validators of a response; of a 304 those that were sent, where it brings none itself."""
    etag = (response.headers.get("ETag") or b"").decode("latin-1") or None
    last_modified = (response.headers.get("Last-Modified") or b"").decode("latin-1") or None
    if sent is None:
        return Validators(etag=etag, last_modified=last_modified)
    return Validators(etag=etag or sent.etag, last_modified=last_modified or sent.last_modified)


def tell_silence(page: RawPage) -> str:
    """Say what happened where a host gave no answer at all, robots.txt included, or wants to be asked for none; empty
    where it gave any.
    """
    is_silent = page.status is None and (
        page.failure in _SILENT_REASONS or ROBOTS_MISSING in page.failure_detail
    )
    return page.failure_detail or page.failure or "" if is_silent else ""
