"""Archives made by hand, byte by byte, so that they can be as wrong as a test wants them."""

from __future__ import annotations

import base64
import gzip
import hashlib
from collections.abc import Mapping

DATE = "2026-03-02T10:00:00Z"


def answer(body: bytes, status: str = "200 OK", **headers: str) -> bytes:
    """Give an answer of HTTP; `content_encoding` is the header Content-Encoding. Without a length of its own it has the
    right one.
    """
    named = {name.replace("_", "-").title(): value for name, value in headers.items()}
    if not {"Content-Length", "Transfer-Encoding"} & named.keys():
        named["Content-Length"] = str(len(body))
    lines = "".join(f"{name}: {value}\r\n" for name, value in {"Content-Type": "text/html", **named}.items())
    return f"HTTP/1.1 {status}\r\n{lines}\r\n".encode() + body


def record(
    uri: str,
    block: bytes,
    kind: str = "response",
    fields: Mapping[str, str] | None = None,
    *,
    number: int = 0,
    length: int | None = None,
    has_digest: bool = True,
) -> bytes:
    """Give one record of a WARC. length: a false one."""
    digest = base64.b32encode(hashlib.sha1(block).digest()).decode()
    named = {
        "WARC-Type": kind,
        "WARC-Record-ID": f"<urn:uuid:00000000-0000-0000-0000-{number:012}>",
        "WARC-Date": DATE,
        "WARC-Target-URI": uri,
        "Content-Type": f"application/http; msgtype={'request' if kind == 'request' else 'response'}",
        **({"WARC-Block-Digest": f"sha1:{digest}"} if has_digest else {}),
        **(fields or {}),
        "Content-Length": str(len(block) if length is None else length),
    }
    lines = "".join(f"{name}: {value}\r\n" for name, value in named.items())
    return f"WARC/1.0\r\n{lines}\r\n".encode() + block + b"\r\n\r\n"


def pack(*records: bytes) -> bytes:
    """Give an archive in which each record is a gzip member."""
    return b"".join(gzip.compress(one, mtime=0) for one in records)
