"""Decides how articles are kept: a small row each for good, its last record while it is looked at, and by which keys
it is found: any id that it ever had, its text.
"""

from __future__ import annotations

import zlib

import msgspec

from newscrawl.fleet.tables.keys import BUCKET_BYTES, name_identity, pack_page
from newscrawl.fleet.tables.signature_table import save_signature
from newscrawl.fleet.transaction import Transaction
from newscrawl.memory.article_table import COMPRESSION_LEVEL, ArticleRow
from newscrawl.memory.outcomes import DeliveredArticle
from newscrawl.revisits import Schedule

_TEXT_BYTES = 6
"""So much of a text's hash is the score in its bucket; the row tells whether it is the very text."""


class StoredArticle(msgspec.Struct, array_like=True):
    """An article as it is kept; the columns are told of in `memory/schema/1.sql`.

    page: `pack_page` of the page that it is looked at by. first_digest: None where it is `digest`.
    """

    digest: bytes
    page: bytes
    version: int
    title: str | None
    text_sha256: bytes
    step: int
    repeats: int
    cluster: bytes | None = None
    dup_of: bytes | None = None
    first_digest: bytes | None = None

    @property
    def first(self) -> bytes:
        """The id of its first record."""
        return self.first_digest or self.digest

    @property
    def page_id(self) -> int:
        """The page that it is looked at by."""
        return int.from_bytes(self.page, "big")


_decode = msgspec.msgpack.Decoder(StoredArticle).decode


def decode_article(row: bytes) -> StoredArticle:
    """Read a row."""
    return _decode(row)


def article_key(transaction: Transaction, number: int) -> str:
    """Name the row of an article."""
    return transaction.key("a", number)


def record_key(transaction: Transaction, number: int) -> str:
    """Name the last record of an article, which is kept while it is looked at."""
    return transaction.key("r", number)


def name_text(prefix: str, text_sha256: bytes) -> tuple[bytes, int]:
    """Name the sorted set and the score by which articles of a text are found."""
    score = int.from_bytes(text_sha256[BUCKET_BYTES : BUCKET_BYTES + _TEXT_BYTES], "big")
    return b"%s:t:%s" % (prefix.encode(), text_sha256[:BUCKET_BYTES]), score


def find_number(transaction: Transaction, digest: bytes) -> int | None:
    """Give the number of the article that has, or ever had, this record id."""
    number = transaction.get_field(*name_identity(transaction.prefix, digest))
    return int(number) if number is not None else None


def read_article(transaction: Transaction, number: int) -> StoredArticle | None:
    """Give an article as it is kept."""
    row = transaction.get(article_key(transaction, number))
    return decode_article(row) if row is not None else None


def find_row(transaction: Transaction, digest: bytes) -> ArticleRow | None:
    """Give where an article is in its schedule. digest: any record id that it has or had."""
    number = find_number(transaction, digest)
    article = read_article(transaction, number) if number is not None else None
    if number is None or article is None:
        return None
    return ArticleRow(number, article.page_id, Schedule(article.step, article.repeats))


def save_article(
    transaction: Transaction, article: DeliveredArticle, page_id: int, now: int, schedule: Schedule
) -> int:
    """Take over what was delivered of an article, new or known; give its number. In place."""
    number = find_number(transaction, article.first_digest)
    before = read_article(transaction, number) if number is not None else None
    if number is None:
        number = transaction.next_number("article")
    row = StoredArticle(
        digest=article.digest,
        page=pack_page(page_id),
        version=article.version,
        title=article.title,
        text_sha256=article.text_sha256,
        step=schedule.step,
        repeats=schedule.repeats,
        cluster=article.cluster,
        dup_of=article.dup_of,
        first_digest=None if article.first_digest == article.digest else article.first_digest,
    )
    _write(transaction, number, row)
    _save_text(transaction, number, before.text_sha256 if before is not None else None, article.text_sha256)
    kept = None if schedule.is_over else zlib.compress(article.record, COMPRESSION_LEVEL)
    transaction.set(record_key(transaction, number), kept)
    for digest in {article.digest, article.first_digest}:
        add_identity(transaction, digest, number)
    if article.signature is not None:
        save_signature(transaction, number, article.signature, now)
    return number


def add_identity(transaction: Transaction, digest: bytes, number: int) -> None:
    """Know an article by one more record id, if none has it. In place."""
    if find_number(transaction, digest) is None:
        transaction.set_field(*name_identity(transaction.prefix, digest), b"%d" % number)


def save_schedule(transaction: Transaction, number: int, schedule: Schedule) -> None:
    """Keep where an article is in its schedule; the last record goes when it is over. In place."""
    article = read_article(transaction, number)
    assert article is not None, "an article that a page shows"
    article.step, article.repeats = schedule.step, schedule.repeats
    _write(transaction, number, article)
    if schedule.is_over:
        transaction.set(record_key(transaction, number), None)


def move_article(transaction: Transaction, number: int, page_id: int) -> None:
    """Look at an article by another page from now on. In place."""
    article = read_article(transaction, number)
    assert article is not None, "an article that was found a moment ago"
    article.page = pack_page(page_id)
    _write(transaction, number, article)


def _write(transaction: Transaction, number: int, article: StoredArticle) -> None:
    transaction.set(article_key(transaction, number), msgspec.msgpack.encode(article))


def _save_text(transaction: Transaction, number: int, before: bytes | None, text_sha256: bytes) -> None:
    if before == text_sha256:
        return
    if before is not None:
        transaction.command("ZREM", name_text(transaction.prefix, before)[0], number)
    key, score = name_text(transaction.prefix, text_sha256)
    transaction.command("ZADD", key, score, number)
