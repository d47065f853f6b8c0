"""A web server that does everything wrong, one way for every path, with good pages in between.

It speaks to the socket itself, since a library would not break its protocol. Hosts are told apart by their `Host`.
"""

from __future__ import annotations

import gzip
import os
import socket
import socketserver
import ssl
import struct
import threading
import time
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from functools import cache, partial
from pathlib import Path
from typing import Any

import brotli

from newscrawl.content_encoding import zstd
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


# Time


@fault("slow-headers", Reason.timeout)
def _(c: Connection) -> None:
    c.send(b"HTTP/1.1 200 OK\r\n")
    for number in range(int(HANG / 0.2)):
        c.send(f"X-Slow-{number}: 1\r\n".encode())
        time.sleep(0.2)


@fault("no-answer", Reason.timeout)
def _(c: Connection) -> None:
    time.sleep(HANG)


@fault("slow-body", Reason.timeout)
def _(c: Connection) -> None:
    c.head("Content-Length: 100000")
    for byte in PAGE[:200]:
        c.send(bytes([byte]))
        time.sleep(0.2)


@fault("body-that-stops", Reason.timeout)
def _(c: Connection) -> None:
    c.head("Content-Length: 100000")
    c.send(PAGE)
    time.sleep(HANG)


# Ends that come too early


@fault("reset-before-answer", Reason.unreachable)
def _(c: Connection) -> None:
    c.reset()


@fault("close-before-answer", Reason.unreachable)
def _(c: Connection) -> None:
    pass


@fault("reset-in-headers", Reason.unreachable)
def _(c: Connection) -> None:
    c.send(b"HTTP/1.1 200 OK\r\nContent-Type: te")
    time.sleep(0.05)
    c.reset()


