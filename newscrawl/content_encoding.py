"""Decides how a compressed body is unpacked: whole or not at all, and never to more than its bound."""

from __future__ import annotations

import sys
import zlib
from collections.abc import Callable, Generator, Iterable, Iterator

import brotli

from newscrawl.errors import NewscrawlError
from newscrawl.outcomes import Reason

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

CHUNK = 65_536
MAX_ZSTD_WINDOW_LOG = 23
"""A frame of zstd may ask for more memory than its body has bytes; 8 MiB is what RFC 9659 lets one on the web ask."""
MAX_ENCODINGS = 3
"""More encodings around one body are an attack: each costs the bound again."""

_GZIP_MAGIC = b"\x1f\x8b"


class BodyEncodingError(NewscrawlError):
    """A body cannot be unpacked. reason: `truncated`, `broken_encoding` or `too_large`."""

    def __init__(self, reason: Reason, why: str) -> None:
        super().__init__(why)
        self.reason = reason


def split_encodings(headers: Iterable[str]) -> list[str]:
    """Give the encodings around a body, the first applied first, by its headers `Content-Encoding`.

    Raises BodyEncodingError for too many.
    """
    pieces = [piece for header in headers for piece in header.split(",") if piece]
    if len(pieces) > MAX_ENCODINGS:
        raise BodyEncodingError(Reason.broken_encoding, f"{len(pieces)} encodings around one body")
    return [piece.strip().lower() for piece in pieces if piece.strip()]


def unpack_encodings(body: bytes, headers: Iterable[str], limit: int) -> bytes:
    """Unpack a body whole by its headers `Content-Encoding`, the last encoding first, up to one that is not known.

    Raises BodyEncodingError.
    """
    encodings = split_encodings(headers)
    while body and encodings and encodings[-1] in _DECODERS:
        body = unpack_body(body, encodings.pop(), limit)
    return body


def unpack_body(body: bytes, encoding: str, limit: int, *, is_prefix: bool = False) -> bytes:
    """Unpack a body. encoding: gzip, x-gzip, deflate, br or zstd. limit: bytes; 0 for none.

    is_prefix: the body was cut on purpose; what can be had of it is given, up to `limit`.
    Raises BodyEncodingError; KeyError for another encoding.
    """
    pieces: list[bytes] = []
    size = 0
    try:
        for piece in _DECODERS[encoding](body):
            pieces.append(piece)
            size += len(piece)
            if limit and size > limit:
                if is_prefix:
                    break
                raise BodyEncodingError(Reason.too_large, f"more than {limit} bytes when unpacked ({encoding})")
    except BodyEncodingError:
        if not is_prefix:
            raise
    except (zlib.error, brotli.error, zstd.ZstdError, EOFError) as error:
        if not is_prefix:
            raise BodyEncodingError(Reason.broken_encoding, f"{encoding}: {error}") from error
    unpacked = b"".join(pieces)
    return unpacked[:limit] if is_prefix and limit else unpacked


def _unpack_gzip(body: bytes) -> Iterator[bytes]:
    # What follows the last member and is none itself is padding, to browsers too.
    while True:
        rest = yield from _inflate(body, zlib.decompressobj(wbits=31), "gzip")
        if not rest.startswith(_GZIP_MAGIC):
            return
        body = rest


def _unpack_deflate(body: bytes) -> Iterator[bytes]:
    # The name means zlib's form (RFC 9110, 8.4.1.2); some servers send the bare stream.
    is_zlib = len(body) > 1 and body[0] & 0x0F == 8 and (body[0] << 8 | body[1]) % 31 == 0
    yield from _inflate(body, zlib.decompressobj(wbits=15 if is_zlib else -15), "deflate")


def _inflate(body: bytes, decoder: zlib._Decompress, name: str) -> Generator[bytes, None, bytes]:
    while not decoder.eof:
        piece = decoder.decompress(body, CHUNK)
        body = decoder.unconsumed_tail
        if piece:
            yield piece
        elif not body and not decoder.eof:
            raise _tell_cut(name)
    return decoder.unused_data


def _unpack_brotli(body: bytes) -> Iterator[bytes]:
    decoder = brotli.Decompressor()
    piece = decoder.process(body, output_buffer_limit=CHUNK)
    while piece or not decoder.is_finished():
        if not piece:
            raise _tell_cut("br")
        yield piece
        if decoder.is_finished():
            return
        piece = decoder.process(b"", output_buffer_limit=CHUNK)


def _unpack_zstd(body: bytes) -> Iterator[bytes]:
    while body:
        decoder = zstd.ZstdDecompressor(
            options={int(zstd.DecompressionParameter.window_log_max): MAX_ZSTD_WINDOW_LOG}
        )
        while not decoder.eof:
            piece = decoder.decompress(body, CHUNK)
            body = b""
            if piece:
                yield piece
            elif decoder.needs_input and not decoder.eof:
                raise _tell_cut("zstd")
        body = decoder.unused_data


def _tell_cut(encoding: str) -> BodyEncodingError:
    return BodyEncodingError(Reason.truncated, f"the body of {encoding} ends before its end")


_DECODERS: dict[str, Callable[[bytes], Iterator[bytes]]] = {
    "gzip": _unpack_gzip,
    "x-gzip": _unpack_gzip,
    "deflate": _unpack_deflate,
    "br": _unpack_brotli,
    "zstd": _unpack_zstd,
}
