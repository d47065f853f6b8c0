"""What a fault of a server is: what it does to a connection, byte by byte, and which outcomes are right.

Faults are put down by name, in `faulty_bodies.py` and `faulty_exchanges.py`; `fault_server.py` serves them.
"""

from __future__ import annotations

import os
import socket
import struct
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from newscrawl.outcomes import Reason
from tests.conftest import story

HANG = 30.0
"""Longer than any crawl of the tests waits."""
MEGABYTE = 1_000_000


class Connection:
    """One request, and the means to answer it byte by byte."""

    def __init__(
        self, sock: socket.socket, target: str, count: int, count_sent: Callable[[int], None]
    ) -> None:
        self.sock = sock
        self.target = target
        self.count = count
        self.count_sent = count_sent

    def send(self, data: bytes) -> None:
        self.sock.sendall(data)

    def head(self, *lines: str, status: str = "200 OK", version: str = "HTTP/1.1") -> None:
        own = ["Content-Type: text/html; charset=utf-8", *lines]
        self.send("\r\n".join([f"{version} {status}", *own, "", ""]).encode("latin-1"))

    def answer(self, body: bytes, *lines: str, status: str = "200 OK") -> None:
        self.head(f"Content-Length: {len(body)}", *lines, status=status)
        self.send(body)

    def chunk(self, data: bytes) -> None:
        self.send(f"{len(data):x}\r\n".encode() + data + b"\r\n")

    def reset(self) -> None:
        """End the connection with RST in place of FIN."""
        self.sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.sock.close()


@dataclass(frozen=True)
class Fault:
    """What a path does, and which outcomes are right: reasons, or None for a record."""

    act: Callable[[Connection], None]
    outcomes: frozenset[Reason | None]
    host: str = "faults.test"
    scheme: str = "http"


FAULTS: dict[str, Fault] = {}


def fault(name: str, *outcomes: Reason | None, **options: Any) -> Callable[[Callable[[Connection], None]], None]:
    """Put a function down as what a path does."""

    def keep(act: Callable[[Connection], None]) -> None:
        FAULTS[name] = Fault(act, frozenset(outcomes), **options)

    return keep


PAGE = story("A story from behind the fault", place="fault")
RANDOM = os.urandom(20_000).hex().encode()  # so that no packing makes it small


def page_of(connection: Connection) -> bytes:
    return story(f"Story {connection.target.strip('/')}", place=f"{connection.target.strip('/')} bay")
