"""Decides how sources are kept. Their single polls are not: nothing of newscrawl's reads them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec

from newscrawl.discovery.candidate import Source, SourceKind
from newscrawl.fleet.tables.site_table import claim_number, pack_name
from newscrawl.fleet.transaction import Transaction
from newscrawl.memory.protocol import SourceState, Validators
from newscrawl.memory.tables import SourceRow
from newscrawl.memory.times import from_seconds


class StoredSource(msgspec.Struct, array_like=True):
    """A source as it is kept."""

    url: str
    kind: str
    parent_url: str | None
    row: SourceRow

    @property
    def source(self) -> Source:
        """What it is."""
        return Source(url=self.url, kind=SourceKind(self.kind), parent_url=self.parent_url)

    @property
    def state(self) -> SourceState:
        """What is known of it."""
        return SourceState(
            source=self.source,
            validators=Validators(etag=self.row.etag, last_modified=self.row.last_modified),
            last_polled=from_seconds(self.row.last_polled),
            next_poll=from_seconds(self.row.next_poll),
        )


_decode = msgspec.msgpack.Decoder(StoredSource).decode


def decode_source(row: bytes) -> StoredSource:
    """Read a row."""
    return _decode(row)


def source_key(transaction: Transaction, source_id: int) -> str:
    """Name the row of a source."""
    return transaction.key("source", source_id)


def load_sources(transaction: Transaction, site_id: int, sources: Iterable[Source]) -> None:
    """Read many sources at once. In place."""
    numbers = transaction.look_up(transaction.key("sources", site_id), [pack_name(source.url) for source in sources])
    transaction.load([source_key(transaction, int(number)) for number in numbers if number is not None])


def list_source_ids(transaction: Transaction, site_id: int) -> list[int]:
    """Give the numbers of a site's sources, in the order told."""
    numbers: Any = transaction.client.hvals(transaction.key("sources", site_id))
    return sorted(map(int, numbers))


def load_source(transaction: Transaction, source_id: int) -> StoredSource | None:
    """Give a source as it is kept."""
    row = transaction.get(source_key(transaction, source_id))
    return decode_source(row) if row is not None else None


def keep_named(transaction: Transaction, site_id: int, source: Source) -> None:
    """Keep a source that another one named; what was learned of it by reading it stays. In place."""
    source_id = _find_number(transaction, site_id, source)
    if load_source(transaction, source_id) is None:
        _save(transaction, source_id, StoredSource(source.url, source.kind.value, source.parent_url, SourceRow()))


def find_source_id(transaction: Transaction, site_id: int, source: Source) -> int:
    """Give the number of a source that was read; its kind is what it turned out to be. In place."""
    keep_named(transaction, site_id, source)
    source_id = _find_number(transaction, site_id, source)
    kept = load_source(transaction, source_id)
    assert kept is not None
    if kept.kind != source.kind:
        kept.kind = source.kind.value
        _save(transaction, source_id, kept)
    return source_id


def read_source(transaction: Transaction, source_id: int) -> SourceRow:
    """Give what is kept of a source."""
    kept = load_source(transaction, source_id)
    return kept.row if kept is not None else SourceRow()


def save_source(transaction: Transaction, source_id: int, row: SourceRow) -> None:
    """Take over what is kept of a source. In place."""
    kept = load_source(transaction, source_id)
    if kept is not None:
        kept.row = row
        _save(transaction, source_id, kept)


def _find_number(transaction: Transaction, site_id: int, source: Source) -> int:
    return claim_number(transaction, transaction.key("sources", site_id), source.url, "source")


def _save(transaction: Transaction, source_id: int, kept: StoredSource) -> None:
    transaction.set(source_key(transaction, source_id), msgspec.msgpack.encode(kept))
