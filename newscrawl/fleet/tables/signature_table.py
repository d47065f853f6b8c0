"""Decides how nearly the same texts are found: each signature for as long as it is compared, and each of its bands in
a bucket with those that are near it.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence

from newscrawl.fleet.transaction import Transaction
from newscrawl.similarity import PERMUTATIONS, Signature

BUCKET_BITS = 13
"""Each of the 32 bands has so many buckets (2^13). The server keeps up to 128 entries packed, 14 bytes each: so up to
a million signatures at a time; beyond that an entry takes about 100 bytes."""
BAND_BITS = 32


def signature_key(transaction: Transaction, number: int) -> str:
    """Name the signature of an article."""
    return transaction.key("s", number)


def name_bands(prefix: str, bands: Sequence[int]) -> Iterator[tuple[bytes, int]]:
    """Name the bucket of each band, and its score in there."""
    for place, band in enumerate(bands):
        bucket = struct.pack(">BH", place, band >> (BAND_BITS - BUCKET_BITS))
        yield b"%s:b:%s" % (prefix.encode(), bucket), band


def pack_signature(signature: Signature) -> bytes:
    """Give a signature as it is kept."""
    return signature.minhash + struct.pack(f">{len(signature.bands)}I", *signature.bands)


def unpack_signature(kept: bytes) -> Signature:
    """Read a signature as it is kept."""
    return Signature(kept[:PERMUTATIONS], tuple(band for (band,) in struct.iter_unpack(">I", kept[PERMUTATIONS:])))


def save_signature(transaction: Transaction, number: int, signature: Signature, now: int) -> None:
    """Find an article by this signature from now on, and by no other. In place."""
    drop_signature(transaction, number)
    transaction.set(signature_key(transaction, number), pack_signature(signature))
    for key, band in name_bands(transaction.prefix, signature.bands):
        transaction.command("ZADD", key, band, number)
    transaction.command("ZADD", transaction.key("signed"), now, number)


def drop_signature(transaction: Transaction, number: int) -> None:
    """Find an article by its signature no more. In place."""
    kept = transaction.get(signature_key(transaction, number))
    if kept is None:
        return
    for key, _ in name_bands(transaction.prefix, unpack_signature(kept).bands):
        transaction.command("ZREM", key, number)
    transaction.set(signature_key(transaction, number), None)
    transaction.command("ZREM", transaction.key("signed"), number)