@fault("reset-in-body", Reason.truncated)
def _(c: Connection) -> None:
    c.head(f"Content-Length: {len(PAGE)}")
    c.send(PAGE[: len(PAGE) // 2])
    time.sleep(0.1)
    c.reset()


@fault("short-body", Reason.truncated)
def _(c: Connection) -> None:
    c.head(f"Content-Length: {len(PAGE) + 1}")
    c.send(PAGE)


@fault("partial-content", Reason.truncated)
def _(c: Connection) -> None:
    half = PAGE[: len(PAGE) // 2]
    c.answer(half, f"Content-Range: bytes 0-{len(half) - 1}/{len(PAGE)}", status="206 Partial Content")


# Lengths and chunks


@fault("two-lengths", Reason.bad_http)
def _(c: Connection) -> None:
    c.answer(PAGE, "Content-Length: 17")


@fault("length-of-words", Reason.bad_http)
def _(c: Connection) -> None:
    c.head("Content-Length: many")
    c.send(PAGE)


@fault("negative-length", Reason.bad_http)
def _(c: Connection) -> None:
    c.head("Content-Length: -5")
    c.send(PAGE)


@fault("unknown-transfer-encoding", Reason.bad_http)
def _(c: Connection) -> None:
    c.head("Transfer-Encoding: sideways")
    c.send(PAGE)


@fault("chunks-without-end", Reason.truncated)
def _(c: Connection) -> None:
    c.head("Transfer-Encoding: chunked")
    c.chunk(PAGE)


@fault("broken-chunk-size", Reason.truncated)
def _(c: Connection) -> None:
    c.head("Transfer-Encoding: chunked")
    c.chunk(PAGE[:500])
    c.send(b"zz\r\n" + PAGE)


@fault("chunk-that-lies", Reason.truncated)
def _(c: Connection) -> None:
    c.head("Transfer-Encoding: chunked")
    c.send(b"10\r\n" + PAGE + b"\r\n0\r\n\r\n")


@fault("huge-chunk-size", Reason.truncated, Reason.bad_http)
def _(c: Connection) -> None:
    c.head("Transfer-Encoding: chunked")
    c.send(b"ffffffffffffffff\r\n" + PAGE)


@fault("chunk-extension-without-end", Reason.truncated, Reason.too_large, Reason.bad_http)
def _(c: Connection) -> None:
    c.head("Transfer-Encoding: chunked")
    c.send(b"5;" + b"x" * 200_000)


@fault("no-length", None)
def _(c: Connection) -> None:
    c.head("Connection: close", version="HTTP/1.0")
    c.send(PAGE)


# Encodings


PACKED: list[Callable[[], bytes]] = []


def _send_packed(name: str, encoding: str, make: Callable[[], bytes], *outcomes: Reason | None) -> None:
    make_once = cache(make)  # packing 60 MB takes longer than the crawler waits
    PACKED.append(make_once)
    fault(name, *outcomes)(lambda c: c.answer(make_once(), f"Content-Encoding: {encoding}"))


def deflate_bomb(size: int) -> bytes:
    packer = zlib.compressobj(9)
    return b"".join([*(packer.compress(b"\0" * MEGABYTE) for _ in range(size // MEGABYTE)), packer.flush()])


def zstd_window() -> bytes:
    packer = zstd.ZstdCompressor(options={int(zstd.CompressionParameter.window_log): 27})
    packed: bytes = packer.compress(PAGE + RANDOM * 30) + packer.flush()
    return packed


def cut(packed: bytes) -> bytes:
    return packed[: len(packed) * 2 // 3]


def corrupt(packed: bytes) -> bytes:
    middle = len(packed) // 2
    return packed[:middle] + b"\xff" * 400 + packed[middle + 400 :]


BOMB = b"\0" * (60 * MEGABYTE)
BROKEN = (Reason.broken_encoding, Reason.truncated)
_send_packed("gzip-page", "gzip", lambda: gzip.compress(PAGE), None)
_send_packed("br-page", "br", lambda: brotli.compress(PAGE), None)
_send_packed("zstd-page", "zstd", lambda: zstd.compress(PAGE), None)
_send_packed("twice-packed", "gzip, br", lambda: brotli.compress(gzip.compress(PAGE)), None)
_send_packed("not-packed-but-said", "gzip", lambda: PAGE, Reason.broken_encoding)
_send_packed("packed-with-a-word", "utf-8", lambda: PAGE, None)
PACKERS: dict[str, Callable[[bytes], bytes]] = {
    "gzip": lambda body: gzip.compress(body, 6),
    "br": lambda body: brotli.compress(body, quality=4),
    "zstd": lambda body: zstd.compress(body, options={int(zstd.CompressionParameter.checksum_flag): 1}),
    "deflate": zlib.compress,
}
for _encoding, _pack in PACKERS.items():
    _send_packed(f"cut-{_encoding}", _encoding, partial(lambda pack: cut(pack(PAGE + RANDOM)), _pack), Reason.truncated)
    _send_packed(f"corrupt-{_encoding}", _encoding, partial(lambda pack: corrupt(pack(PAGE + RANDOM)), _pack), *BROKEN)
    _send_packed(f"bomb-{_encoding}", _encoding, partial(_pack, BOMB), Reason.too_large)
_send_packed("bomb-in-a-bomb", "gzip, gzip", lambda: gzip.compress(gzip.compress(BOMB)), Reason.too_large)
_send_packed("zstd-window", "zstd", zstd_window, Reason.broken_encoding)
_send_packed("packed-twenty-times", ", ".join(["gzip"] * 20), lambda: gzip.compress(PAGE), Reason.broken_encoding)


# Size


@fault("length-of-50-mb", Reason.too_large)
def _(c: Connection) -> None:
    c.head("Content-Length: 50000000")
    c.send(PAGE)
    time.sleep(0.2)


@fault("body-without-end", Reason.too_large)
def _(c: Connection) -> None:
    c.head("Connection: close")
    for _number in range(200):
        c.send(b"<p>All work and no play.</p>" * 8_000)


@fault("100000-headers", Reason.too_large)
def _(c: Connection) -> None:
    c.send(b"HTTP/1.1 200 OK\r\n")
    for number in range(100_000):
        c.send(f"X-Header-{number}: value\r\n".encode())
    c.answer(PAGE)


@fault("headers-just-within", None)
def _(c: Connection) -> None:
    c.answer(PAGE, *(f"X-Header-{number:04}: {'v' * 82}" for number in range(640)))  # 63,360 bytes


@fault("headers-just-over", Reason.too_large)
def _(c: Connection) -> None:
    c.answer(PAGE, *(f"X-Header-{number:04}: {'v' * 82}" for number in range(680)))


@fault("long-header", Reason.too_large, Reason.bad_http, Reason.unreachable)
def _(c: Connection) -> None:
    c.answer(PAGE, "X-Long: " + "a" * MEGABYTE)


@fault("continue-for-ever", Reason.too_large)
def _(c: Connection) -> None:
    for _number in range(100_000):
        c.send(b"HTTP/1.1 100 Continue\r\n\r\n")


# Redirects


def _redirect(name: str, location: Callable[[Connection], str], *outcomes: Reason | None) -> None:
    fault(name, *outcomes)(lambda c: c.answer(b"", f"Location: {location(c)}", status="302 Found"))


_redirect("loop", lambda c: "/loop", Reason.redirect_loop)
_redirect("pair-a", lambda c: "/pair-b", Reason.redirect_loop)
_redirect("pair-b", lambda c: "/pair-a", Reason.redirect_loop)
_redirect("growing-loop", lambda c: f"{c.target}x", Reason.redirect_loop)
_redirect("to-ftp", lambda c: "ftp://faults.test/a", Reason.http_error)
_redirect("to-file", lambda c: "file:///etc/passwd", Reason.http_error)
_redirect("to-javascript", lambda c: "javascript:alert(1)", Reason.http_error, Reason.bad_url)
_redirect("to-data", lambda c: "data:text/html,<p>x", Reason.http_error)
_redirect("to-loopback", lambda c: "http://127.0.0.1/admin", Reason.forbidden_address)
_redirect("to-metadata", lambda c: "http://169.254.169.254/latest/meta-data/", Reason.forbidden_address)
_redirect("to-password", lambda c: "http://me:secret@faults.test/", Reason.forbidden_address)
_redirect("to-port-22", lambda c: "http://faults.test:22/", Reason.forbidden_address)
_redirect("to-nonsense", lambda c: "http://[::1/x", Reason.bad_url)
_redirect("to-long", lambda c: "/" + "a" * 5_000, Reason.bad_url)
_redirect("five-steps-0", lambda c: "/five-steps-1", None)


@fault("redirect-nowhere", Reason.http_error)
def _(c: Connection) -> None:
    c.answer(b"", status="301 Moved Permanently")


@fault("refresh-loop", Reason.redirect_loop)
def _(c: Connection) -> None:
    c.answer(b'<meta http-equiv="refresh" content="0;url=/refresh-loop">')


# What is no HTTP


@fault("http-0.9", Reason.bad_http)
def _(c: Connection) -> None:
    c.send(b"<html><p>We do not do headers here</p></html>\r\n")


@fault("binary", Reason.bad_http)
def _(c: Connection) -> None:
    c.send(os.urandom(2_000).replace(b"\n", b"\r") + b"\n\n")


@fault("odd-status", Reason.http_error, Reason.bad_http)
def _(c: Connection) -> None:
    c.answer(PAGE, status="999 Go away")


@fault("status-of-words", Reason.bad_http)
def _(c: Connection) -> None:
    c.answer(PAGE, status="OK fine")


# Statuses

for _status in (204, 304, 401, 404, 410, 500, 502):
    fault(f"status-{_status}", Reason.empty if _status == 204 else Reason.http_error)(
        lambda c: c.answer(b"", status=f"{c.target[-3:]} So it is")
    )


@fault("empty", Reason.empty)
def _(c: Connection) -> None:
    c.answer(b"")


@fault("busy-for-a-second", None, host="busy.test")
def _(c: Connection) -> None:
    if c.count == 1:
        c.answer(b"", "Retry-After: 1", status="503 Service Unavailable")
    else:
        c.answer(PAGE)


@fault("too-often-until-a-date", None, host="often.test")
def _(c: Connection) -> None:
    at = format_datetime(datetime.now(UTC) + timedelta(seconds=2), usegmt=True)
    if c.count == 1:
        c.answer(b"", f"Retry-After: {at}", status="429 Too Many Requests")
    else:
        c.answer(PAGE)


@fault("busy-for-hours", Reason.http_error, Reason.deferred, host="hours.test")
def _(c: Connection) -> None:
    c.answer(b"", "Retry-After: 7200", status="503 Service Unavailable")


@fault("behind-busy-for-hours", Reason.http_error, Reason.deferred, host="hours.test")
def _(c: Connection) -> None:
    c.answer(b"", "Retry-After: 7200", status="503 Service Unavailable")


# TLS: the server is chosen by the host


def _page(c: Connection) -> None:
    c.answer(PAGE)


fault("tls-good", None, scheme="https", host="good.test")(_page)
fault("tls-expired", Reason.bad_certificate, scheme="https", host="expired.test")(_page)
fault("tls-self-signed", Reason.bad_certificate, scheme="https", host="self-signed.test")(_page)
fault("tls-wrong-host", Reason.bad_certificate, scheme="https", host="wrong.test")(_page)
fault("tls-none", Reason.unreachable, Reason.timeout, scheme="https", host="plain.test")(_page)

# robots.txt in each mode of failure: the page behind must not be asked for

ROBOTS: dict[str, Callable[[Connection], None]] = {
    "robots-500.test": lambda c: c.answer(b"", status="500 Internal Server Error"),
    "robots-503.test": lambda c: c.answer(b"", status="503 Service Unavailable"),
    "robots-429.test": lambda c: c.answer(b"", status="429 Too Many Requests"),
    "robots-reset.test": lambda c: c.reset(),
    "robots-hang.test": lambda c: time.sleep(HANG),
    "robots-loop.test": lambda c: c.answer(b"", "Location: /robots.txt", status="302 Found"),
    "robots-garbage.test": lambda c: c.send(b"\x00\x01\x02\r\n\r\n"),
    "robots-short.test": lambda c: c.send(b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\nUser-agent: *\nAllow: /\n"),
    "robots-nowhere.test": lambda c: c.answer(b"", status="301 Moved Permanently"),
    "robots-ftp.test": lambda c: c.answer(b"", "Location: ftp://127.0.0.1/robots.txt", status="302 Found"),
    "robots-error.test": lambda c: c.answer(b"", "Location: /status-500", status="302 Found"),
    "robots-inside.test": lambda c: c.answer(b"", "Location: http://127.0.0.1/robots.txt", status="302 Found"),
}
for _host in ROBOTS:
    fault(f"page-of-{_host}", Reason.robots_denied, Reason.timeout, Reason.unreachable, host=_host)(_page)


def _send_70_mb(c: Connection) -> None:
    c.head("Content-Length: 70000000")
    line = b"# " + b"x" * 997 + b"\n"
    c.send(b"User-agent: *\nDisallow: /private\n")
    for _ in range(70_000):
        c.send(line)
        c.count_sent(len(line))


OPEN_ROBOTS: dict[str, Callable[[Connection], None]] = {
    "robots-404.test": lambda c: c.answer(PAGE, status="404 Not Found"),
    "robots-403.test": lambda c: c.answer(b"", status="403 Forbidden"),
    "robots-70mb.test": _send_70_mb,
    "robots-bomb.test": lambda c: c.answer(gzip.compress(BOMB), "Content-Encoding: gzip"),
}
for _host in OPEN_ROBOTS:
    fault(f"page-of-{_host}", None, host=_host)(_page)



def _take_step(c: Connection) -> None:
    c.answer(b"", f"Location: /five-steps-{int(c.target[-1]) + 1}", status="307 Temporary Redirect")


HELPERS: dict[str, Callable[[Connection], None]] = {
    **dict.fromkeys((f"five-steps-{number}" for number in range(1, 5)), _take_step),
    "five-steps-5": _page,
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
