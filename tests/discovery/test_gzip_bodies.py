"""Gzip bodies that came as files: unpacked as far as they go, never beyond the limit."""

from __future__ import annotations

import gzip
import hashlib

import pytest

from newscrawl.discovery.gzip_bodies import unpack_gzip

TEXT = b"https://news.example/a\n" * 400
PACKED = gzip.compress(TEXT)
LIMIT = 100_000


@pytest.mark.parametrize("body", [PACKED, gzip.compress(PACKED)], ids=["once", "twice"])
def test_whole_body_is_unpacked(body: bytes) -> None:
    assert unpack_gzip(body, LIMIT) == (TEXT, [])


def test_other_bodies_are_left_alone() -> None:
    assert unpack_gzip(TEXT, LIMIT) == (TEXT, [])
    assert unpack_gzip(b"", LIMIT) == (b"", [])


def test_several_members_are_joined() -> None:
    assert unpack_gzip(PACKED + PACKED, LIMIT) == (TEXT + TEXT, [])


def test_cut_off_body_gives_what_came_and_the_fault() -> None:
    body, faults = unpack_gzip(gzip.compress(bytes(range(256)) * 300)[:-20], LIMIT)
    assert body.startswith(bytes(range(256)) * 10)
    assert faults == ["gzip cut off before its end"]


def test_broken_body_gives_what_came_before_and_the_fault() -> None:
    noise = b"".join(hashlib.sha256(bytes([n % 256, n // 256])).digest() for n in range(2000))
    packed = bytearray(gzip.compress(noise.hex().encode()))
    packed[40_000:40_100] = b"\xff" * 100
    body, faults = unpack_gzip(bytes(packed), 10 * LIMIT)
    assert len(body) > 10_000
    assert len(faults) == 1
    assert faults[0].startswith("broken gzip")


def test_bomb_stops_at_the_limit() -> None:
    body, _ = unpack_gzip(gzip.compress(b"\0" * 50_000_000), LIMIT)
    assert len(body) == LIMIT + 1
