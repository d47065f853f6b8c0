"""Decides which records of an archive can be read, and what is said of the places that cannot.

Behind a damaged place reading goes on at the next record that can be found, so that a broken byte costs its record and
no more. Compression is taken as it comes (gzip, Zstandard, none); past damage only gzip and none are followed.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Any

from newscrawl.archives.library import load_fastwarc

_GZIP_MEMBER = b"\x1f\x8b\x08"
_RECORD = b"WARC/1."
_DIGEST = "WARC-Block-Digest"
_KINDS = ("warcinfo", "response", "revisit", "metadata")
_SEARCHED = 1 << 20
_INFLATED = 1 << 12
"""Bytes that are unpacked at a time; they may become a thousand times as many."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredRecord:
    """One record. block: its bytes; None where it is longer than the bound. date: RFC 3339 in UTC, "" for none.

    is_proven: whether a digest in the archive shows that the block is what was written.
    """

    kind: str
    id: str | None
    offset: int
    uri: str
    date: str
    content_type: str
    length: int
    block: bytes | None
    profile: str
    refers_to: str | None
    truncated: str | None
    is_proven: bool


@dataclass(frozen=True, slots=True)
class Damage:
    """A place that cannot be read. offset: in bytes of the file. why: a clause."""

    offset: int
    why: str


class _BrokenRecordError(Exception):
    """A record is not what its header says."""


class _Window:
    """A file from a place on, with a place of its own; FastWARC does not close the file behind it."""

    def __init__(self, file: IO[bytes], start: int) -> None:
        self._file = file
        self._place = start

    def read(self, size: int = -1) -> bytes:
        if self._file.tell() != self._place:
            self._file.seek(self._place)
        piece = self._file.read(size)
        self._place += len(piece)
        return piece

    def tell(self) -> int:
        return self._place


def read_records(file: IO[bytes], name: str, limit: int) -> Iterator[StoredRecord | Damage]:
    """Give the records of an archive that matter for pages, in order, and its damages.

    limit: bytes of a block that are read at most. Raises InputError where FastWARC is missing.
    """
    library = load_fastwarc(name)
    is_gzip = _is_gzip(file)
    is_damage_told = False
    start = 0
    while True:
        held: StoredRecord | None = None
        offset = start
        try:
            for record in _iterate(library, file, start):
                if held is not None:
                    yield held
                    held, is_damage_told = None, False
                offset = record.stream_pos
                held = _take(library, record, limit)
            if held is not None:
                yield held
            end = _find_cut(file, offset) if is_gzip else None
            if end is not None and not is_damage_told:
                yield Damage(end, "the archive ends inside of a gzip member, or holds something else there")
            return
        except (OSError, _BrokenRecordError) as error:
            if held is not None and _is_trusted(held, error):
                yield held
                held, is_damage_told = None, False
            if not is_damage_told:
                yield Damage(offset, _explain(error, held))
                is_damage_told = True
        following = _find_next(file, offset + 1, is_gzip)
        if following is None:
            return
        start = following


def read_record_at(file: IO[bytes], name: str, offset: int, limit: int) -> StoredRecord | None:
    """Give the record at an offset, None where it cannot be read; others that read the file are not disturbed."""
    library = load_fastwarc(name)
    try:
        record = next(_iterate(library, file, offset), None)
        return _take(library, record, limit) if record is not None and record.stream_pos == offset else None
    except (OSError, _BrokenRecordError):
        return None


def _iterate(library: Any, file: IO[bytes], start: int) -> Iterator[Any]:
    """Give the records of all kinds: of one whose header is cut off the kind may not be known any more."""
    return iter(library.ArchiveIterator(_Window(file, start), parse_http=False, record_types=library.any_type))


def _take(library: Any, record: Any, limit: int) -> StoredRecord | None:
    """Read a record; None for one of a kind that matters to no page. Raises _BrokenRecordError."""
    if record.headers.get("Content-Length") is None:
        raise _BrokenRecordError("the header of a record is cut off, or broken: it has no length")
    kind = next((name for name in _KINDS if record.record_type == getattr(library, name)), None)
    if kind is None:
        return None
    length = record.content_length
    is_proven = False
    block: bytes | None = None
    if length <= limit:
        if record.headers.get(_DIGEST) is not None:
            record.freeze()
            is_proven = record.verify_block_digest()
        block = record.reader.read(length) if length else b""
        read = len(block)
    else:
        read = record.reader.consume(length)
    if read < length:
        raise _BrokenRecordError(f"the record says {length:,} bytes, and the archive ends after {read:,}")
    if block is not None and not is_proven and _is_checked(record):
        raise _BrokenRecordError("the record is not what its digest says: a false length, or broken bytes")
    return StoredRecord(
        kind=kind,
        id=_strip(record.record_id),
        offset=record.stream_pos,
        uri=_strip(record.headers.get("WARC-Target-URI")) or "",
        date=_read_date(record),
        content_type=record.headers.get("Content-Type") or "",
        length=length,
        block=block,
        profile=record.headers.get("WARC-Profile") or "",
        refers_to=_strip(record.headers.get("WARC-Refers-To")),
        truncated=record.headers.get("WARC-Truncated"),
        is_proven=is_proven,
    )


def _is_checked(record: Any) -> bool:
    """Tell whether the record has a digest that FastWARC can prove: SHA-1 in base 32, as all crawlers write."""
    algorithm, _, value = (record.headers.get(_DIGEST) or "").partition(":")
    return algorithm.lower() == "sha1" and len(value) == 32


def _is_trusted(held: StoredRecord, error: Exception) -> bool:
    """Tell whether the record before a fault is whole. What follows a false length is no record."""
    return held.is_proven or "header" not in str(error)


def _explain(error: Exception, before: StoredRecord | None) -> str:
    if isinstance(error, _BrokenRecordError):
        return str(error)
    if before is not None:
        return f"no record where the one before should end; its length ({before.length:,} bytes) may be false"
    return str(error) or type(error).__name__


def _find_cut(file: IO[bytes], offset: int) -> int | None:
    """Give where an archive of gzip members goes wrong behind the beginning of its last record; None where it ends as
    it should, and where the record is no member of its own.
    """
    file.seek(offset)
    if file.read(len(_GZIP_MEMBER)) != _GZIP_MEMBER:
        return None
    file.seek(offset)
    member = zlib.decompressobj(zlib.MAX_WBITS | 16)
    try:
        while not member.eof:
            piece = file.read(_INFLATED)
            if not piece:
                return offset
            member.decompress(piece)
    except zlib.error:
        return offset
    end = file.tell() - len(member.unused_data)
    return end if member.unused_data or file.read(1) else None


def _is_gzip(file: IO[bytes]) -> bool:
    file.seek(0)
    return file.read(2) == _GZIP_MEMBER[:2]


def _find_next(file: IO[bytes], start: int, is_gzip: bool) -> int | None:
    """Give the next place where a record may begin; what begins there is tried by whoever asks."""
    mark = _GZIP_MEMBER if is_gzip else _RECORD
    file.seek(start)
    place, kept = start, b""
    while piece := file.read(_SEARCHED):
        text = kept + piece
        found = text.find(mark)
        if found >= 0:
            return place - len(kept) + found
        place += len(piece)
        kept = text[-len(mark) + 1 :]
    return None


def _read_date(record: Any) -> str:
    date = record.record_date
    return f"{date:%Y-%m-%dT%H:%M:%SZ}" if date is not None else ""


def _strip(value: str | None) -> str | None:
    return value.strip("<> ") if value else None
