"""Bytes that are no page, whatever they are sent as."""

from __future__ import annotations

import gzip
import json
import random
import zlib

from tests.hostile_pages.kinds import PARAGRAPHS, STORY, TITLE, kind, page


@kind(whole=False)
def png(_: int) -> bytes:
    return b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + random.Random(1).randbytes(50_000)


@kind(whole=False)
def pdf(_: int) -> bytes:
    return b"%PDF-1.7\n1 0 obj <</Type/Catalog>> stream\n" + random.Random(2).randbytes(50_000) + b"\nendstream\n%%EOF"


@kind(whole=False)
def zip_archive(_: int) -> bytes:
    return b"PK\x03\x04" + random.Random(3).randbytes(50_000)


@kind(whole=False)
def gzip_left_packed(_: int) -> bytes:
    return gzip.compress(page().encode())


@kind(whole=False)
def deflate_left_packed(_: int) -> bytes:
    return zlib.compress(page().encode())


@kind(whole=False)
def noise(_: int) -> bytes:
    return random.Random(4).randbytes(200_000)


@kind(whole=False)
def noise_with_tags(_: int) -> bytes:
    noise = random.Random(5)
    tags = [b"<p>", b"</p>", b"<div ", b'"', b">", b"<!--"]
    return b"".join(noise.choice([*tags, noise.randbytes(9)]) for _ in range(50_000))


@kind(whole=False)
def json_text(_: int) -> str:
    return json.dumps({"title": TITLE, "body": STORY})


@kind(whole=False)
def nothing(_: int) -> bytes:
    return b""


@kind(5_000_000, whole=False)
def white_space(n: int) -> bytes:
    return b" \n" * (n // 2)


@kind(1_000_000, whole=False)
def nulls(n: int) -> bytes:
    return b"\x00" * n


@kind(whole=False)
def byte_order_mark_only(_: int) -> bytes:
    return b"\xef\xbb\xbf"


@kind(whole=False)
def plain_text(_: int) -> str:
    return "\n\n".join(PARAGRAPHS)


@kind(10_000_001, 10_000_001, whole=False)
def past_the_size_limit(n: int) -> bytes:
    return page().encode().ljust(n)
