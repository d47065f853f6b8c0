"""Decides how a gzip body is unpacked that came as a file: bounded, and as far as it goes."""

from __future__ import annotations

import zlib

MAGIC = b"\x1f\x8b"
_MAX_LAYERS = 2
"""`sitemap.xml.gz` behind a server that packs a second time."""


def unpack_gzip(body: bytes, limit: int) -> tuple[bytes, list[str]]:
    """Unpack a body that begins as gzip does; another is given back as it is.

    Gives no more than limit + 1 bytes, and the faults: cut off, broken, more than the limit. What was
    unpacked before a fault is kept.
    """
    faults: list[str] = []
    for _ in range(_MAX_LAYERS):
        if not body.startswith(MAGIC):
            break
        body, fault = _unpack_layer(body, limit + 1)
        if fault:
            faults.append(fault)
    return body, faults


def _unpack_layer(body: bytes, limit: int) -> tuple[bytes, str]:
    unpacked = bytearray()
    while body.startswith(MAGIC) and len(unpacked) < limit:  # a gzip file may have several members
        inflater = zlib.decompressobj(wbits=31)
        try:
            unpacked += inflater.decompress(body, limit - len(unpacked))
        except zlib.error as error:
            # decompressobj loses what it had when it fails in one call: feed it in pieces.
            unpacked += _unpack_pieces(body, limit - len(unpacked))
            return bytes(unpacked), f"broken gzip: {error}"
        if not inflater.eof and not inflater.unconsumed_tail:
            return bytes(unpacked), "gzip cut off before its end"
        body = inflater.unused_data
    return bytes(unpacked), ""


def _unpack_pieces(body: bytes, limit: int) -> bytes:
    inflater, unpacked = zlib.decompressobj(wbits=31), bytearray()
    try:
        for start in range(0, len(body), 1024):
            unpacked += inflater.decompress(body[start : start + 1024], limit - len(unpacked) or 1)
            if len(unpacked) >= limit:
                break
    except zlib.error:
        pass
    return bytes(unpacked)
