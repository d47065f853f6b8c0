"""A failed download is named by what it failed of, behind the errors that wrap it."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from OpenSSL import SSL
from scrapy.exceptions import DownloadFailedError, ResponseDataLossError
from service_identity import VerificationError
from twisted.internet.error import ConnectionDone, ConnectionLost
from twisted.python.failure import Failure
from twisted.web._newclient import ParseError, ResponseFailed, ResponseNeverReceived
from twisted.web.http import _DataLoss

from newscrawl.network.failure_causes import classify_failure, find_causes, find_status
from newscrawl.outcomes import Reason


def wrap(*causes: Exception, status: int | None = None) -> DownloadFailedError:
    """Wrap errors as Twisted and Scrapy do."""
    response = SimpleNamespace(code=status) if status is not None else None
    inner = ResponseFailed([Failure(cause) for cause in causes], response)
    error = DownloadFailedError(str(inner))
    error.__cause__ = inner
    return error


@pytest.mark.parametrize(
    ("error", "reason", "evidence"),
    [
        (wrap(SSL.Error([("SSL routines", "", "certificate verify failed")])), Reason.bad_certificate, "verify failed"),
        (wrap(VerificationError(errors=["other host"])), Reason.bad_certificate, "other host"),
        (wrap(SSL.Error([("SSL routines", "", "wrong version number")])), Reason.unreachable, "wrong version"),
        (wrap(ConnectionLost("reset"), _DataLoss("half")), Reason.truncated, "half"),
        (ResponseDataLossError(), Reason.truncated, "ResponseDataLossError"),
        (wrap(ParseError("wrong number of parts", b"\x00")), Reason.bad_http, "wrong number of parts"),
        (wrap(ValueError("Too many Content-Length headers")), Reason.bad_http, "Content-Length"),
        (wrap(ConnectionDone()), Reason.unreachable, "DownloadFailedError"),
        (RuntimeError("odd"), Reason.unreachable, "RuntimeError: odd"),
    ],
)
def test_reason_and_evidence_come_from_the_innermost_error(error: Exception, reason: Reason, evidence: str) -> None:
    found, told = classify_failure(error)
    assert found is reason
    assert evidence in told
    assert "twisted" not in told


def test_status_of_an_answer_that_broke_off_is_found() -> None:
    assert find_status(wrap(_DataLoss(), status=200)) == 200
    assert find_status(wrap(ConnectionLost())) is None
    assert find_status(RuntimeError()) is None


def test_errors_that_wrap_each_other_end() -> None:
    first, second = RuntimeError("a"), RuntimeError("b")
    first.__cause__, second.__cause__ = second, first
    assert find_causes(first) == [first, second]
    deep: Exception = ConnectionDone()
    for _ in range(100):
        deep = ResponseNeverReceived([Failure(deep)])
    assert len(find_causes(deep)) == 20
