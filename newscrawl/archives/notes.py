"""Decides what a crawl writes into its archive of every page besides the exchange, so that the page can be read from
there as the crawl had it: as which URL it was asked for, over which redirects, what named it, on which pages it goes
on, and why it failed, if it did.

A WARC of newscrawl's says in its `warcinfo` that it has such notes (`NOTES_FIELD`). Its pages are those of the notes;
other answers in it are robots.txt, feeds, redirects and tries that were repeated.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import msgspec

from newscrawl.archives.place import ArchivePlace
from newscrawl.discovery.candidate import Candidate
from newscrawl.page import RawPage

NOTE_SCHEMA_NAME = "newscrawl.page/1"
NOTES_FIELD = "newscrawl-pages"


@dataclass(frozen=True, slots=True, kw_only=True)
class PageNote:
    """A `RawPage` without what its answer says. record: the id of the answer's record, None where none came.

    has_answer: whether the page has headers and body of that answer; one that broke off is stored, and is no page.
    """

    schema: str
    url: str
    requested_url: str
    record: str | None
    has_answer: bool
    status: int | None
    fetched: str
    redirects: list[str] = field(default_factory=list)
    failure: str | None = None
    failure_detail: str = ""
    retry_after: float | None = None
    candidate: Candidate | None = None
    continuation: list[PageNote] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredAnswer:
    """What an archive holds of an answer. body: unpacked, or as sent where it cannot be."""

    place: ArchivePlace
    headers: dict[str, str]
    body: bytes


def make_note(page: RawPage) -> PageNote:
    """Make the note of a page; the places of its answers are in the page."""
    return PageNote(
        schema=NOTE_SCHEMA_NAME,
        url=page.url,
        requested_url=page.requested_url,
        record=page.archive.record_id if page.archive is not None else None,
        has_answer=page.archive is not None and (bool(page.headers) or page.failure is None),
        status=page.status,
        fetched=page.fetched,
        redirects=list(page.redirects),
        failure=page.failure,
        failure_detail=page.failure_detail,
        retry_after=page.retry_after,
        candidate=page.candidate,
        continuation=[make_note(part) for part in page.continuation],
    )


def encode_note(note: PageNote) -> bytes:
    """Give the note as JSON."""
    return msgspec.json.encode(note)


def decode_note(block: bytes) -> PageNote | None:
    """Read a note; None where the JSON is of another kind."""
    try:
        note = msgspec.json.decode(block, type=PageNote)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None
    return note if note.schema == NOTE_SCHEMA_NAME else None


def restore_page(note: PageNote, load: Callable[[str], StoredAnswer]) -> RawPage:
    """Make the page of a note. load: gives the answer in the record of an id, or raises."""
    answer: dict[str, Any] = {}
    if note.record is not None:
        stored = load(note.record)
        answer = {"archive": stored.place}
        if note.has_answer:
            answer |= {"headers": stored.headers, "body": stored.body}
    return RawPage(
        url=note.url,
        requested_url=note.requested_url,
        status=note.status,
        fetched=note.fetched,
        redirects=tuple(note.redirects),
        failure=note.failure,
        failure_detail=note.failure_detail,
        retry_after=note.retry_after,
        candidate=note.candidate,
        continuation=tuple(restore_page(part, load) for part in note.continuation),
        **answer,
    )
