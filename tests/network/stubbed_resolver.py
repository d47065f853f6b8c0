"""A resolver for tests: nothing is looked up off this machine, and nothing off this machine is connected to.

What newscrawl's filter lets through is written to the file `STUB_PASSED`; only loopback is handed on from there.
"""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from twisted.internet._resolver import GAIResolver
from twisted.internet.interfaces import IResolutionReceiver
from zope.interface import implementer

from newscrawl.network.resolver import PublicResolver

PASSED = "STUB_PASSED"
NAMES = "STUB_NAMES"
"""Environment: a JSON object of names with the lists of addresses of their look-ups, in turn; the last stays."""


class StubbedResolver(PublicResolver):
    """newscrawl's resolver over a table of names."""

    def __init__(self, reactor: Any, cache_size: int) -> None:
        super().__init__(reactor, 0)  # each look-up is a new one, as for a name that is rebound
        names: dict[str, list[list[str]]] = json.loads(os.environ.get(NAMES, "{}"))

        def look_up(host: str, port: int, family: int = 0, kind: int = 0, *rest: Any) -> Any:
            try:
                return socket.getaddrinfo(host, port, family, kind, 0, socket.AI_NUMERICHOST)
            except socket.gaierror:
                if host.rstrip(".").lower().endswith("localhost"):
                    answers: Sequence[str] = ["127.0.0.1", "::1"]
                else:
                    turns = names.get(host.lower(), [[]])
                    answers = turns.pop(0) if len(turns) > 1 else turns[0]
                found = [socket.getaddrinfo(one, port, 0, kind, 0, socket.AI_NUMERICHOST) for one in answers]
                return [entry for entries in found for entry in entries]

        self.original_resolver = GAIResolver(reactor, getaddrinfo=look_up)

    def resolveHostName(self, resolutionReceiver: Any, hostName: str, *rest: Any, **named: Any) -> Any:  # noqa: N802, N803
        return super().resolveHostName(_Tap(resolutionReceiver, hostName), hostName, *rest, **named)


@implementer(IResolutionReceiver)
class _Tap:
    def __init__(self, receiver: Any, host: str) -> None:
        self._receiver = receiver
        self._host = host

    def resolutionBegan(self, resolution: Any) -> None:  # noqa: N802
        self._receiver.resolutionBegan(resolution)

    def addressResolved(self, address: Any) -> None:  # noqa: N802
        with Path(os.environ[PASSED]).open("a", encoding="utf-8") as file:
            file.write(f"{self._host} {address.host} {address.port}\n")
        if address.host.startswith("127.") or address.host == "::1":
            self._receiver.addressResolved(address)

    def resolutionComplete(self) -> None:  # noqa: N802
        self._receiver.resolutionComplete()
