"""Decides what an HTTP answer says that is stored as it was sent: status, headers, body; read as a live crawl reads it.

The rules are those of Twisted's client, which a live crawl uses, in what concerns a whole answer in memory.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_HEAD_END = re.compile(rb"\r?\n\r?\n")
_STATUS_LINE = re.compile(rb"HTTP/\d+(?:\.\d+)? (\d{3})(?: |$)")
_CHUNK_SIZE = re.compile(rb"\s*([0-9A-Fa-f]{1,16})[ \t]*(?:;[^\r\n]*)?\r?\n")
_HOP_HEADERS = frozenset(
    {"connection", "keep-alive", "te", "trailers", "transfer-encoding", "upgrade", "proxy-connection"}
)


class ChunkError(ValueError):
    """A body is not in chunks. The text says why; `is_cut`: it began as one, and ends before its end."""

    def __init__(self, why: str, *, is_cut: bool) -> None:
        super().__init__(why)
        self.is_cut = is_cut


@dataclass(frozen=True, slots=True, kw_only=True)
class HttpHead:
    """Status and headers in order, names in lower case. A header on several lines is one."""

    status: int
    pairs: tuple[tuple[str, str], ...]

    def list_values(self, name: str) -> list[str]:
        """Give the values of a header, in order."""
        return [value for key, value in self.pairs if key == name]

    def make_mapping(self) -> dict[str, str]:
        """Give the headers of the page, without those of the connection; of a repeated header the last value."""
        return {name: value for name, value in self.pairs if name not in _HOP_HEADERS}


def split_head(message: bytes) -> tuple[bytes, bytes]:
    """Part a message behind the blank line that ends its head; without one all of it is head."""
    end = _HEAD_END.search(message)
    return (message[: end.end()], message[end.end() :]) if end else (message, b"")


def read_status(head: bytes) -> int | None:
    """Give the status of an answer; None where its first line is none of HTTP."""
    found = _STATUS_LINE.match(head.partition(b"\n")[0].rstrip(b"\r"))
    return int(found[1]) if found else None


def drop_interim_answers(answer: bytes) -> bytes:
    """Give the final answer: heads with status 1xx come before it."""
    while (status := read_status(answer)) is not None and 100 <= status < 200:
        _, rest = split_head(answer)
        if not rest:
            break
        answer = rest
    return answer


def read_head(head: bytes) -> HttpHead | None:
    """Read a head; None where it is none of HTTP. Lines without a colon are passed over, as browsers do."""
    status = read_status(head)
    if status is None:
        return None
    lines: list[bytes] = []
    for line in head.split(b"\n")[1:]:
        line = line.rstrip(b"\r")
        if line[:1] in (b" ", b"\t") and lines:
            lines[-1] += line
        elif line:
            lines.append(line)
    parted = (line.decode("latin-1").partition(":") for line in lines if b":" in line)
    pairs = tuple((name.strip().lower(), value.strip()) for name, _, value in parted)
    return HttpHead(status=status, pairs=pairs)


def read_length(head: HttpHead) -> int | None:
    """Give the length that `Content-Length` says; None where it says none, or nothing that can be so."""
    values = {value.strip() for header in head.list_values("content-length") for value in header.split(",")}
    value = values.pop() if len(values) == 1 else ""
    return int(value) if value.isascii() and value.isdigit() else None


def is_chunked(head: HttpHead) -> bool:
    """Tell whether the body is sent in chunks."""
    return [value.lower() for value in head.list_values("transfer-encoding")][:1] == ["chunked"]


def join_chunks(body: bytes) -> bytes:
    """Give a body that was sent in chunks. Raises ChunkError."""
    pieces: list[bytes] = []
    place = 0
    while True:
        found = _CHUNK_SIZE.match(body, place)
        if found is None:
            is_cut = bool(pieces) and b"\n" not in body[place : place + 32]
            raise ChunkError("no chunk where one should begin", is_cut=is_cut or place >= len(body) > 0)
        size, start = int(found[1], 16), found.end()
        if size == 0:
            return b"".join(pieces)
        if start + size > len(body):
            raise ChunkError(f"a chunk of {size} bytes has {len(body) - start}", is_cut=True)
        pieces.append(body[start : start + size])
        place = start + size
        place += 2 if body[place : place + 2] == b"\r\n" else 1 if body[place : place + 1] == b"\n" else 0
