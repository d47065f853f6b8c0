"""Decides how much head an answer may have, and how long it may take to come."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast

from scrapy.core.downloader.handlers.http11 import _LenientHTTP11ClientFactory, _LenientHTTP11ClientProtocol
from scrapy.exceptions import DownloadTimeoutError
from twisted.internet.defer import Deferred
from twisted.python.failure import Failure

from newscrawl.network.refusals import RefusedRequest
from newscrawl.outcomes import Reason


@dataclass(frozen=True)
class HeadBounds:
    """size: bytes of status line and headers, interim answers (1xx) included. seconds: from the request to their
    end.
    """

    size: int = 64 * 1024
    seconds: float = 15.0


class BoundedProtocol(_LenientHTTP11ClientProtocol):
    """Scrapy's protocol, which takes in headers without end, as long as the download's time lasts."""

    bounds = HeadBounds()

    def request(self, request: Any) -> Deferred[Any]:
        """Send a request; the Deferred fires with the response once its head is there."""
        from twisted.internet import reactor

        self._head_size: int | None = 0
        self._fault: Exception | None = None
        timer: Any = cast(Any, reactor).callLater(self.bounds.seconds, self._give_up_waiting)
        waiting = super().request(request)

        def end_head(result: Any) -> Any:
            self._head_size = None
            if timer.active():
                timer.cancel()
            # The last read brings more than the head, so what was read is no measure of a head that ended in it.
            if self._fault is None and not isinstance(result, Failure) and _measure(result) > self.bounds.size:
                self._abort_head()
            return result if self._fault is None else Failure(self._fault)  # type: ignore[no-untyped-call]

        waiting.addBoth(end_head)
        return waiting

    def dataReceived(self, bytes: bytes) -> None:  # noqa: N802 (Twisted's names)
        """Take bytes in, unless the head has gone on for too long."""
        if self._fault is not None:
            return
        if self._head_size is not None:
            if self._head_size > self.bounds.size:
                self._abort_head()
                return
            self._head_size += len(bytes)
        super().dataReceived(bytes)  # type: ignore[no-untyped-call]

    def _abort_head(self) -> None:
        self._abort(RefusedRequest(Reason.too_large, f"headers of more than {self.bounds.size} bytes"))

    def _give_up_waiting(self) -> None:
        self._abort(DownloadTimeoutError(f"no answer in {self.bounds.seconds:g} seconds"))

    def _abort(self, fault: Exception) -> None:
        self._fault = fault
        if self.transport is not None:
            cast(Any, self.transport).abortConnection()


def _measure(response: Any) -> int:
    pairs = response.headers.getAllRawHeaders()
    return sum(len(name) + len(value) + 4 for name, values in pairs for value in values)


class BoundedFactory(_LenientHTTP11ClientFactory):
    """Builds `BoundedProtocol`s with these bounds."""

    def __init__(self, bounds: HeadBounds, *arguments: Any) -> None:
        super().__init__(*arguments)  # type: ignore[no-untyped-call]
        self._bounds = bounds

    def buildProtocol(self, addr: Any) -> BoundedProtocol:  # noqa: N802, ARG002
        """Build one for a new connection."""
        protocol = BoundedProtocol(self._quiescentCallback)  # type: ignore[no-untyped-call]
        protocol.bounds = self._bounds
        return protocol
