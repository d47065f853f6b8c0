"""Decides how much head an answer may have, and how long it may take to come; and taps what goes over the wire for an
archive (`exchange.py`), where a crawl writes one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast

from scrapy.core.downloader.handlers.http11 import _LenientHTTP11ClientFactory, _LenientHTTP11ClientProtocol
from scrapy.exceptions import DownloadTimeoutError
from twisted.internet.defer import Deferred
from twisted.python.failure import Failure

from newscrawl.network.exchange import CURRENT, Exchange, TappedTransport
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
    is_tapped = False
    on_send: Callable[[str], None] | None = None
    """Called with the header Host when a request leaves, which is after a new connection is there."""
    _exchange: Exchange | None = None

    def request(self, request: Any) -> Deferred[Any]:
        """Send a request; the Deferred fires with the response once its head is there."""
        from twisted.internet import reactor

        self._head_size: int | None = 0
        self._fault: Exception | None = None
        if self.is_tapped:
            self._tap(request)
        if self.on_send is not None:
            self.on_send((request.headers.getRawHeaders(b"host") or [b""])[0].decode("latin-1"))
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
        if self._exchange is None:
            super().dataReceived(bytes)  # type: ignore[no-untyped-call]
            return
        self._exchange.answer += bytes
        token = CURRENT.set(self._exchange)
        try:
            super().dataReceived(bytes)  # type: ignore[no-untyped-call]
        finally:
            CURRENT.reset(token)

    def _tap(self, request: Any) -> None:
        transport, write_to = cast(Any, self.transport), request.writeTo
        exchange = self._exchange = Exchange(address=transport.getPeer().host)
        request.writeTo = lambda to: write_to(TappedTransport(to, exchange))

    def _finishResponse(self, rest: bytes) -> None:  # noqa: N802
        if self._exchange is not None:
            self._exchange.finish(len(rest))
            self._exchange = None
        super()._finishResponse(rest)

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
    """Builds `BoundedProtocol`s with these bounds, tapped or not."""

    def __init__(
        self, bounds: HeadBounds, is_tapped: bool, on_send: Callable[[str], None], *arguments: Any
    ) -> None:
        super().__init__(*arguments)  # type: ignore[no-untyped-call]
        self._bounds = bounds
        self._is_tapped = is_tapped
        self._on_send = on_send

    def buildProtocol(self, addr: Any) -> BoundedProtocol:  # noqa: N802, ARG002
        """Build one for a new connection."""
        protocol = BoundedProtocol(self._quiescentCallback)  # type: ignore[no-untyped-call]
        protocol.bounds = self._bounds
        protocol.is_tapped = self._is_tapped
        protocol.on_send = self._on_send
        return protocol
