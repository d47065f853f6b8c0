"""Requests for sources and pages, and what their answers say for the next time."""

from __future__ import annotations

from typing import Any

import pytest
from scrapy.http import Response

from newscrawl.discovery.candidate import Candidate, Source, SourceKind
from newscrawl.discovery.sitemaps import MAX_BYTES
from newscrawl.memory.protocol import PageVisit, SourceState, Validators
from newscrawl.page import RawPage
from newscrawl.site import Site
from newscrawl.site_queue import PageTask, PollTask
from newscrawl.spiders.site_requests import (
    make_conditional,
    make_meta,
    read_validators,
    request_page,
    request_poll,
    tell_silence,
)

BOTH = Validators(etag='"1"', last_modified="Tue, 24 Nov 2026 06:00:00 GMT")


def take(*arguments: Any) -> None:
    """Stand in for a callback."""


def poll(kind: SourceKind, *, depth: int = 1, is_conditional: bool = True) -> Any:
    state = SourceState(source=Source(url="https://n.example/s", kind=kind), validators=BOTH)
    return request_poll(PollTask(state, depth), take, take, {}, {}, is_conditional=is_conditional)


def test_source_is_asked_conditionally_before_pages_and_for_lists() -> None:
    request = poll(SourceKind.feed)
    assert request.headers["If-None-Match"] == b'"1"'
    assert request.headers["If-Modified-Since"] == b"Tue, 24 Nov 2026 06:00:00 GMT"
    assert request.meta["handle_httpstatus_list"] == [304]
    assert request.headers["Accept"].startswith(b"application/rss+xml")
    assert request.priority > 0
    assert request.dont_filter
    assert "Accept" not in poll(SourceKind.front_page).headers


@pytest.mark.parametrize("settings", [{"is_conditional": False}, {"depth": 2}])
def test_backfill_and_following_pages_are_asked_whole(settings: dict[str, Any]) -> None:
    request = poll(SourceKind.section_page, **settings)
    assert "If-None-Match" not in request.headers
    assert "handle_httpstatus_list" not in request.meta


def test_sitemaps_may_be_as_long_as_their_protocol_says() -> None:
    assert poll(SourceKind.sitemap).meta["download_maxsize"] == MAX_BYTES
    assert "download_maxsize" not in poll(SourceKind.feed).meta


def test_page_is_asked_by_its_url_with_what_is_known_of_it() -> None:
    candidate = Candidate(url="https://n.example/a", source_url="", source_kind=SourceKind.feed)
    task = PageTask(PageVisit(candidate=candidate, validators=Validators(etag='"1"')))
    request = request_page(task, take, take, {}, make_meta(Site(name="n.example", start=(), delay=3.0)))
    assert request.url == "https://n.example/a"
    assert request.headers["If-None-Match"] == b'"1"'
    assert request.meta == {"site_delay": 3.0, "handle_httpstatus_list": [304]}


def test_site_without_a_delay_says_nothing_of_one() -> None:
    assert make_meta(Site(name="n.example", start=())) == {}


def test_without_validators_nothing_is_conditional() -> None:
    assert make_conditional(Validators()) == {}


@pytest.mark.parametrize(
    ("headers", "sent", "validators"),
    [
        ({}, None, Validators()),
        ({"ETag": '"2"'}, None, Validators(etag='"2"')),
        ({}, BOTH, BOTH),
        ({"ETag": '"2"'}, BOTH, Validators(etag='"2"', last_modified=BOTH.last_modified)),
    ],
)
def test_304_renews_only_what_it_brings(
    headers: dict[str, str], sent: Validators | None, validators: Validators
) -> None:
    assert read_validators(Response("https://n.example/s", headers=headers), sent) == validators


@pytest.mark.parametrize(
    ("failure", "detail", "status", "is_silent"),
    [
        ("timeout", "took too long", None, True),
        ("unreachable", "DNS", None, True),
        ("robots_denied", "robots.txt cannot be had (HTTP status 500), so no page is asked for", None, True),
        ("robots_denied", "Forbidden by robots.txt", None, False),
        ("http_error", "HTTP status 500", 500, False),
        ("too_large", "longer than the setting", None, False),
    ],
)
def test_silence_is_told_from_an_answer(failure: str, detail: str, status: int | None, is_silent: bool) -> None:
    page = RawPage(url="", requested_url="", failure=failure, failure_detail=detail, status=status)
    assert tell_silence(page) == (detail if is_silent else "")
