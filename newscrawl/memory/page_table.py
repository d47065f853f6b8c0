"""Decides how pages are known: by the folded form of their URLs, with what was said of them when they were
found.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from hashlib import blake2b
from sqlite3 import Connection

from newscrawl.discovery.candidate import Candidate, SourceKind
from newscrawl.discovery.url_variants import Form, fold_url, read_variant
from newscrawl.memory.outcomes import FAILURES, PageResult
from newscrawl.memory.protocol import PageVisit, Validators

MAX_ALIASES = 16
"""More URLs of one page are not kept: what makes hundreds is a trap, not a variant."""

_COLUMNS = "id, url, site_id, source_id, found, last_visit, outcome, failures, article_id, first_seen"
_FORMS = list(Form)


@dataclass(frozen=True, slots=True)
class PageRow:
    """A page as the memory has it; times in seconds. The columns are told of in `schema/1.sql`."""

    id: int
    url: str
    site_id: int
    source_id: int | None
    found: str | None
    last_visit: int | None
    outcome: str | None
    failures: int
    article_id: int | None
    first_seen: int


def hash_key(key: str) -> bytes:
    """Give the 16 bytes that stand for a folded URL."""
    return blake2b(key.encode("utf-8", "surrogatepass"), digest_size=16).digest()


def find_page(connection: Connection, url: str) -> PageRow | None:
    """Give the page that a URL is a variant of."""
    row = connection.execute(
        f"SELECT {_COLUMNS} FROM page WHERE key = ?", (hash_key(fold_url(url)),)
    ).fetchone()
    return PageRow(*row) if row else None


def insert_page(
    connection: Connection,
    url: str,
    site_id: int,
    now: int,
    *,
    source_id: int | None = None,
    found: str | None = None,
    outcome: str | None = None,
) -> PageRow:
    """Add a page that is not known. found: as `pack_candidate` gives it. In place."""
    row = connection.execute(
        "INSERT INTO page (key, url, site_id, first_seen, source_id, found, outcome)"
        f" VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING {_COLUMNS}",
        (hash_key(fold_url(url)), url, site_id, now, source_id, found, outcome),
    ).fetchone()
    return PageRow(*row)


def add_alias(connection: Connection, page_id: int, url: str) -> None:
    """Keep another URL of a page. In place."""
    connection.execute(
        "INSERT OR IGNORE INTO alias (page_id, url) SELECT ?1, ?2"
        " WHERE (SELECT count(*) FROM alias WHERE page_id = ?1) < ?3",
        (page_id, url, MAX_ALIASES),
    )


def note_variant(connection: Connection, page: PageRow, url: str) -> None:
    """Keep another URL of a page, and fetch the page by it from now on where it gives a fuller form. In
    place.

    What the server said of the old URL does not hold for the new one, so the validators go.
    """
    if not is_fuller(url, page.url):
        if url != page.url:
            add_alias(connection, page.id, url)
        return
    add_alias(connection, page.id, page.url)
    connection.execute(
        "UPDATE page SET url = ?, etag = NULL, last_modified = NULL WHERE id = ?", (url, page.id)
    )


def wake_page(connection: Connection, page_id: int, source_id: int | None, found: str) -> None:
    """Take a page out of the baseline: it counts as found now. found: as `pack_candidate` gives it. In place."""
    connection.execute(
        "UPDATE page SET outcome = NULL, source_id = ?, found = ? WHERE id = ?", (source_id, found, page_id)
    )


def save_look(connection: Connection, page: PageRow, result: PageResult, at: int) -> None:
    """Take over the state of a page after a look at it; a look that read nothing keeps the validators. In place."""
    validators = result.validators
    is_read = result.outcome not in FAILURES
    connection.execute(
        "UPDATE page SET last_visit = ?, outcome = ?, failures = ?, article_id = ?,"
        " etag = iif(?, ?, etag), last_modified = iif(?, ?, last_modified) WHERE id = ?",
        (
            *(at, result.outcome, page.failures, page.article_id),
            *(is_read, validators.etag, is_read, validators.last_modified, page.id),
        ),
    )


def read_visits(connection: Connection, page_ids: list[int]) -> list[PageVisit]:
    """Give pages as the spider fetches them, in the order of `page_ids`."""
    if not page_ids:
        return []
    rows = connection.execute(
        "SELECT page.id, page.url, page.found, page.etag, page.last_modified, page.article_id, source.url,"
        " source.kind FROM page LEFT JOIN source ON source.id = page.source_id"
        f" WHERE page.id IN ({', '.join('?' * len(page_ids))})",
        page_ids,
    )
    visits = {
        number: PageVisit(
            candidate=unpack_candidate(url, found, source_url, source_kind),
            validators=Validators(etag=etag, last_modified=last_modified),
            is_revisit=article_id is not None,
        )
        for number, url, found, etag, last_modified, article_id, source_url, source_kind in rows
    }
    return [visits[number] for number in page_ids]


def pack_candidate(candidate: Candidate, source_url: str | None) -> str:
    """Give what a source said of a page as JSON, without what it left unsaid.

    source_url: of the source that the page is kept with; where another one named it, that is told too.
    """
    names = ["title", "published", "lastmod", "language"]
    if candidate.source_url != source_url:
        names += ["source_url", "source_kind"]
    said = {name: getattr(candidate, name) for name in names if getattr(candidate, name) is not None}
    return json.dumps(said, ensure_ascii=False, separators=(",", ":"))


def unpack_candidate(
    url: str, found: str | None, source_url: str | None, source_kind: str | None
) -> Candidate:
    """Give the candidate back that a page was found as."""
    said = json.loads(found or "{}")
    return Candidate(
        url=url,
        source_url=said.pop("source_url", source_url or url),
        source_kind=SourceKind(said.pop("source_kind", source_kind or SourceKind.front_page)),
        **said,
    )


def is_fuller(url: str, other: str) -> bool:
    """Tell whether a URL gives a fuller form of a page than another one."""
    return _FORMS.index(read_variant(url).form) < _FORMS.index(read_variant(other).form)
