"""Decides what is kept of one exchange with a server: the bytes of request and answer, as they went over the wire."""

from __future__ import annotations

from collections.abc import Iterable
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

CURRENT: ContextVar[Exchange | None] = ContextVar("newscrawl_exchange", default=None)
"""The exchange whose bytes are being taken in. Scrapy's signal `headers_received` is sent then; it has the request."""


@dataclass(slots=True)
class Exchange:
    """What was sent and what came. is_whole: whether the answer came to its end. started: in UTC."""

    request: bytearray = field(default_factory=bytearray)
    answer: bytearray = field(default_factory=bytearray)
    is_whole: bool = False
    address: str | None = None
    started: datetime = field(default_factory=lambda: datetime.now(UTC))

    def finish(self, surplus: int) -> None:
        """Mark the answer as whole. surplus: bytes behind its end that are none of it. In place."""
        if surplus:
            del self.answer[-surplus:]
        self.is_whole = True


class TappedTransport:
    """A transport that keeps what is written to it in an exchange, too."""

    def __init__(self, transport: Any, exchange: Exchange) -> None:
        self._transport = transport
        self._exchange = exchange

    def write(self, data: bytes) -> None:
        """Write, and keep."""
        self._exchange.request += data
        self._transport.write(data)

    def writeSequence(self, pieces: Iterable[bytes]) -> None:  # noqa: N802 (Twisted's names)
        """Write several pieces at once, and keep them."""
        self.write(b"".join(pieces))

    def __getattr__(self, name: str) -> Any:
        """Give whatever else the transport has."""
        return getattr(self._transport, name)
