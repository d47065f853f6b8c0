"""A web server that does everything wrong, one way for every path, with good pages in between.

It speaks to the socket itself, since a library would not break its protocol. Hosts are told apart by their `Host`.
What the paths do stands in `faulty_bodies.py` and `faulty_exchanges.py`.
"""

from __future__ import annotations

import socket
import socketserver
import ssl
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

from tests.network.faults import FAULTS, HANG, Connection, page_of
from tests.network.faulty_bodies import PACKED
from tests.network.faulty_exchanges import OPEN_ROBOTS, ROBOTS, send_page


def _take_step(c: Connection) -> None:
    c.answer(b"", f"Location: /five-steps-{int(c.target[-1]) + 1}", status="307 Temporary Redirect")


HELPERS: dict[str, Callable[[Connection], None]] = {
    **dict.fromkeys((f"five-steps-{number}" for number in range(1, 5)), _take_step),
    "five-steps-5": send_page,
}
NAMES = sorted({known.host for known in FAULTS.values()} | {"faults.test"})


class FaultServer:
    """Serves the faults on loopback, plain and by TLS. asked: requests by host and path; sent: bytes of the long
    robots.txt.
    """

    def __init__(self, certificates: dict[str, tuple[Path, Path]]) -> None:
        for make in PACKED:
            make()
        self.asked: Counter[str] = Counter()
        self.sent = 0
        self._lock = threading.Lock()
        self._contexts = {}
        self._first = next(iter(certificates.values()))
        for host, (certificate, key) in certificates.items():
            self._contexts[host] = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            self._contexts[host].load_cert_chain(certificate, key)
        self._servers = {name: self._serve(is_tls=name == "https") for name in ("http", "https")}

    def port(self, scheme: str) -> int:
        number: int = self._servers[scheme].server_address[1]
        return number

    def url(self, name: str) -> str:
        known = FAULTS[name]
        port = self.port("http" if known.host == "plain.test" else known.scheme)
        return f"{known.scheme}://{known.host}:{port}/{name}"

    def good_url(self, number: int) -> str:
        return f"http://faults.test:{self.port('http')}/good-{number}"

    def stop(self) -> None:
        for server in self._servers.values():
            server.shutdown()
            server.server_close()

    def _serve(self, *, is_tls: bool) -> socketserver.ThreadingTCPServer:
        outer = self

        class Handler(socketserver.BaseRequestHandler):
            def handle(self) -> None:
                with suppress(OSError):  # the crawler may hang up at any time
                    outer._handle(outer._wrap(self.request) if is_tls else self.request)

        class Server(socketserver.ThreadingTCPServer):
            allow_reuse_address = True
            daemon_threads = True
            block_on_close = False
            request_queue_size = 256

        server = Server(("127.0.0.1", 0), Handler)
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        return server

    def _wrap(self, sock: socket.socket) -> socket.socket:
        def choose(wrapped: ssl.SSLObject, name: str | None, _: ssl.SSLContext) -> None:
            if name in self._contexts:
                wrapped.context = self._contexts[name]

        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*self._first)
        context.sni_callback = choose  # type: ignore[assignment]
        return context.wrap_socket(sock, server_side=True)

    def _handle(self, sock: socket.socket) -> None:
        sock.settimeout(HANG)
        for target, host in self._read_requests(sock):
            with self._lock:
                self.asked[f"{host}{target}"] += 1
                count = self.asked[f"{host}{target}"]
            connection = Connection(sock, target, count, self._count_sent)
            name = target.strip("/").partition("?")[0]
            self._find(host, name)(connection)
            if not name.startswith("good-"):
                sock.close()
                return

    def _count_sent(self, size: int) -> None:
        self.sent += size

    def _find(self, host: str, name: str) -> Callable[[Connection], None]:
        if name == "robots.txt":
            allow_all: Callable[[Connection], None] = lambda c: c.answer(b"User-agent: *\nAllow: /\n")  # noqa: E731
            return {**ROBOTS, **OPEN_ROBOTS}.get(host, allow_all)
        if name.startswith("good-"):
            return lambda c: c.answer(page_of(c))
        if name.startswith("growing-loop"):
            name = "growing-loop"
        if name in HELPERS:
            return HELPERS[name]
        return FAULTS[name].act if name in FAULTS else lambda c: c.answer(b"", status="404 Not Found")

    @staticmethod
    def _read_requests(sock: socket.socket) -> Iterator[tuple[str, str]]:
        waiting = b""
        while True:
            while b"\r\n\r\n" not in waiting:
                data = sock.recv(65_536)
                if not data:
                    return
                waiting += data
            head, _, waiting = waiting.partition(b"\r\n\r\n")
            lines = head.decode("latin-1").split("\r\n")
            headers = dict(line.lower().split(": ", 1) for line in lines[1:] if ": " in line)
            yield lines[0].split(" ")[1], headers.get("host", "").partition(":")[0]
