"""Decides how articles are looked for in Redis: by record id, by page, by the very text, by a text nearly the same.

Nothing here is watched: what is found is as it was a moment ago.
"""

from __future__ import annotations

import zlib
from collections import Counter
from typing import TYPE_CHECKING, Any

from newscrawl.fleet.connection import FleetConnection
from newscrawl.fleet.tables.article_table import StoredArticle, decode_article, name_text
from newscrawl.fleet.tables.keys import find_page_id, name_identity, name_page
from newscrawl.fleet.tables.page_table import StoredPage, decode_page
from newscrawl.fleet.tables.signature_table import name_bands, unpack_signature
from newscrawl.memory.article_table import MAX_CANDIDATES
from newscrawl.memory.outcomes import KnownArticle, SimilarArticle
from newscrawl.similarity import LIKENESS, Signature, estimate_likeness

if TYPE_CHECKING:
    import redis


class ArticleSearch:
    """Finds articles. Implements the part of `ArticleMemory` that asks for them."""

    def __init__(self, connection: FleetConnection) -> None:
        self.connection = connection
        self.prefix = connection.key()

    def find_article(self, digest: bytes) -> KnownArticle | None:
        """Give the article that has, or ever had, this record id."""

        def find(client: redis.Redis) -> KnownArticle | None:
            number: Any = client.hget(*name_identity(self.prefix, digest))
            return self._read_known(client, int(number)) if number is not None else None

        return self.connection.call(find)

    def find_article_of_page(self, url: str) -> KnownArticle | None:
        """Give the article that a page showed when it was last read."""
        page = self.find_page(url)
        if page is None or page.article_id is None:
            return None
        number = page.article_id
        return self.connection.call(lambda client: self._read_known(client, number))

    def find_page(self, url: str) -> StoredPage | None:
        """Give a page as it is kept."""
        row: Any = self.connection.call(lambda client: client.get(name_page(self.prefix, find_page_id(url))))
        return decode_page(row) if row is not None else None

    def find_same_text(self, text_sha256: bytes) -> list[KnownArticle]:
        """Give articles whose last record has this very text, the oldest first."""

        def find(client: redis.Redis) -> list[KnownArticle]:
            numbers = self._list_same(client, text_sha256)
            known = (self._read_known(client, number) for number, _ in numbers)
            return [article for article in known if article is not None]

        return self.connection.call(find)

    def find_similar(self, text_sha256: bytes, signature: Signature | None, own: bytes) -> SimilarArticle | None:
        """Give the article of the same or nearly the same text. own: the first id of the article itself."""

        def find(client: redis.Redis) -> SimilarArticle | None:
            for _, article in self._list_same(client, text_sha256):
                if article.first != own:
                    return SimilarArticle(article.digest, article.cluster, 1.0)
            return self._find_near(client, signature, own) if signature is not None else None

        return self.connection.call(find)

    def _list_same(self, client: redis.Redis, text_sha256: bytes) -> list[tuple[int, StoredArticle]]:
        key, score = name_text(self.prefix, text_sha256)
        members: Any = client.zrangebyscore(key, score, score)
        numbers = sorted(map(int, members))[:MAX_CANDIDATES]
        found = self._read_rows(client, numbers)
        return [(number, found[number]) for number in found if found[number].text_sha256 == text_sha256]

    def _find_near(self, client: redis.Redis, signature: Signature, own: bytes) -> SimilarArticle | None:
        reading = client.pipeline(transaction=False)
        for key, band in name_bands(self.prefix, signature.bands):
            reading.zrangebyscore(key, band, band)
        shared = Counter(int(member) for members in reading.execute() for member in members)
        numbers = [number for number, _ in shared.most_common(MAX_CANDIDATES)]
        rows = self._read_rows(client, numbers)
        kept: Any = client.mget([f"{self.prefix}:s:{number}" for number in numbers]) if numbers else []
        best: SimilarArticle | None = None
        for number, signed in sorted(zip(numbers, kept, strict=True)):
            article = rows.get(number)
            if signed is None or article is None or article.first == own:
                continue
            likeness = estimate_likeness(signature.minhash, unpack_signature(signed).minhash)
            if likeness >= LIKENESS and (best is None or likeness > best.likeness):
                best = SimilarArticle(article.digest, article.cluster, likeness)
        return best

    def _read_rows(self, client: redis.Redis, numbers: list[int]) -> dict[int, StoredArticle]:
        if not numbers:
            return {}
        rows: Any = client.mget([f"{self.prefix}:a:{number}" for number in numbers])
        return {
            number: decode_article(row) for number, row in zip(numbers, rows, strict=True) if row is not None
        }

    def _read_known(self, client: redis.Redis, number: int) -> KnownArticle | None:
        rows: Any = client.mget([f"{self.prefix}:a:{number}", f"{self.prefix}:r:{number}"])
        row, record = rows
        if row is None:
            return None
        article = decode_article(row)
        page: Any = client.get(name_page(self.prefix, article.page_id))
        return KnownArticle(
            digest=article.digest,
            first_digest=article.first,
            version=article.version,
            title=article.title,
            text_sha256=article.text_sha256,
            page_url=decode_page(page).url if page is not None else "",
            record=zlib.decompress(record) if record is not None else None,
            cluster=article.cluster,
        )
