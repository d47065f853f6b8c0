"""What Scrapy gives back becomes a page of plain data; a failure has a reason and a line of evidence."""

from __future__ import annotations

import pytest
from scrapy.exceptions import (
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadTimeoutError,
    IgnoreRequest,
    UnsupportedURLSchemeError,
)
from scrapy.http import Headers, HtmlResponse, Request, Response
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from newscrawl.outcomes import Reason
from newscrawl.responses import explain_failure, make_bad_page, read_failure, read_headers, read_response

URL = "https://news.example/a"


def respond(status: int = 200, **headers: str) -> Response:
    return HtmlResponse(
        URL, status=status, headers=headers, body=b"<p>Vote</p>", request=Request("https://news.example/old")
    )


def fail(error: Exception, url: str = URL, **meta: object) -> Failure:
    failure = Failure(error)
    failure.request = Request(url, meta=dict(meta))  # type: ignore[attr-defined]
    return failure


def test_page_of_a_response_is_plain_data() -> None:
    page = read_response(respond(ETag='"1"'), "https://News.example/old")
    assert (page.url, page.requested_url) == (URL, "https://News.example/old")
    assert (page.body, page.status, page.failure) == (b"<p>Vote</p>", 200, None)
    assert page.headers == {"etag": '"1"'}
    assert page.redirects == ()
    assert page.fetched.endswith("Z")
    assert len(page.fetched) == len("2026-11-24T08:15:00Z")


def test_requested_url_is_the_first_of_a_chain_of_redirects() -> None:
    response = respond()
    response.request.meta["redirect_urls"] = ["https://news.example/1", "https://news.example/2"]
    page = read_response(response)
    assert page.requested_url == "https://news.example/1"
    assert page.redirects == ("https://news.example/1", "https://news.example/2")


def test_error_status_keeps_what_came() -> None:
    page = read_failure(fail(HttpError(respond(404, ETag="x"))), URL)
    assert (page.failure, page.failure_detail) == ("http_error", "HTTP status 404")
    assert (page.status, page.body, page.headers) == (404, b"<p>Vote</p>", {"etag": "x"})


def test_failed_fetch_has_no_status_and_no_body() -> None:
    page = read_failure(fail(DownloadTimeoutError("30 s"), redirect_urls=["https://news.example/1"]))
    assert (page.requested_url, page.url) == ("https://news.example/1", URL)
    assert (page.status, page.body, page.failure) == (None, b"", "timeout")


def test_url_that_is_never_asked_for_is_a_bad_page() -> None:
    page = make_bad_page("news.example", "no scheme")
    assert (page.url, page.requested_url) == ("news.example", "news.example")
    assert (page.failure, page.failure_detail) == ("bad_url", "no scheme")


@pytest.mark.parametrize(
    ("error", "reason", "detail"),
    [
        (HttpError(respond(503)), Reason.http_error, "HTTP status 503"),
        (
            HttpError(Response(URL, status=429, headers={"Retry-After": "120"})),
            Reason.http_error,
            "HTTP status 429, Retry-After: 120",
        ),
        (
            HttpError(Response(URL, status=302, headers={"Location": "ftp://a"})),
            Reason.http_error,
            "HTTP status 302, Location: ftp://a",
        ),
        (IgnoreRequest("Forbidden by robots.txt"), Reason.robots_denied, "Forbidden by robots.txt"),
        (IgnoreRequest("exceeded DOWNLOAD_MAXSIZE"), Reason.too_large, "exceeded DOWNLOAD_MAXSIZE"),
        (
                IgnoreRequest("max redirections reached"),
                Reason.redirect_loop,
                "more redirects than REDIRECT_MAX_TIMES",
            ),
        (IgnoreRequest(), Reason.http_error, "IgnoreRequest"),
        (DownloadCancelledError(), Reason.too_large, "longer than the setting DOWNLOAD_MAXSIZE"),
        (DownloadTimeoutError("30 s"), Reason.timeout, "DownloadTimeoutError: 30 s"),
        (TimeoutError(), Reason.timeout, "TimeoutError"),
        (UnsupportedURLSchemeError("ftp"), Reason.bad_url, "UnsupportedURLSchemeError: ftp"),
        (ValueError("Invalid IPv6 URL"), Reason.bad_url, "ValueError: Invalid IPv6 URL"),
        (
            DownloadConnectionRefusedError("refused\n  by\tpeer"),
            Reason.unreachable,
            "DownloadConnectionRefusedError: refused by peer",
        ),
        (RuntimeError(), Reason.unreachable, "RuntimeError"),
    ],
)
def test_failure_has_its_reason_and_evidence(error: Exception, reason: Reason, detail: str) -> None:
    assert explain_failure(error) == (reason, detail)


def test_evidence_is_bounded() -> None:
    assert len(explain_failure(RuntimeError("x" * 9_999))[1]) < 350


def test_headers_are_in_lower_case_and_the_last_of_several_counts() -> None:
    headers = Headers({"X-A": ["1", "2"], "Content-Type": "text/html"})
    headers.setlist("X-Empty", [])
    assert read_headers(headers) == {"x-a": "2", "content-type": "text/html"}
