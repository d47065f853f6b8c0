"""Decides what the memory tells of one URL: how it was found, every look, the article, and where its lines
are.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from sqlite3 import Connection
from typing import Any

from newscrawl.delivery.journal import Position
from newscrawl.memory.database import Database
from newscrawl.memory.page_table import PageRow, find_page
from newscrawl.memory.protocol import Validators
from newscrawl.memory.times import to_moment


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """One look at a page. detail: reason, evidence, page type, score, what was cut, as far as there is any.

    position: where the line that came of it stands; None where none did.
    """

    at: datetime
    crawl_id: str | None
    outcome: str
    status: int | None
    final_url: str | None
    validators: Validators
    detail: Mapping[str, Any]
    position: Position | None
    version: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NextLook:
    """When a page is looked at next. why: new, retry, revisit or lastmod. is_in_flight: a run has it, or
    died with it.
    """

    due: datetime
    why: str
    is_in_flight: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleFacts:
    """The article that a page showed. looked_at_by: the URL that it is looked at by. ids are hexadecimal."""

    id: str
    first_id: str
    version: int
    title: str | None
    dup_of: str | None
    dup_cluster: str | None
    looked_at_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PageHistory:
    """Everything that is known of one URL.

    url: that the page is fetched by. aliases: its other URLs. said: what the source said of it (title,
    published, lastmod, language). outcome: of the last look, None before the first.
    """

    url: str
    site: str
    first_seen: datetime
    source_url: str | None
    source_kind: str | None
    said: Mapping[str, str]
    aliases: tuple[str, ...]
    outcome: str | None
    failures: int
    validators: Validators
    next_look: NextLook | None
    article: ArticleFacts | None
    looks: tuple[Look, ...] = field(default=())


def read_page_history(path: Path, url: str) -> PageHistory | None:
    """Give what the memory file at `path` knows of a URL or a variant of it; None where it knows nothing.

    Raises MemoryFileError where the file cannot be used. A run that is at work is not disturbed.
    """
    database = Database(path, is_read_only=True)
    try:
        with database.read() as connection:
            page = find_page(connection, url)
            return _read_page(connection, page, path.absolute().parent) if page is not None else None
    finally:
        database.close()


def _read_page(connection: Connection, page: PageRow, folder: Path) -> PageHistory:
    site, first_seen, etag, last_modified, source_url, source_kind = connection.execute(
        "SELECT site.name, first_seen, page.etag, page.last_modified, source.url, source.kind FROM page"
        " JOIN site ON site.id = page.site_id LEFT JOIN source ON source.id = page.source_id"
        " WHERE page.id = ?",
        (page.id,),
    ).fetchone()
    said = json.loads(page.found or "{}")
    aliases = connection.execute("SELECT url FROM alias WHERE page_id = ? ORDER BY url", (page.id,))
    return PageHistory(
        url=page.url,
        site=site,
        first_seen=to_moment(first_seen),
        source_url=said.pop("source_url", source_url),
        source_kind=said.pop("source_kind", source_kind),
        said=said,
        aliases=tuple(row[0] for row in aliases),
        outcome=page.outcome,
        failures=page.failures,
        validators=Validators(etag=etag, last_modified=last_modified),
        next_look=_read_next_look(connection, page.id),
        article=_read_article(connection, page.article_id) if page.article_id is not None else None,
        looks=tuple(_read_looks(connection, page.id, folder)),
    )


def _read_next_look(connection: Connection, page_id: int) -> NextLook | None:
    row = connection.execute("SELECT due, why, run_id FROM frontier WHERE page_id = ?", (page_id,)).fetchone()
    return NextLook(due=to_moment(row[0]), why=row[1], is_in_flight=row[2] is not None) if row else None


def _read_article(connection: Connection, article_id: int) -> ArticleFacts:
    digest, first_digest, version, title, dup_of, cluster, url = connection.execute(
        "SELECT digest, first_digest, version, title, dup_of, cluster, page.url FROM article"
        " JOIN page ON page.id = article.page_id WHERE article.id = ?",
        (article_id,),
    ).fetchone()
    return ArticleFacts(
        id=digest.hex(),
        first_id=first_digest.hex(),
        version=version,
        title=title,
        dup_of=dup_of.hex() if dup_of else None,
        dup_cluster=cluster.hex() if cluster else None,
        looked_at_by=url,
    )


def _read_looks(connection: Connection, page_id: int, folder: Path) -> list[Look]:
    rows = connection.execute(
        "SELECT visit.at, crawl_id, outcome, status, final_url, etag, last_modified, detail, path, position,"
        " number, version FROM visit LEFT JOIN run ON run.id = visit.run_id"
        " LEFT JOIN line ON line.page_id = visit.page_id AND line.at = visit.at"
        " LEFT JOIN output ON output.id = line.output_id WHERE visit.page_id = ? ORDER BY visit.at",
        (page_id,),
    )
    return [
        Look(
            at=to_moment(at),
            crawl_id=crawl_id,
            outcome=outcome,
            status=status,
            final_url=final_url,
            validators=Validators(etag=etag, last_modified=last_modified),
            detail=json.loads(detail or "{}"),
            position=Position(folder / path, position, number) if path is not None else None,
            version=version,
        )
        for (
            at,
            crawl_id,
            outcome,
            status,
            final_url,
            etag,
            last_modified,
            detail,
            path,
            position,
            number,
            version,
        ) in rows
    ]
