"""Bodies that come too slowly, end too early, lie about lengths and chunks, are badly packed, or have no measure."""

from __future__ import annotations

import gzip
import time
import zlib
from collections.abc import Callable
from functools import cache, partial

import brotli

from newscrawl.content_encoding import zstd
from newscrawl.outcomes import Reason
from tests.network.faults import HANG, MEGABYTE, PAGE, RANDOM, Connection, fault

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
