"""What a crawl knew of a page comes back out of its note."""

from __future__ import annotations

from dataclasses import replace

import pytest

from newscrawl.archives.notes import PageNote, StoredAnswer, decode_note, encode_note, make_note, restore_page
from newscrawl.archives.place import ArchivePlace
from newscrawl.discovery.candidate import Candidate, SourceKind
from newscrawl.page import RawPage

PLACE = ArchivePlace(file="x.warc.gz", offset=7, record_id="urn:uuid:1")
PAGE = RawPage(
    url="https://a.example/b",
    requested_url="https://a.example/ä",
    body=b"<p>x",
    status=200,
    headers={"etag": "1"},
    redirects=("https://a.example/%C3%A4",),
    fetched="2026-03-02T10:00:00Z",
    archive=PLACE,
    candidate=Candidate(url="https://a.example/ä", source_url="https://a.example/feed", source_kind=SourceKind.feed),
)


def load(record_id: str) -> StoredAnswer:
    assert record_id == PLACE.record_id
    return StoredAnswer(place=PLACE, headers=PAGE.headers, body=PAGE.body)


@pytest.mark.parametrize(
    "page",
    [
        PAGE,
        replace(PAGE, continuation=(replace(PAGE, url="https://a.example/b?page=2"),)),
        replace(PAGE, failure="http_error", failure_detail="HTTP status 404", status=404, retry_after=3.0),
        RawPage(url="https://a.example/c", requested_url="https://a.example/c", failure="timeout", fetched="x"),
        replace(PAGE, body=b"", headers={}, failure="truncated", failure_detail="broke off"),
    ],
    ids=["page", "continued", "refused", "unanswered", "broken off"],
)
def test_page_comes_back_as_it_was(page: RawPage) -> None:
    note = decode_note(encode_note(make_note(page)))
    assert note is not None
    assert restore_page(note, load) == page


@pytest.mark.parametrize("block", [b"", b"{}", b"via: https://a.example", b"\xff", b'{"schema": "other/1"}'])
def test_metadata_of_another_kind_is_no_note(block: bytes) -> None:
    assert decode_note(block) is None


def test_note_of_another_version_is_none() -> None:
    note = replace(make_note(PAGE), schema="newscrawl.page/2")
    assert isinstance(note, PageNote)
    assert decode_note(encode_note(note)) is None
