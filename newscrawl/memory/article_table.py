"""Decides what is kept of an article: its last record while it is looked at, hashes and marks for good."""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass
from sqlite3 import Connection

from newscrawl.memory.outcomes import DeliveredArticle, KnownArticle, SimilarArticle
from newscrawl.revisits import Schedule
from newscrawl.similarity import LIKENESS, Signature, estimate_likeness

COMPRESSION_LEVEL = 6
MAX_CANDIDATES = 50
"""So many articles with a band in common are compared: those with the most bands in common."""


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """Where an article is in its schedule. page_id: the page that it is looked at by."""

    id: int
    page_id: int
    schedule: Schedule


def find_article(connection: Connection, digest: bytes) -> KnownArticle | None:
    """Give the article that has, or ever had, this record id."""
    return _read_known(connection, "article.id = (SELECT article_id FROM identity WHERE digest = ?)", digest)


def find_article_of_page(connection: Connection, page_id: int) -> KnownArticle | None:
    """Give the article that a page showed when it was last read."""
    return _read_known(connection, "article.id = (SELECT article_id FROM page WHERE id = ?)", page_id)


def find_same_text(connection: Connection, text_sha256: bytes) -> list[KnownArticle]:
    """Give articles whose last record has this very text, the oldest first, `MAX_CANDIDATES` at most."""
    numbers = connection.execute(
        "SELECT id FROM article WHERE text_sha256 = ? ORDER BY id LIMIT ?", (text_sha256, MAX_CANDIDATES)
    ).fetchall()
    found = (_read_known(connection, "article.id = ?", number) for (number,) in numbers)
    return [known for known in found if known is not None]


def find_row(connection: Connection, digest: bytes) -> ArticleRow | None:
    """Give where an article is in its schedule. digest: any record id that it has or had."""
    row = connection.execute(
        "SELECT id, page_id, step, repeats FROM article"
        " WHERE id = (SELECT article_id FROM identity WHERE digest = ?)",
        (digest,),
    ).fetchone()
    return ArticleRow(row[0], row[1], Schedule(row[2], row[3])) if row else None


def find_similar(
    connection: Connection, text_sha256: bytes, signature: Signature | None, own: bytes
) -> SimilarArticle | None:
    """Give the article whose text is the same, or else the likest; None where there is none.

    own: the `id` of the first record of the article itself, which does not count.
    """
    same = connection.execute(
        "SELECT digest, cluster FROM article WHERE text_sha256 = ? AND first_digest != ? ORDER BY id LIMIT 1",
        (text_sha256, own),
    ).fetchone()
    if same is not None:
        return SimilarArticle(same[0], same[1], 1.0)
    if signature is None:
        return None
    rows = connection.execute(
        "SELECT article.digest, article.cluster, minhash FROM"
        f" (SELECT article_id, count(*) AS shared FROM band WHERE band IN ({_places(len(signature.bands))})"
        "  GROUP BY article_id ORDER BY shared DESC LIMIT ?) AS near"
        " JOIN signature USING (article_id) JOIN article ON article.id = near.article_id"
        " WHERE first_digest != ? ORDER BY article.id",
        (*signature.bands, MAX_CANDIDATES, own),
    )
    similar = [
        SimilarArticle(digest, cluster, estimate_likeness(signature.minhash, minhash))
        for digest, cluster, minhash in rows
    ]
    best = max(similar, key=lambda article: article.likeness, default=None)
    return best if best is not None and best.likeness >= LIKENESS else None


