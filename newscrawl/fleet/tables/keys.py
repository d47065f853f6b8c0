"""Decides how ids and digests stand in keys: as few bytes as serve, since there are millions of them."""

from __future__ import annotations

from newscrawl.discovery.url_variants import fold_url
from newscrawl.memory.page_table import hash_key

PAGE_BYTES = 16
BUCKET_BYTES = 2
"""Digests share 65,536 hashes by their first bytes. Up to 128 entries in each, 8 million articles, the server keeps
them packed, at 26 bytes an entry instead of 100."""
_DIGEST_BYTES = 16


def find_page_id(url: str) -> int:
    """Give the number of the page that a URL is a variant of: the hash of its folded form."""
    return int.from_bytes(hash_key(fold_url(url)), "big")


def pack_page(page_id: int) -> bytes:
    """Give a page's number as it stands in keys and rows."""
    return page_id.to_bytes(PAGE_BYTES, "big")


def name_page(prefix: str, page_id: int) -> bytes:
    """Name the row of a page."""
    return b"%s:p:%s" % (prefix.encode(), pack_page(page_id))


def name_visits(prefix: str, page_id: int) -> bytes:
    """Name what is remembered of the looks at a page."""
    return b"%s:v:%s" % (prefix.encode(), pack_page(page_id))


def name_identity(prefix: str, digest: bytes) -> tuple[bytes, bytes]:
    """Name the hash and its field in which a record's id leads to its article."""
    key = b"%s:i:%s" % (prefix.encode(), digest[:BUCKET_BYTES])
    return key, digest[BUCKET_BYTES : BUCKET_BYTES + _DIGEST_BYTES]
