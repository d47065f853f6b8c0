"""Decides how what Scrapy gives back, a response or a failure, becomes a `RawPage`. What the page is:
`checks.py`.
"""

from __future__ import annotations

from datetime import UTC, datetime

from scrapy.exceptions import (
    DownloadCancelledError,
    DownloadTimeoutError,
    IgnoreRequest,
    NotSupported,
    UnsupportedURLSchemeError,
)
from scrapy.http import Headers, Request, Response
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from newscrawl.answers import MAX_DETAIL, PARTIAL_CONTENT, explain_status, find_status_fault, read_wait
from newscrawl.network.failure_causes import classify_failure, find_status
from newscrawl.network.refusals import RefusedRequest
from newscrawl.outcomes import Reason
from newscrawl.page import RawPage


def read_response(response: Response, requested_url: str | None = None) -> RawPage:
    """Make the page of a response that came.

    requested_url: the URL as it was first asked for, where the request does not show it (Scrapy escapes
    URLs).
    """
    request = response.request
    redirects = tuple(request.meta.get("redirect_urls", ())) if request else ()
    asked = requested_url or (redirects[0] if redirects else request.url if request else response.url)
    headers = read_headers(response.headers)
    fault = find_status_fault(response.status, headers) if response.status == PARTIAL_CONTENT else None
    return RawPage(
        url=response.url,
        requested_url=asked,
        body=response.body,
        status=response.status,
        headers=headers,
        redirects=redirects,
        fetched=tell_time(),
        failure=fault[0].value if fault is not None else None,
        failure_detail=fault[1] if fault is not None else "",
        retry_after=_read_wait(response),
    )


def read_failure(failure: Failure, requested_url: str | None = None) -> RawPage:
    """Make the page of a request that failed, with the reason's name and one line of evidence.

    A response with an error status keeps its body and headers.
    """
    error = failure.value
    request: Request = failure.request  # type: ignore[attr-defined]
    redirects = tuple(request.meta.get("redirect_urls", ()))
    asked = requested_url or (redirects[0] if redirects else request.url)
    reason, detail = explain_failure(error)
    response = error.response if isinstance(error, (HttpError, RefusedRequest)) else None
    waited = error.retry_after if isinstance(error, RefusedRequest) else None
    return RawPage(
        url=request.url if response is None else response.url,
        requested_url=asked,
        body=b"" if response is None else response.body,
        status=_find_status(error, response),
        headers={} if response is None else read_headers(response.headers),
        redirects=redirects,
        fetched=tell_time(),
        failure=reason.value,
        failure_detail=detail,
        retry_after=waited if waited is not None else _read_wait(response),
    )


def make_bad_page(url: str, detail: str) -> RawPage:
    """Make the page of a URL that is never asked for."""
    return RawPage(
        url=url, requested_url=url, fetched=tell_time(), failure=Reason.bad_url.value, failure_detail=detail
    )


def explain_failure(error: BaseException | None) -> tuple[Reason, str]:
    """Name the reason for which no usable response came, with one line of evidence for a person.

    An exception that is not known here is `unreachable`, and its name is in the evidence. A ValueError is
    that of an address which a redirect leads to.
    """
    text = " ".join(str(error).split())[:MAX_DETAIL]
    named = f"{type(error).__name__}: {text}" if text else type(error).__name__
    match error:
        case HttpError():
            return Reason.http_error, explain_status(error.response.status, read_headers(error.response.headers))
        case RefusedRequest():
            return error.reason, text
        case IgnoreRequest() if "max redirections" in text:
            return Reason.redirect_loop, "more redirects than REDIRECT_MAX_TIMES"
        case IgnoreRequest() if "robots.txt" in text:
            return Reason.robots_denied, text
        case IgnoreRequest() if "DOWNLOAD_MAXSIZE" in text:
            return Reason.too_large, text
        case IgnoreRequest():
            return Reason.http_error, text or named
        case DownloadCancelledError():
            return Reason.too_large, text or "longer than the setting DOWNLOAD_MAXSIZE"
        case DownloadTimeoutError() | TimeoutError():
            return Reason.timeout, named
        case UnsupportedURLSchemeError() | NotSupported() | ValueError():
            return Reason.bad_url, named
        case Exception():
            reason, told = classify_failure(error)
            return reason, told[:MAX_DETAIL]
    return Reason.unreachable, named


def _find_status(error: BaseException | None, response: Response | None) -> int | None:
    if response is not None:
        return response.status
    return None if error is None else find_status(error)


def _read_wait(response: Response | None) -> float | None:
    if response is None:
        return None
    return read_wait(response.status, read_headers(response.headers), datetime.now(UTC))


def read_headers(headers: Headers) -> dict[str, str]:
    """Give response headers as text, names in lower case; of a repeated header the last value."""
    pairs: list[tuple[bytes, list[bytes]]] = [(name, headers.getlist(name)) for name in headers]
    return {name.decode("latin-1").lower(): values[-1].decode("latin-1") for name, values in pairs if values}


def tell_time() -> str:
    """Give the time now: RFC 3339 in UTC, whole seconds."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
