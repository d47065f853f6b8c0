"""Decides what a stored answer comes to: the body joined from its chunks and unpacked within the bounds of a live
crawl, with the same reasons where that fails.

Archives of other crawlers often hold bodies that were joined or unpacked before they were stored, under headers that
still say otherwise; theirs are taken as they are then. What newscrawl wrote itself is as it was sent.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from urllib.parse import urlsplit

from newscrawl.answers import find_status_fault, read_wait
from newscrawl.archives.http_message import (
    ChunkError,
    HttpHead,
    is_chunked,
    join_chunks,
    read_head,
    read_length,
    split_head,
)
from newscrawl.archives.place import ArchivePlace
from newscrawl.archives.records import StoredRecord
from newscrawl.content_encoding import BodyEncodingError, unpack_encodings
from newscrawl.outcomes import Reason
from newscrawl.page import RawPage

MAX_HEAD = 64 * 1024
_NOT_MODIFIED = "server-not-modified"
_CUT: Mapping[str, Reason] = {"length": Reason.too_large, "time": Reason.timeout}


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What was stored of an answer. body: unpacked; as stored where it cannot be; empty where not all of it is there.

    fault: reason and evidence where no whole body came.
    """

    status: int | None = None
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    fault: tuple[Reason, str] | None = None


def find_why_no_page(record: StoredRecord) -> str | None:
    """Say as what a record counts that is no answer to a request for a page; None for one that may be."""
    parts = urlsplit(record.uri)
    if parts.scheme.lower() not in ("http", "https") or not record.content_type.startswith("application/http"):
        return "other"
    if parts.path == "/robots.txt":
        return "robots"
    return "not_modified" if _NOT_MODIFIED in record.profile else None


def read_answer(record: StoredRecord, max_size: int, *, is_own: bool) -> Answer:
    """Read the answer in a record. max_size: bytes of a body, as sent and unpacked. is_own: newscrawl wrote it."""
    if record.block is None:
        return Answer(fault=(Reason.too_large, f"{record.length:,} bytes, the limit is {max_size:,}"))
    raw_head, raw_body = split_head(record.block)
    head = read_head(raw_head)
    if head is None:
        shown = " ".join(raw_head[:40].decode("latin-1").split())
        return Answer(fault=(Reason.bad_http, f"the record holds no answer of HTTP: {shown!r}"))
    headers = head.make_mapping()
    if record.truncated is not None:
        detail = f"cut when it was stored (WARC-Truncated: {record.truncated})"
        return Answer(status=head.status, fault=(_CUT.get(record.truncated, Reason.truncated), detail))
    try:
        body = _join(head, raw_body, is_own=is_own)
    except ChunkError as error:
        return Answer(status=head.status, fault=(Reason.truncated, str(error)))
    if len(body) > max_size:
        return Answer(status=head.status, fault=(Reason.too_large, f"{len(body):,} bytes, the limit is {max_size:,}"))
    try:
        unpacked = unpack_encodings(body, head.list_values("content-encoding"), max_size)
    except BodyEncodingError as error:
        if is_own or error.reason is Reason.too_large or not _is_markup(body):
            return Answer(status=head.status, headers=headers, body=body, fault=(error.reason, str(error)))
        unpacked = body
    return Answer(status=head.status, headers=headers, body=unpacked)


def make_page(record: StoredRecord, answer: Answer, redirects: tuple[str, ...], place: ArchivePlace) -> RawPage:
    """Make the page of an answer. redirects: the URLs that led to it."""
    fault = answer.fault
    if fault is None and answer.status is not None:
        fault = find_status_fault(answer.status, answer.headers)
    now = datetime.fromisoformat(record.date) if record.date else datetime.now(UTC)
    return RawPage(
        url=record.uri,
        requested_url=redirects[0] if redirects else record.uri,
        body=answer.body,
        status=answer.status,
        headers=answer.headers,
        redirects=redirects,
        fetched=record.date,
        failure=fault[0].value if fault is not None else None,
        failure_detail=fault[1] if fault is not None else "",
        retry_after=read_wait(answer.status, answer.headers, now) if answer.status is not None else None,
        archive=place,
    )


def _join(head: HttpHead, body: bytes, *, is_own: bool) -> bytes:
    """Give the body without its chunks. Raises ChunkError where its end is missing."""
    if is_chunked(head):
        try:
            return join_chunks(body)
        except ChunkError as error:
            if is_own or error.is_cut:
                raise
            return body
    length = read_length(head)
    if length is not None and len(body) < length:
        raise ChunkError(f"{len(body):,} bytes of {length:,}", is_cut=True)
    return body[:length] if is_own else body


def _is_markup(body: bytes) -> bool:
    return body.lstrip()[:1] == b"<"
