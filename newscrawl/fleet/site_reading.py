"""Decides how sites are read from Redis: their sources, their days, and pages as the spider fetches them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from newscrawl.discovery.candidate import SourceKind
from newscrawl.fleet.connection import FleetConnection
from newscrawl.fleet.tables.page_table import StoredPage, decode_page
from newscrawl.fleet.tables.site_table import day_key, pack_name
from newscrawl.fleet.tables.source_table import StoredSource, decode_source
from newscrawl.memory.page_table import unpack_candidate
from newscrawl.memory.protocol import PageVisit, Validators
from newscrawl.memory.times import DAY_SECONDS, to_seconds
from newscrawl.site_health import PAST_DAYS, SiteDay, SiteHistory, SourceRecord

if TYPE_CHECKING:
    import redis

_COLUMNS = ("found", "articles", "versions", "rejected", "scores")


def read_sources(connection: FleetConnection, site: str) -> list[StoredSource]:
    """Give the sources of a site, in the order told."""

    def read(client: redis.Redis) -> list[StoredSource]:
        number: Any = client.hget(connection.key("sites"), pack_name(site))
        numbers: Any = client.hvals(connection.key("sources", int(number))) if number is not None else []
        if not numbers:
            return []
        rows: Any = client.mget([connection.key("source", place) for place in sorted(map(int, numbers))])
        return [decode_source(row) for row in rows if row is not None]

    return connection.call(read)


def read_history(connection: FleetConnection, site: str, now: datetime) -> SiteHistory:
    """Give what is known of a site's days and sources. A site that is not known has neither."""
    today = to_seconds(now) // DAY_SECONDS
    days = range(today - 2 * PAST_DAYS + 1, today + 1)

    def read(client: redis.Redis) -> list[dict[bytes, bytes]]:
        number: Any = client.hget(connection.key("sites"), pack_name(site))
        if number is None:
            return []
        reading = client.pipeline(transaction=False)
        for day in days:
            reading.hgetall(day_key(connection.key(), int(number), day))
        answers: list[dict[bytes, bytes]] = reading.execute()
        return answers

    counts = zip(days, connection.call(read), strict=False)
    return SiteHistory(
        today=today,
        days=tuple(_read_day(day, counted) for day, counted in counts if counted),
        sources=tuple(_read_record(kept) for kept in read_sources(connection, site) if kept.row.next_poll is not None),
    )


def read_visits(connection: FleetConnection, pages: Sequence[bytes]) -> list[PageVisit]:
    """Give pages as the spider fetches them, in order."""
    if not pages:
        return []

    def read(client: redis.Redis) -> list[PageVisit]:
        prefix = connection.key().encode()
        rows: Any = client.mget([b"%s:p:%s" % (prefix, page) for page in pages])
        kept = [decode_page(row) for row in rows if row is not None]
        numbers = sorted({page.source_id for page in kept if page.source_id is not None})
        named: Any = client.mget([connection.key("source", number) for number in numbers]) if numbers else []
        sources = {
            number: decode_source(row) for number, row in zip(numbers, named, strict=True) if row is not None
        }
        return [_make_visit(page, sources.get(page.source_id or 0)) for page in kept]

    return connection.call(read)


def _make_visit(page: StoredPage, source: StoredSource | None) -> PageVisit:
    url, kind = (source.url, source.kind) if source is not None else (None, None)
    return PageVisit(
        candidate=unpack_candidate(page.url, page.found, url, kind),
        validators=Validators(etag=page.etag, last_modified=page.last_modified),
        is_revisit=page.article_id is not None,
    )


def _read_day(day: int, counted: dict[bytes, bytes]) -> SiteDay:
    counts = {name: int(counted.get(name.encode(), 0)) for name in _COLUMNS}
    return SiteDay(day=day, score_sum=float(counted.get(b"score_sum", 0)), **counts)


def _read_record(kept: StoredSource) -> SourceRecord:
    return SourceRecord(
        url=kept.url,
        kind=SourceKind(kept.kind),
        parent_url=kept.parent_url,
        faults=kept.row.failures,
        fault=kept.row.fault or "",
        listed=kept.row.listed,
        most_listed=kept.row.most_listed,
    )
