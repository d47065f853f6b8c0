"""Decides what a failed download failed of, from the errors that Scrapy and Twisted wrap around each other."""

from __future__ import annotations

from collections.abc import Iterator

from OpenSSL import SSL
from scrapy.exceptions import ResponseDataLossError
from service_identity import VerificationError
from twisted.internet.error import ConnectionDone
from twisted.web._newclient import ParseError, ResponseFailed
from twisted.web.http import _DataLoss, _MalformedChunkedDataError

from newscrawl.outcomes import Reason

_MAX_CAUSES = 20


def find_causes(error: BaseException) -> list[BaseException]:
    """Give an error and what it wraps, the outermost first."""
    found: list[BaseException] = []
    waiting = [error]
    while waiting and len(found) < _MAX_CAUSES:
        current = waiting.pop(0)
        if current not in found:
            found.append(current)
            waiting.extend(_unwrap(current))
    return found


def classify_failure(error: BaseException) -> tuple[Reason, str]:
    """Name the reason of a download that failed, with one line of evidence."""
    causes = find_causes(error)
    told = _tell(causes)
    if any(_is_about_certificate(cause) for cause in causes):
        return Reason.bad_certificate, told
    # A body that breaks off, in its length, its chunks or its connection: some of the page is missing.
    if any(isinstance(cause, (ResponseDataLossError, _DataLoss, _MalformedChunkedDataError)) for cause in causes):
        return Reason.truncated, told
    if any(isinstance(cause, (ParseError, ValueError, KeyError, IndexError)) for cause in causes[1:]):
        return Reason.bad_http, told
    return Reason.unreachable, told


def find_status(error: BaseException) -> int | None:
    """Give the status of an answer that broke off in its body."""
    for cause in find_causes(error):
        if isinstance(cause, ResponseFailed) and cause.response is not None:
            return int(cause.response.code)
    return None


def _unwrap(error: BaseException) -> Iterator[BaseException]:
    for reason in getattr(error, "reasons", None) or ():
        if isinstance(getattr(reason, "value", None), BaseException):
            yield reason.value
    if error.__cause__ is not None:
        yield error.__cause__


def _is_about_certificate(error: BaseException) -> bool:
    return isinstance(error, VerificationError) or (isinstance(error, SSL.Error) and "certificate" in str(error))


def _tell(causes: list[BaseException]) -> str:
    """Name the outermost error, and the innermost one that says anything."""
    parts = [type(causes[0]).__name__]
    for cause in reversed(causes):
        text = " ".join(str(cause).split())
        is_wrapper = bool(getattr(cause, "reasons", None)) or "twisted.python.failure" in text
        if text and not is_wrapper and not isinstance(cause, ConnectionDone):
            named = type(cause).__name__ if cause is not causes[0] else ""
            parts.append(f"{named}: {text}".removeprefix(": "))
            break
    return ": ".join(parts)
