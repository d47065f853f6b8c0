"""Decides what the memory of a fleet tells of one URL, in the form of `memory/page_history.py`. Paths are those of the
worker that wrote the line, on its machine.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from newscrawl.delivery.journal import Position
from newscrawl.fleet.connection import FleetConnection
from newscrawl.fleet.tables.article_table import decode_article
from newscrawl.fleet.tables.frontier_table import read_due
from newscrawl.fleet.tables.keys import find_page_id, name_page, name_visits, pack_page
from newscrawl.fleet.tables.output_table import OutputPlace
from newscrawl.fleet.tables.page_table import StoredPage, decode_page
from newscrawl.fleet.tables.source_table import decode_source
from newscrawl.fleet.tables.visit_table import StoredLine, StoredVisit, decode_visits
from newscrawl.memory.page_history import ArticleFacts, Look, NextLook, PageHistory
from newscrawl.memory.protocol import Validators
from newscrawl.memory.times import to_moment

if TYPE_CHECKING:
    import redis


def read_page_history(connection: FleetConnection, url: str) -> PageHistory | None:
    """Give what a fleet knows of a URL or a variant of it; None where it knows nothing. Raises FleetError."""
    return connection.call(lambda client: _HistoryReader(client, connection).read(find_page_id(url)))


class _HistoryReader:
    """Reads the rows of one page, all that lead from it included."""

    def __init__(self, client: redis.Redis, connection: FleetConnection) -> None:
        self.client: Any = client
        self.key = connection.key
        self.prefix = connection.key()

    def read(self, page_id: int) -> PageHistory | None:
        """Give the history of a page."""
        row = self.client.get(name_page(self.prefix, page_id))
        if row is None:
            return None
        page = decode_page(row)
        source_row = self.client.get(self.key("source", page.source_id)) if page.source_id is not None else None
        source = decode_source(source_row) if source_row is not None else None
        said = json.loads(page.found or "{}")
        return PageHistory(
            url=page.url,
            site=self._find_site(page.site_id),
            first_seen=to_moment(page.first_seen),
            source_url=said.pop("source_url", source.url if source is not None else None),
            source_kind=said.pop("source_kind", source.kind if source is not None else None),
            said=said,
            aliases=tuple(sorted(page.aliases)),
            outcome=page.outcome,
            failures=page.failures,
            validators=Validators(etag=page.etag, last_modified=page.last_modified),
            next_look=self._read_next_look(page_id, page),
            article=self._read_article(page.article_id) if page.article_id is not None else None,
            looks=self._read_looks(decode_visits(self.client.get(name_visits(self.prefix, page_id)))),
        )

    def _find_site(self, site_id: int) -> str:
        names = self.client.hgetall(self.key("sites"))
        return next((name.decode() for name, number in names.items() if int(number) == site_id), "")

    def _read_next_look(self, page_id: int, page: StoredPage) -> NextLook | None:
        member = pack_page(page_id)
        held = self.client.hget(self.key("flight"), member)
        place = ("due", page.site_id) if held is None else ("flight", held.partition(b":")[0].decode())
        score = self.client.zscore(self.key(*place), member)
        if score is None or page.why is None:
            return None
        return NextLook(due=to_moment(read_due(score)), why=page.why, is_in_flight=held is not None)

    def _read_article(self, number: int) -> ArticleFacts | None:
        row = self.client.get(self.key("a", number))
        if row is None:
            return None
        article = decode_article(row)
        page = self.client.get(name_page(self.prefix, article.page_id))
        return ArticleFacts(
            id=article.digest.hex(),
            first_id=article.first.hex(),
            version=article.version,
            title=article.title,
            dup_of=article.dup_of.hex() if article.dup_of else None,
            dup_cluster=article.cluster.hex() if article.cluster else None,
            looked_at_by=decode_page(page).url if page is not None else "",
        )

    def _read_looks(self, visits: Sequence[StoredVisit]) -> tuple[Look, ...]:
        return tuple(
            Look(
                at=to_moment(visit.at),
                crawl_id=self._find_crawl(visit.run_id),
                outcome=visit.outcome,
                status=visit.status,
                final_url=visit.final_url,
                validators=Validators(etag=visit.etag, last_modified=visit.last_modified),
                detail=json.loads(visit.detail or "{}"),
                position=self._find_position(visit.line) if visit.line is not None else None,
                version=visit.line.version if visit.line is not None else None,
            )
            for visit in visits
        )

    def _find_crawl(self, run_id: int) -> str | None:
        name = self.client.hget(self.key("run", run_id), "crawl_id")
        return name.decode() if name is not None else None

    def _find_position(self, line: StoredLine) -> Position | None:
        row = self.client.get(self.key("output", line.output_id))
        if row is None:
            return None
        place = msgspec.msgpack.decode(row, type=OutputPlace)
        folder, path = (part.decode("utf-8", "surrogatepass") for part in (place.folder, place.path))
        return Position(Path(folder, path), line.offset, line.number)
