"""Decides the page's address: its own canonical link where that is believable, and the normal form of a
URL."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from importlib.resources import files
from itertools import islice
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from newscrawl.domains import read_registered_domain
from newscrawl.metadata.head import Head
from newscrawl.metadata.story import Structured, open_list

_PARAMETERS = tomllib.loads(files("newscrawl.data").joinpath("tracking_parameters.toml").read_text(encoding="utf-8"))
TRACKING_NAMES = frozenset(_PARAMETERS["names"])
TRACKING_PREFIXES = tuple(_PARAMETERS["prefixes"])
MAX_URL_CHARACTERS = 4_000
MAX_ADDRESSES = 10
_DEFAULT_PORTS = {"http": 80, "https": 443}


def read_canonical_url(head: Head, structured: Structured, url: str | None) -> str | None:
    """Give the first believable of canonical link, `og:url` and the story's own address, normalised; None
    without."""
    base = urljoin(url or "", next(iter(head.links.get("base", ())), "")) if url else ""
    for address in islice(_read_addresses(head, structured), MAX_ADDRESSES):
        try:
            address = urljoin(base, address.strip()[:MAX_URL_CHARACTERS]) if base else address.strip()
            if is_believable(address, url):
                return normalize_url(address)
        except ValueError:
            continue
    return None


def _read_addresses(head: Head, structured: Structured) -> Iterator[str]:
    yield from head.links.get("canonical", ())
    yield from head.metas.get("og:url", ())
    for _, name, value in structured.read_values("url", "mainEntityOfPage"):
        for inner in open_list(value.get("@id") if isinstance(value, dict) else value):
            if isinstance(inner, str) and name:
                yield inner


def is_believable(address: str, url: str | None) -> bool:
    """Tell whether a canonical link can be this page's: absolute http(s), of the same registered domain,
    and not a bare front page for a page that lies deeper. Themes print such links on every page."""
    parts = urlsplit(address)
    if parts.scheme.lower() not in _DEFAULT_PORTS or not parts.hostname:
        return False
    if url is None:
        return True
    own = urlsplit(url)
    if read_registered_domain(address) != read_registered_domain(url):
        return False
    is_root = parts.path in ("", "/") and not parts.query
    return not (is_root and (own.path not in ("", "/") or bool(own.query)))


def normalize_url(url: str) -> str:
    """Give the form of a URL that stands for its identity: host in lower case, no default port, no
    fragment, no tracking parameters, the other parameters sorted, percent-encoding uniform. Path and
    `www.` stay.

    Raises ValueError for what is no URL.
    """
    from w3lib.url import canonicalize_url  # late: it imports an HTTP client, 20 ms

    parts = urlsplit(url.strip())
    host = (parts.hostname or "").lower().rstrip(".")
    if ":" in host:
        host = f"[{host}]"
    if parts.port is not None and parts.port != _DEFAULT_PORTS.get(parts.scheme.lower()):
        host = f"{host}:{parts.port}"
    query = parts.query
    if query:
        pairs = parse_qsl(query, keep_blank_values=True)
        query = urlencode([pair for pair in pairs if not is_tracking(pair[0])])
    return canonicalize_url(urlunsplit((parts.scheme.lower(), host, parts.path, query, "")), keep_fragments=False)


def is_tracking(name: str) -> bool:
    """Tell whether a query parameter says where a reader came from, and nothing of the page."""
    name = name.lower()
    return name in TRACKING_NAMES or name.startswith(TRACKING_PREFIXES)
