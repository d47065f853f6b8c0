"""Decides how pages are kept: a row each, under the hash of the folded URL, with its other URLs and its plan."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from newscrawl.fleet.tables.keys import find_page_id, name_page, pack_page
from newscrawl.fleet.transaction import Transaction
from newscrawl.memory.outcomes import FAILURES, PageResult
from newscrawl.memory.page_table import MAX_ALIASES, PageRow, is_fuller


class StoredPage(msgspec.Struct, array_like=True):
    """A page as it is kept; the columns are told of in `memory/schema/1.sql`.

    why, moved_source: of its place in the frontier (`frontier_table.py`); None where it is not to be fetched.
    """

    url: str
    site_id: int
    first_seen: int
    source_id: int | None = None
    found: str | None = None
    last_visit: int | None = None
    outcome: str | None = None
    failures: int = 0
    article_id: int | None = None
    etag: str | None = None
    last_modified: str | None = None
    why: str | None = None
    moved_source: int | None = None
    aliases: tuple[str, ...] = ()


_decode = msgspec.msgpack.Decoder(StoredPage).decode


def decode_page(row: bytes) -> StoredPage:
    """Read a row."""
    return _decode(row)


def load_pages(transaction: Transaction, page_ids: Iterable[int]) -> None:
    """Read many pages at once, and which of them are in flight. In place."""
    wanted = list(page_ids)
    transaction.load([name_page(transaction.prefix, page_id) for page_id in wanted])
    if wanted:
        transaction.look_up(transaction.key("flight"), [pack_page(page_id) for page_id in wanted])


def read_page(transaction: Transaction, page_id: int) -> StoredPage | None:
    """Give a page as it is kept."""
    row = transaction.get(name_page(transaction.prefix, page_id))
    return decode_page(row) if row is not None else None


def save_page(transaction: Transaction, page_id: int, page: StoredPage) -> None:
    """Keep a page. In place."""
    transaction.set(name_page(transaction.prefix, page_id), msgspec.msgpack.encode(page))


def find_page(transaction: Transaction, url: str) -> PageRow | None:
    """Give the page that a URL is a variant of."""
    page_id = find_page_id(url)
    page = read_page(transaction, page_id)
    return make_row(page_id, page) if page is not None else None


def make_row(page_id: int, page: StoredPage) -> PageRow:
    """Give a page in the form that every memory gives."""
    return PageRow(
        id=page_id,
        url=page.url,
        site_id=page.site_id,
        source_id=page.source_id,
        found=page.found,
        last_visit=page.last_visit,
        outcome=page.outcome,
        failures=page.failures,
        article_id=page.article_id,
        first_seen=page.first_seen,
    )


def change_page(transaction: Transaction, page_id: int) -> StoredPage:
    """Give a page that is there, to be changed and saved."""
    page = read_page(transaction, page_id)
    assert page is not None, "a page that was found a moment ago, or an article's"
    return page


def add_alias(transaction: Transaction, page_id: int, url: str) -> None:
    """Keep another URL of a page. In place."""
    page = change_page(transaction, page_id)
    if url not in page.aliases and len(page.aliases) < MAX_ALIASES:
        page.aliases = (*page.aliases, url)
        save_page(transaction, page_id, page)


def note_variant(transaction: Transaction, row: PageRow, url: str) -> None:
    """Keep another URL of a page, and fetch the page by it where it gives a fuller form; the validators go then, since
    what the server said of the old URL does not hold for the new one. In place.
    """
    if url == row.url:
        return
    if not is_fuller(url, row.url):
        add_alias(transaction, row.id, url)
        return
    add_alias(transaction, row.id, row.url)
    page = change_page(transaction, row.id)
    page.url, page.etag, page.last_modified = url, None, None
    save_page(transaction, row.id, page)


def wake_page(transaction: Transaction, page_id: int, source_id: int | None, found: str) -> None:
    """Take a page out of the baseline: it counts as found now. In place."""
    page = change_page(transaction, page_id)
    page.outcome, page.source_id, page.found = None, source_id, found
    save_page(transaction, page_id, page)


def save_look(transaction: Transaction, row: PageRow, result: PageResult, at: int) -> None:
    """Take over the state of a page after a look at it; a look that read nothing keeps the validators. In place."""
    page = change_page(transaction, row.id)
    page.last_visit, page.outcome = at, result.outcome.value
    page.failures, page.article_id = row.failures, row.article_id
    if result.outcome not in FAILURES:
        page.etag, page.last_modified = result.validators.etag, result.validators.last_modified
    save_page(transaction, row.id, page)
