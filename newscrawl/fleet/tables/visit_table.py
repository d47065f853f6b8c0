"""Decides which looks at a page are remembered, each with the place of its line: the first and the last few."""

from __future__ import annotations

import zlib

import msgspec

from newscrawl.fleet.tables.keys import name_visits
from newscrawl.fleet.transaction import Transaction
from newscrawl.memory.article_table import COMPRESSION_LEVEL
from newscrawl.memory.outcomes import PageResult
from newscrawl.memory.visit_table import KEPT_VISITS, pack_detail

PACKED_BYTES = 150
"""From this size on a row is compressed: the looks of one page say much the same."""
_ZLIB = b"\x78"
"""What zlib's data begin with, and no list of msgpack's."""


class StoredLine(msgspec.Struct, array_like=True):
    """Where a line stands. output_id: of `output_table.py`."""

    version: int | None
    output_id: int
    offset: int
    number: int


class StoredVisit(msgspec.Struct, array_like=True):
    """One look; the columns are told of in `memory/schema/1.sql`."""

    at: int
    run_id: int
    outcome: str
    status: int | None = None
    final_url: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    detail: str | None = None
    line: StoredLine | None = None


_decode = msgspec.msgpack.Decoder(list[StoredVisit]).decode


def decode_visits(row: bytes | None) -> list[StoredVisit]:
    """Read the looks at a page, the oldest first."""
    if row is None:
        return []
    return _decode(zlib.decompress(row) if row[:1] == _ZLIB else row)


def keep_visit(transaction: Transaction, page_id: int, result: PageResult, at: int, run_id: int) -> None:
    """Remember one look, and forget the oldest but the first. In place."""
    visit = StoredVisit(
        at=at,
        run_id=run_id,
        outcome=result.outcome.value,
        status=result.status,
        final_url=result.final_url if result.final_url != result.url else None,
        etag=result.validators.etag,
        last_modified=result.validators.last_modified,
        detail=pack_detail(result),
    )
    visits = decode_visits(transaction.get(name_visits(transaction.prefix, page_id)))
    visits = sorted([*(known for known in visits if known.at != at), visit], key=lambda known: known.at)
    _save(transaction, page_id, visits[:1] + visits[1:][-(KEPT_VISITS - 1) :])


def save_line(transaction: Transaction, page_id: int, at: int, line: StoredLine) -> None:
    """Keep where the line of a look stands. In place."""
    visits = decode_visits(transaction.get(name_visits(transaction.prefix, page_id)))
    for visit in visits:
        if visit.at == at:
            visit.line = line
    _save(transaction, page_id, visits)


def _save(transaction: Transaction, page_id: int, visits: list[StoredVisit]) -> None:
    row = msgspec.msgpack.encode(visits)
    if len(row) > PACKED_BYTES:
        row = zlib.compress(row, COMPRESSION_LEVEL)
    transaction.set(name_visits(transaction.prefix, page_id), row)
