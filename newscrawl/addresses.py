"""Decides whether a string is a URL that can be fetched, and if not, why. Fetching is left to the Scrapy
side.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from w3lib.url import safe_url_string

MAX_URL_LENGTH = 2083
"""Longer URLs are refused. Scrapy's own `URLLENGTH_LIMIT` has this value and drops them without a word."""

_SPACE_OR_CONTROL = re.compile(r"[\x00-\x20\x7f-\xa0\u2028\u2029\u3000]")
_SCHEME = re.compile(r"^[A-Za-z][A-Za-z0-9+.-]*:")
_MAX_LABEL = 63
_MAX_HOST = 253


def find_url_fault(url: str) -> str | None:
    """Say in a clause why `url` cannot be fetched; None where it can be tried.

    The host's name is not looked up: whether it exists is for the fetch to find out.
    """
    if not url:
        return "empty"
    if _SPACE_OR_CONTROL.search(url):
        return "a space or control character inside"
    if not _SCHEME.match(url) or re.match(r"^[^/:]+:\d+(/|$)", url):
        return "no scheme: it must begin with http:// or https://"
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        return str(error)[:1].lower() + str(error)[1:]
    if parts.scheme not in ("http", "https"):
        return f"scheme {parts.scheme}: only http and https are fetched"
    if port == 0:
        return "port 0"
    if len(safe_url_string(url)) > MAX_URL_LENGTH:
        return f"longer than {MAX_URL_LENGTH} characters"
    return _find_host_fault(parts.hostname or "")


def _find_host_fault(host: str) -> str | None:
    if not host:
        return "no host"
    if ":" in host:
        return None
    labels = host.removesuffix(".").split(".")
    if not all(labels):
        return "a host name with an empty part"
    if len(host) > _MAX_HOST or any(len(label) > _MAX_LABEL for label in labels):
        return "a host name that is too long"
    return None
