"""A stored answer comes to what a live crawl makes of it; those of other crawlers are taken as they were stored."""

from __future__ import annotations

import gzip
import io
import zlib

import brotli
import pytest

from newscrawl.archives.answer import Answer, find_why_no_page, make_page, read_answer
from newscrawl.archives.place import ArchivePlace
from newscrawl.archives.records import StoredRecord, read_records
from tests.archives.stored import answer, pack, record

pytest.importorskip("fastwarc", reason="the extra warc is not installed")

MAX_SIZE = 50_000
PAGE = b"<html><p>Dredging put off</p></html>"
CHUNKED = b"5\r\n<html\r\n" + b"%x\r\n" % (len(PAGE) - 5) + PAGE[5:] + b"\r\n0\r\n\r\n"


def store(block: bytes, **options: object) -> StoredRecord:
    (stored,) = read_records(io.BytesIO(pack(record("https://a.example/1", block, **options))), "x", MAX_SIZE + 65_536)  # type: ignore[arg-type]
    assert isinstance(stored, StoredRecord)
    return stored


def read(block: bytes, *, is_own: bool = True, **options: object) -> Answer:
    return read_answer(store(block, **options), MAX_SIZE, is_own=is_own)


@pytest.mark.parametrize("is_own", [True, False])
@pytest.mark.parametrize(
    "block",
    [
        answer(PAGE),
        answer(CHUNKED, transfer_encoding="chunked"),
        answer(gzip.compress(PAGE), content_encoding="gzip"),
        answer(brotli.compress(PAGE), content_encoding="br"),
        answer(gzip.compress(zlib.compress(PAGE)), content_encoding="deflate, gzip"),
        answer(PAGE, content_encoding="klingon"),
    ],
    ids=["plain", "chunked", "gzip", "br", "twice", "unknown"],
)
def test_body_is_joined_and_unpacked(block: bytes, is_own: bool) -> None:
    found = read(block, is_own=is_own)
    assert (found.status, found.body, found.fault) == (200, PAGE, None)
    assert found.headers["content-type"] == "text/html"


@pytest.mark.parametrize(
    ("block", "reason"),
    [
        (answer(CHUNKED[:20], transfer_encoding="chunked"), "truncated"),
        (answer(PAGE, content_length="1000"), "truncated"),
        (answer(gzip.compress(PAGE)[:-9], content_encoding="gzip"), "truncated"),
        (answer(b"\xff" + gzip.compress(PAGE), content_encoding="gzip"), "broken_encoding"),
        (answer(b"\0" + PAGE, content_encoding="gzip,gzip,gzip,gzip"), "broken_encoding"),
        (answer(gzip.compress(b"x" * (MAX_SIZE + 1)), content_encoding="gzip"), "too_large"),
        (answer(b"x" * (MAX_SIZE + 1)), "too_large"),
        (answer(b"x" * 200_000), "too_large"),
        (b"GIF89a" + b"x" * 100, "bad_http"),
        (b"", "bad_http"),
    ],
)
@pytest.mark.parametrize("is_own", [True, False])
def test_body_that_is_not_whole_or_too_long_has_the_reason_of_a_live_crawl(
    block: bytes, reason: str, is_own: bool
) -> None:
    found = read(block, is_own=is_own)
    assert found.fault is not None
    assert found.fault[0] == reason


@pytest.mark.parametrize(
    "block",
    [
        answer(PAGE, transfer_encoding="chunked"),
        answer(PAGE, content_encoding="gzip"),
        answer(PAGE, content_encoding="br", transfer_encoding="chunked"),
        answer(PAGE, content_length="5"),
    ],
    ids=["joined", "unpacked", "both", "the length of the packed body"],
)
def test_body_that_another_crawler_had_unpacked_is_taken_as_it_is(block: bytes) -> None:
    assert read(block, is_own=False).body == PAGE
    assert read(block, is_own=True).body != PAGE or read(block, is_own=True).fault is not None


@pytest.mark.parametrize(
    ("why", "reason"), [("length", "too_large"), ("time", "timeout"), ("disconnect", "truncated"), ("x", "truncated")]
)
def test_answer_that_was_cut_when_it_was_stored_is_no_page(why: str, reason: str) -> None:
    found = read(answer(PAGE), fields={"WARC-Truncated": why})
    assert found.fault is not None
    assert found.fault[0] == reason


@pytest.mark.parametrize(
    ("uri", "fields", "why"),
    [
        ("https://a.example/1", {}, None),
        ("https://a.example/robots.txt", {}, "robots"),
        ("dns:a.example", {"Content-Type": "text/dns"}, "other"),
        ("https://a.example/1", {"Content-Type": "text/html"}, "other"),
        ("urn:pageinfo:https://a.example/", {}, "other"),
        ("https://a.example/1", {"WARC-Profile": "http://netpreserve.org/x/server-not-modified"}, "not_modified"),
    ],
)
def test_record_that_is_no_answer_of_a_page_is_counted(uri: str, fields: dict[str, str], why: str | None) -> None:
    (stored,) = read_records(io.BytesIO(record(uri, answer(PAGE), fields=fields)), "x", 10**6)
    assert isinstance(stored, StoredRecord)
    assert find_why_no_page(stored) == why


@pytest.mark.parametrize(
    ("status", "headers", "failure", "detail", "wait"),
    [
        ("200 OK", {}, None, "", None),
        ("404 Not Found", {}, "http_error", "HTTP status 404", None),
        ("503 Busy", {"retry_after": "90"}, "http_error", "HTTP status 503, Retry-After: 90", 90.0),
        (
            "429 Slow",
            {"retry_after": "Mon, 02 Mar 2026 10:01:00 GMT"},
            "http_error",
            "HTTP status 429, Retry-After: Mon, 02 Mar 2026 10:01:00 GMT",
            60.0,
        ),
        ("206 Part", {}, "truncated", "a part of the page (HTTP status 206), which was not asked for", None),
    ],
)
def test_status_says_of_a_page_what_it_says_in_a_live_crawl(
    status: str, headers: dict[str, str], failure: str | None, detail: str, wait: float | None
) -> None:
    stored = store(answer(PAGE, status, **headers))
    place = ArchivePlace(file="x", offset=0, record_id=stored.id)
    page = make_page(stored, read_answer(stored, MAX_SIZE, is_own=False), ("https://a.example/0",), place)
    assert (page.failure, page.failure_detail, page.retry_after) == (failure, detail, wait)
    assert (page.url, page.requested_url, page.fetched) == (
        "https://a.example/1",
        "https://a.example/0",
        "2026-03-02T10:00:00Z",
    )
