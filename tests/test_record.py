"""What the record takes from page and extraction."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, datetime

import msgspec
import pytest

from newscrawl.discovery.candidate import Candidate, SourceKind
from newscrawl.metadata.facts import Metadata
from newscrawl.outcomes import Reason
from newscrawl.record import MAX_EVIDENCE_CHARACTERS, PastTries, build_article, build_rejection
from tests.samples import EXTRACTION, PAGE, RUN


def build(candidate: Candidate | None) -> dict[str, object]:
    page = replace(PAGE, candidate=candidate)
    plain: dict[str, object] = msgspec.to_builtins(build_article(page, EXTRACTION, RUN))
    return plain


@pytest.mark.parametrize(
    "kind", [kind for kind in SourceKind if kind not in (SourceKind.robots, SourceKind.sitemap_index)]
)
def test_record_tells_what_discovery_knew(kind: SourceKind) -> None:
    candidate = Candidate(
        url=PAGE.url, source_url="https://news.example/feed.xml", source_kind=kind, title="Vote delayed",
        published="2026-11-24T06:00:00+01:00", lastmod="2026-11",
    )  # fmt: skip
    assert build(candidate)["discovered_via"] == {
        "type": kind.value,
        "source": "https://news.example/feed.xml",
        "title": "Vote delayed",
        "published": "2026-11-24T06:00:00+01:00",
        "lastmod": "2026-11",
    }


def test_page_that_the_user_named_was_not_discovered() -> None:
    assert build(None)["discovered_via"] is None


def test_record_tells_the_pages_that_were_joined() -> None:
    parts = tuple(
        replace(PAGE, url=f"{PAGE.url}?page={number}", failure=failure)
        for number, failure in ((2, None), (3, "timeout"))
    )
    page = replace(PAGE, continuation=parts)
    assert build_article(page, EXTRACTION, RUN).pages == [PAGE.url, f"{PAGE.url}?page=2"]


def test_article_on_one_page_names_no_pages() -> None:
    assert build(None)["pages"] == []


@pytest.mark.parametrize(
    ("declared", "url", "canonical"),
    [
        ("https://news.example/vote", "https://news.example/vote/amp", "https://news.example/vote"),
        (None, "https://News.example:443/vote?utm_source=x&b=2&a=1#top", "https://news.example/vote?a=1&b=2"),
    ],
)
def test_identity_is_the_hash_of_the_canonical_url(declared: str | None, url: str, canonical: str) -> None:
    extraction = replace(EXTRACTION, metadata=Metadata(canonical_url=declared))
    article = build_article(replace(PAGE, url=url), extraction, RUN)
    assert (article.url, article.canonical_url) == (url, canonical)
    assert article.id == hashlib.sha256(canonical.encode()).hexdigest()


def test_record_says_how_the_page_came_and_what_was_removed() -> None:
    headers = {"etag": '"1"', "content-type": "text/html", "server": "x"}
    page = replace(PAGE, headers=headers, redirects=("https://a.example/",))
    article = build_article(page, replace(EXTRACTION, charset="utf-8", warnings=("charset_mismatch",)), RUN)
    assert msgspec.to_builtins(article.http) == {
        "status": 200,
        "etag": '"1"',
        "last_modified": None,
        "content_type": "text/html",
        "charset": "utf-8",
        "redirects": ["https://a.example/"],
    }
    assert article.removed == {"navigation": 4}
    assert article.warnings == ["charset_mismatch"]
    assert article.text_sha256 == hashlib.sha256(article.text.encode()).hexdigest()


@pytest.mark.parametrize(
    ("evidence", "told"),
    [
        (" 40 links,\n\tno paragraph\x00\u2028 ", "40 links, no paragraph"),
        ("x" * 9_999, "x" * MAX_EVIDENCE_CHARACTERS),
    ],
)
def test_evidence_of_a_rejection_is_one_short_line(evidence: str, told: str) -> None:
    rejection = build_rejection(PAGE, EXTRACTION, Reason.listing, evidence, RUN)
    assert rejection.evidence == told
    assert (rejection.title, rejection.status) == ("Vote delayed", 200)


def test_rejection_of_what_was_never_fetched_has_nulls() -> None:
    page = replace(PAGE, status=None, fetched="")
    rejection = build_rejection(page, None, Reason.bad_url, "no host", RUN)
    assert (rejection.title, rejection.status, rejection.fetched) == (None, None, None)
    assert (rejection.bytes, rejection.sha256, rejection.first_seen, rejection.retry_after) == (None,) * 4


def test_rejection_tells_of_the_body_the_tries_and_the_time_to_come_back() -> None:
    page = replace(PAGE, body=b"Busy", status=503, failure="http_error", retry_after=90.5)
    past = PastTries(failures=2, first_seen=datetime(2026, 11, 20, 6, tzinfo=UTC))
    rejection = build_rejection(page, None, Reason.http_error, "HTTP status 503", RUN, past)
    assert (rejection.attempt, rejection.first_seen) == (3, "2026-11-20T06:00:00Z")
    assert rejection.last_seen == rejection.fetched == PAGE.fetched
    assert (rejection.bytes, rejection.sha256) == (4, hashlib.sha256(b"Busy").hexdigest())
    assert rejection.retry_after == "2026-11-24T08:16:31Z"


@pytest.mark.parametrize(
    ("status", "failure", "body", "size"),
    [(200, None, b"", 0), (200, None, b"x", 1), (200, "truncated", b"", None), (None, "timeout", b"", None)],
)
def test_length_is_that_of_the_body_that_came(status: int | None, failure: str | None, body: bytes, size: int) -> None:
    page = replace(PAGE, status=status, failure=failure, body=body)
    assert build_rejection(page, None, Reason.empty, "", RUN).bytes == size
