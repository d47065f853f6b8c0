"""Decides which records of an archive are pages, in which order they come, and what each of them refers to.

In an archive of newscrawl's the pages are those of its notes (`notes.py`); in any other every answer is one that is no
redirect, robots.txt or "not modified".
"""

from __future__ import annotations

from collections import Counter, OrderedDict
from collections.abc import Iterator
from dataclasses import replace
from hashlib import blake2b
from typing import IO
from urllib.parse import urldefrag, urljoin

from newscrawl.archives.answer import MAX_HEAD, Answer, find_why_no_page, make_page, read_answer
from newscrawl.archives.http_message import split_head
from newscrawl.archives.notes import NOTES_FIELD, StoredAnswer, decode_note, restore_page
from newscrawl.archives.place import ArchivePlace
from newscrawl.archives.records import Damage, StoredRecord, read_record_at, read_records
from newscrawl.page import RawPage

DEFAULT_MAX_SIZE = 5 * 1024 * 1024
"""Bytes of a body, those of `DOWNLOAD_MAXSIZE`."""
MAX_REDIRECTS = 10_000
NOT_MODIFIED = 304


class _MissingAnswerError(Exception):
    """What a page needs cannot be read."""


class ArchivePages:
    """The pages of one archive, in order. Iterate once.

    name: as pages tell of it. max_size: bytes of a body, as stored and unpacked. after: an offset; the pages of records
    up to there are not given, and all else is as if they had been: redirects, counts, what later records refer to.
    counts: of records that are no pages, by why. responses: answers so far. damages: places that could not be read
    (notes up to `after` are not tried). position: the offset of the record that gave the latest page. Of each record
    some 150 bytes are kept.
    """

    def __init__(self, file: IO[bytes], name: str, max_size: int = DEFAULT_MAX_SIZE, after: int = -1) -> None:
        self.name = name
        self.counts: Counter[str] = Counter()
        self.responses = 0
        self.damages: list[Damage] = []
        self.position = after
        self._file = file
        self._max_size = max_size
        self._after = after
        self._offsets: dict[bytes, int] = {}
        self._redirects: OrderedDict[str, tuple[str, ...]] = OrderedDict()
        self._has_notes = False

    def __iter__(self) -> Iterator[RawPage]:
        """Read the archive from its beginning."""
        for record in read_records(self._file, self.name, self._max_size + MAX_HEAD):
            if isinstance(record, Damage):
                self.damages.append(record)
                continue
            self._learn(record)
            is_passed = record.offset <= self._after
            try:
                page = self._read_page(record, is_passed=is_passed)
            except _MissingAnswerError as error:
                self.damages.append(Damage(record.offset, str(error)))
                continue
            if page is not None and not is_passed:
                self.position = record.offset
                yield page

    def _learn(self, record: StoredRecord) -> None:
        if record.kind == "warcinfo":
            self._has_notes = f"{NOTES_FIELD}:".encode() in (record.block or b"")
        elif record.kind in ("response", "revisit"):
            self.responses += 1
            if record.id is not None:
                self._offsets[_shorten(record.id)] = record.offset

    def _read_page(self, record: StoredRecord, *, is_passed: bool) -> RawPage | None:
        if self._has_notes:
            if record.kind != "metadata":
                self.counts["exchanges"] += record.kind in ("response", "revisit")
                return None
            note = decode_note(record.block or b"")
            if note is None:
                raise _MissingAnswerError("a note of a page that this version of newscrawl cannot read")
            if note.status == NOT_MODIFIED:
                self.counts["not_modified"] += 1
                return None
            return None if is_passed else restore_page(note, self._load)
        if record.kind not in ("response", "revisit"):
            return None
        if (why := find_why_no_page(record)) is not None:
            self.counts[why] += 1
            return None
        if record.kind == "response":
            return self._make_page(record, read_answer(record, self._max_size, is_own=False))
        try:
            return self._make_page(record, self._read_revisit(record))
        except _MissingAnswerError:
            self.counts["unresolved_revisits"] += 1
            return None

    def _make_page(self, record: StoredRecord, answer: Answer) -> RawPage | None:
        chain = self._redirects.pop(record.uri, ())
        location = answer.headers.get("location")
        if answer.status is not None and 300 <= answer.status < 400 and location:
            self._remember_redirect(urldefrag(urljoin(record.uri, location))[0], (*chain, record.uri))
            self.counts["redirects"] += 1
            return None
        place = ArchivePlace(file=self.name, offset=record.offset, record_id=record.id)
        return make_page(record, answer, chain, place)

    def _remember_redirect(self, target: str, chain: tuple[str, ...]) -> None:
        self._redirects[target] = chain
        if len(self._redirects) > MAX_REDIRECTS:
            self._redirects.popitem(last=False)

    def _load(self, record_id: str) -> StoredAnswer:
        record = self._find(record_id)
        if record.kind == "revisit":
            answer = self._read_revisit(record)
        else:
            answer = read_answer(record, self._max_size, is_own=True)
        place = ArchivePlace(file=self.name, offset=record.offset, record_id=record.id)
        return StoredAnswer(place=place, headers=answer.headers, body=answer.body)

    def _read_revisit(self, record: StoredRecord) -> Answer:
        """Read an answer whose body is that of another record."""
        if record.refers_to is None:
            raise _MissingAnswerError("the record does not name the one that has its body")
        first = self._find(record.refers_to)
        own_head, first_body = split_head(record.block or b"")[0], split_head(first.block or b"")[1]
        joined = replace(first, block=own_head + first_body)
        return read_answer(joined, self._max_size, is_own=self._has_notes)

    def _find(self, record_id: str) -> StoredRecord:
        offset = self._offsets.get(_shorten(record_id))
        limit = self._max_size + MAX_HEAD
        record = read_record_at(self._file, self.name, offset, limit) if offset is not None else None
        if record is None:
            raise _MissingAnswerError(f"the record {record_id}, which a page was made of, cannot be read")
        return record


def _shorten(record_id: str) -> bytes:
    return blake2b(record_id.encode(), digest_size=16).digest()
