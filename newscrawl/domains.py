"""Decides the registered domain of a URL, by the public suffix list that tldextract ships: it is never
fetched, and no cache is written.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from tldextract import TLDExtract


def read_registered_domain(url: str, *, splits_platforms: bool = False) -> str:
    """Give the registered domain of a URL (`bbc.co.uk`), or its host where there is none (an address,
    `localhost`).

    splits_platforms: the private part of the list counts as well, so `a.github.io` and `b.github.io` are two.
    Raises ValueError for what is no URL.
    """
    host = (urlsplit(url).hostname or "").rstrip(".")
    parts = _load_suffixes()(host, include_psl_private_domains=splits_platforms)
    return parts.top_domain_under_public_suffix or host


@cache
def _load_suffixes() -> TLDExtract:
    from tldextract import TLDExtract  # late: it imports requests, 50 ms

    return TLDExtract(suffix_list_urls=(), cache_dir=None)
