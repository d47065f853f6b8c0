"""Decides how newscrawl serves pages by itself: on this machine alone, without a word in the terminal."""

from __future__ import annotations

import socket
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from newscrawl.errors import InputError
from newscrawl.sites import is_loopback

LOOPBACK = "127.0.0.1"


class LoopbackServer(ThreadingHTTPServer):
    """A server on an address of loopback. port: 0 for any that is free.

    Raises InputError for an address that others can reach, and where the port cannot be had.
    """

    def __init__(self, handler: type[BaseHTTPRequestHandler], port: int = 0, host: str = LOOPBACK) -> None:
        if not is_loopback(host):
            raise InputError(host, "is no address of this machine alone (127.0.0.1, ::1, localhost)")
        self.address_family = socket.AF_INET6 if ":" in host else socket.AF_INET
        try:
            super().__init__((host, port), handler)
        except OSError as error:
            raise InputError(f"{host}, port {port}", error.strerror or "cannot be had") from None

    @property
    def address(self) -> str:
        """Host and port as they stand in a URL."""
        host, port = self.server_address[:2]
        return f"[{host!s}]:{port}" if self.address_family == socket.AF_INET6 else f"{host!s}:{port}"

    def handle_error(self, request: object, client_address: object) -> None:
        """Keep quiet of a client that hung up; anything else is a fault and stays loud."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]
