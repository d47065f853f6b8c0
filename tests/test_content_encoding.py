"""A compressed body is unpacked whole or not at all, and never to more than its bound."""

from __future__ import annotations

import gzip
import os
import tracemalloc
import zlib
from collections.abc import Callable

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.content_encoding import BodyEncodingError, unpack_body, zstd
from newscrawl.outcomes import Reason

PAGE = b"<p>The council met on Tuesday.</p>" * 10_000
LIMIT = 5 * 1024 * 1024


def deflate_bare(body: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(body) + packer.flush()


PACKERS: dict[str, tuple[str, Callable[[bytes], bytes]]] = {
    "gzip": ("gzip", gzip.compress),
    "x-gzip": ("x-gzip", gzip.compress),
    "deflate": ("deflate", zlib.compress),
    "bare deflate": ("deflate", deflate_bare),
    "br": ("br", brotli.compress),
    "zstd": ("zstd", zstd.compress),
}


@pytest.mark.parametrize("name", PACKERS)
@pytest.mark.parametrize("body", [PAGE, b"", b"x", os.urandom(200_000)], ids=["page", "empty", "letter", "random"])
def test_whole_body_comes_back(name: str, body: bytes) -> None:
    encoding, pack = PACKERS[name]
    assert unpack_body(pack(body), encoding, LIMIT) == body


@pytest.mark.parametrize("name", PACKERS)
@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_body_that_is_cut_off_is_never_taken_for_whole(name: str, share: float) -> None:
    encoding, pack = PACKERS[name]
    packed = pack(os.urandom(50_000) + PAGE)
    with pytest.raises(BodyEncodingError) as caught:
        unpack_body(packed[: int(len(packed) * share)], encoding, LIMIT)
    assert caught.value.reason is Reason.truncated


@pytest.mark.parametrize("encoding", ["gzip", "br", "zstd", "deflate"])
@pytest.mark.parametrize("body", [PAGE, b"\x1f\x8b\x08\x00" + b"\xff" * 60], ids=["plain", "corrupt"])
def test_body_that_is_not_compressed_as_said_is_told(encoding: str, body: bytes) -> None:
    with pytest.raises(BodyEncodingError) as caught:
        unpack_body(body, encoding, LIMIT)
    assert caught.value.reason in {Reason.broken_encoding, Reason.truncated}


def test_wrong_checksum_is_told() -> None:
    packed = bytearray(gzip.compress(PAGE))
    packed[-6] ^= 0xFF
    with pytest.raises(BodyEncodingError, match="incorrect data check"):
        unpack_body(bytes(packed), "gzip", LIMIT)


@pytest.mark.parametrize("name", PACKERS)
def test_bomb_stops_at_the_bound_and_takes_no_memory(name: str) -> None:
    encoding, pack = PACKERS[name]
    bomb = pack(b"\0" * 100_000_000)
    tracemalloc.start()
    with pytest.raises(BodyEncodingError) as caught:
        unpack_body(bomb, encoding, LIMIT)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert caught.value.reason is Reason.too_large
    assert peak < 3 * LIMIT


def test_zstd_frame_that_asks_for_a_huge_window_is_refused() -> None:
    packer = zstd.ZstdCompressor(options={zstd.CompressionParameter.window_log: 27})
    packed = packer.compress(os.urandom(1_000_000)) + packer.flush()
    with pytest.raises(BodyEncodingError) as caught:
        unpack_body(packed, "zstd", LIMIT)
    assert caught.value.reason is Reason.broken_encoding


def test_members_and_frames_are_joined_and_padding_is_no_fault() -> None:
    assert unpack_body(gzip.compress(b"a") + gzip.compress(b"b") + b"\0\0", "gzip", LIMIT) == b"ab"
    assert unpack_body(zstd.compress(b"a") + zstd.compress(b"b"), "zstd", LIMIT) == b"ab"


@pytest.mark.parametrize("name", PACKERS)
def test_of_a_prefix_what_can_be_had_is_given_up_to_the_bound(name: str) -> None:
    encoding, pack = PACKERS[name]
    packed = pack(os.urandom(300_000) + PAGE)
    assert unpack_body(packed[:250_000], encoding, LIMIT, is_prefix=True)[:1] != b""
    assert len(unpack_body(packed, encoding, 1_000, is_prefix=True)) == 1_000


@given(st.binary(max_size=400), st.sampled_from(["gzip", "deflate", "br", "zstd"]))
def test_any_bytes_are_unpacked_or_refused(body: bytes, encoding: str) -> None:
    reasons = {Reason.truncated, Reason.broken_encoding, Reason.too_large, None}
    assert find_fault(body, encoding) in reasons


def find_fault(body: bytes, encoding: str) -> Reason | None:
    try:
        unpack_body(body, encoding, 100_000)
    except BodyEncodingError as error:
        return error.reason
    return None
