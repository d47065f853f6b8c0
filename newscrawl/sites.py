"""Decides which URLs belong to one site. Which of them are worth a request is decided in `links.py`."""

from __future__ import annotations

from ipaddress import ip_address
from urllib.parse import urlsplit

from newscrawl.domains import read_registered_domain


def find_site(url: str) -> str:
    """Name the site of an absolute URL: its registered domain (`bbc.co.uk`), or else its host.

    A loopback address is a site with its port, because every port there is another server; other addresses
    and names without a public suffix are sites without one. `a.github.io` and `b.github.io` are two sites:
    the private part of the public suffix list counts. Empty where the URL has no host.
    """
    host = read_host(url)
    if ":" in host:  # this machine with its port, or an address of IPv6
        return host
    return read_registered_domain(f"//{host}", splits_platforms=True)


def read_host(url: str) -> str:
    """Give the host of a URL in lower case, of a loopback address with its port; empty where it has none."""
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        return ""
    if is_loopback(host):
        return f"{host}:{port or {'https': 443}.get(parts.scheme, 80)}"
    return host


def is_loopback(host: str) -> bool:
    """Tell whether a host name or address means this machine."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")