def save_article(
    connection: Connection, article: DeliveredArticle, page_id: int, now: int, schedule: Schedule
) -> int:
    """Take over what was delivered of an article, new or known; give its number. In place."""
    known = find_row(connection, article.first_digest)
    kept = None if schedule.is_over else zlib.compress(article.record, COMPRESSION_LEVEL)
    values = (
        *(article.digest, page_id, article.version, article.title, article.text_sha256, now),
        *(schedule.step, schedule.repeats, article.cluster, article.dup_of, kept),
    )
    if known is None:
        number: int = connection.execute(
            "INSERT INTO article (digest, page_id, version, title, text_sha256, last_changed, step, repeats,"
            " cluster, dup_of, record, first_digest, first_delivered)"
            f" VALUES ({_places(13)}) RETURNING id",
            (*values, article.first_digest, now),
        ).fetchone()[0]
    else:
        number = known.id
        connection.execute(
            "UPDATE article SET digest = ?, page_id = ?, version = ?, title = ?, text_sha256 = ?,"
            " last_changed = ?, step = ?, repeats = ?, cluster = ?, dup_of = ?, record = ? WHERE id = ?",
            (*values, number),
        )
    for digest in {article.digest, article.first_digest}:
        add_identity(connection, digest, number)
    if article.signature is not None:
        _save_signature(connection, number, article.signature, now)
    return number


def add_identity(connection: Connection, digest: bytes, article_id: int) -> None:
    """Know an article by one more record id, if none has it. In place."""
    connection.execute(
        "INSERT OR IGNORE INTO identity (digest, article_id) VALUES (?, ?)", (digest, article_id)
    )


def save_schedule(connection: Connection, article_id: int, schedule: Schedule) -> None:
    """Keep where an article is in its schedule; the last record goes when it is over. In place."""
    connection.execute(
        "UPDATE article SET step = ?, repeats = ?, record = iif(?, NULL, record) WHERE id = ?",
        (schedule.step, schedule.repeats, schedule.is_over, article_id),
    )


def hand_over(connection: Connection, article_id: int, old_page_id: int, page_id: int) -> int | None:
    """Look at an article by another page from now on, at the same time as planned; give that time. In place."""
    if page_id == old_page_id:
        return None
    connection.execute("UPDATE article SET page_id = ? WHERE id = ?", (page_id, article_id))
    row = connection.execute(
        "UPDATE OR REPLACE frontier SET page_id = ?, run_id = NULL WHERE page_id = ? RETURNING due",
        (page_id, old_page_id),
    ).fetchone()
    return row[0] if row is not None else None


def drop_old_signatures(connection: Connection, before: int) -> int:
    """Forget the signatures of articles that last changed before a time, and say how many. In place."""
    old = [row[0] for row in connection.execute("SELECT article_id FROM signature WHERE at < ?", (before,))]
    _drop_signatures(connection, old)
    return len(old)


def _save_signature(connection: Connection, article_id: int, signature: Signature, now: int) -> None:
    _drop_signatures(connection, [article_id])
    connection.execute(
        "INSERT INTO signature (article_id, at, minhash, bands) VALUES (?, ?, ?, ?)",
        (article_id, now, signature.minhash, struct.pack(f">{len(signature.bands)}I", *signature.bands)),
    )
    connection.executemany(
        "INSERT OR IGNORE INTO band VALUES (?, ?)", [(band, article_id) for band in signature.bands]
    )


def _drop_signatures(connection: Connection, article_ids: list[int]) -> None:
    for number in article_ids:
        row = connection.execute(
            "DELETE FROM signature WHERE article_id = ? RETURNING bands", (number,)
        ).fetchone()
        if row is not None:
            bands = struct.iter_unpack(">I", row[0])
            connection.executemany(
                "DELETE FROM band WHERE band = ? AND article_id = ?", [(band, number) for (band,) in bands]
            )


def _read_known(connection: Connection, condition: str, value: bytes | int) -> KnownArticle | None:
    row = connection.execute(
        "SELECT digest, first_digest, version, title, text_sha256, page.url, record, cluster"
        f" FROM article JOIN page ON page.id = article.page_id WHERE {condition}",
        (value,),
    ).fetchone()
    if row is None:
        return None
    digest, first_digest, version, title, text_sha256, page_url, record, cluster = row
    return KnownArticle(
        digest=digest,
        first_digest=first_digest,
        version=version,
        title=title,
        text_sha256=text_sha256,
        page_url=page_url,
        record=zlib.decompress(record) if record is not None else None,
        cluster=cluster,
    )


def _places(count: int) -> str:
    return ", ".join("?" * count)
