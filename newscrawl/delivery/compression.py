"""Decides how lines are compressed: in independent members, so that a file can be cut between any two of
them.

A killed run leaves whole members and perhaps a torn one at the end; `gzip -dc` and `zstd -dc` read files of
several members as one (RFC 1952, 2.2; RFC 8878, 3).
"""

from __future__ import annotations

import gzip
import io
import sys
import zlib
from enum import StrEnum
from pathlib import PurePath
from typing import IO, cast

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

READ_ERRORS = (OSError, EOFError, zlib.error, zstd.ZstdError)
"""What reading a file may raise that is compressed and torn, damaged, or not compressed as its name says."""
GZIP_LEVEL = 6
ZSTD_LEVEL = 3


class Compression(StrEnum):
    """How a file is compressed; the value is the ending of its name."""

    none = ""
    gzip = ".gz"
    zstd = ".zst"


def find_compression(name: str) -> Compression:
    """Tell by a file's name how it is compressed."""
    suffix = PurePath(name).suffix
    return Compression(suffix) if suffix in (".gz", ".zst") else Compression.none


def compress_member(data: bytes, compression: Compression) -> bytes:
    """Give `data` as one member that can be read without those before it. The same data give the same
    bytes.
    """
    if compression is Compression.gzip:
        return gzip.compress(data, GZIP_LEVEL, mtime=0)
    if compression is Compression.zstd:
        return zstd.compress(data, ZSTD_LEVEL)
    return data


def open_decompressed(file: IO[bytes], compression: Compression) -> IO[bytes]:
    """Open for reading what `file` holds from its position on. Reading raises EOFError for a torn member."""
    if compression is Compression.gzip:
        return cast("IO[bytes]", gzip.GzipFile(fileobj=file))
    if compression is Compression.zstd:
        return cast("IO[bytes]", zstd.ZstdFile(cast("io.BytesIO", file)))
    return file
