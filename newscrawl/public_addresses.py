"""Decides which IP addresses belong to the public internet. Names are looked up elsewhere (`network/resolver.py`)."""

from __future__ import annotations

import socket
import unicodedata
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

Address = IPv4Address | IPv6Address

_NAMED_RANGES: tuple[tuple[str, str], ...] = (
    ("0.0.0.0/8", "this host"),
    ("10.0.0.0/8", "a private network"),
    ("100.64.0.0/10", "a carrier's shared addresses"),
    ("127.0.0.0/8", "this machine"),
    ("168.63.129.16/32", "the host of a cloud machine"),
    ("169.254.0.0/16", "a link, where clouds serve their metadata"),
    ("172.16.0.0/12", "a private network"),
    ("192.0.0.0/24", "protocol assignments"),
    ("192.0.2.0/24", "documentation"),
    ("192.31.196.0/24", "protocol assignments"),
    ("192.52.193.0/24", "protocol assignments"),
    ("192.88.99.0/24", "6to4 relays"),
    ("192.168.0.0/16", "a private network"),
    ("192.175.48.0/24", "protocol assignments"),
    ("198.18.0.0/15", "benchmarks"),
    ("198.51.100.0/24", "documentation"),
    ("203.0.113.0/24", "documentation"),
    ("224.0.0.0/4", "multicast"),
    ("240.0.0.0/4", "reserved"),
    ("::1/128", "this machine"),
    ("fc00::/7", "a private network"),
    ("fe80::/10", "a link"),
    ("fec0::/10", "a private network of old"),
    ("ff00::/8", "multicast"),
    ("64:ff9b:1::/48", "a network's own NAT64"),
    ("2001::/23", "protocol assignments and Teredo"),
    ("2001:db8::/32", "documentation"),
    ("2002::/16", "6to4"),
    ("3fff::/20", "documentation"),
)
"""Ranges that are not public, with what they are: the special-purpose registries of IANA (RFC 6890 and after), read
in November 2026, and the one public-looking address that every machine of a large cloud reaches its host by.
`ipaddress.is_global` alone lets 64:ff9b::/96, 2002::/16, fec0::/10, ::/96, 192.0.0.0/24, 192.88.99.1 and multicast
through, and what it says depends on the version of Python."""

_RANGES: tuple[tuple[IPv4Network | IPv6Network, str], ...] = tuple(
    (ip_network(written), meaning) for written, meaning in _NAMED_RANGES
)
_MAPPED = IPv6Network("::ffff:0:0/96")
_NAT64 = IPv6Network("64:ff9b::/96")
_GLOBAL_UNICAST = IPv6Network("2000::/3")


def find_address_fault(address: str | Address) -> str | None:
    """Say in a clause why an address is not public; None where it is.

    An address of IPv6 that stands for one of IPv4 (mapped, NAT64) is as public as that. Of the others only global
    unicast (2000::/3) can be public. Raises ValueError for what is no address.
    """
    known = ip_address(address.partition("%")[0]) if isinstance(address, str) else address
    if isinstance(known, IPv6Address):
        if known in _MAPPED or known in _NAT64:
            return find_address_fault(IPv4Address(int(known) & 0xFFFFFFFF))
        if isinstance(address, str) and "%" in address:
            return "a link"
    for network, meaning in _RANGES:
        if known in network:
            return meaning
    if isinstance(known, IPv6Address) and known not in _GLOBAL_UNICAST:
        return "not a global address"
    return None if known.is_global else "not a global address"


def read_address(host: str) -> Address | None:
    """Read a host that is an address, in any of the spellings that a resolver takes for one; None for a name.

    `127.1`, `2130706433`, `0x7f.1`, `0177.0.0.1`, full-width digits and dots, brackets, a dot at the end.
    """
    host = unicodedata.normalize("NFKC", host.strip("[]")).replace("。", ".").removesuffix(".")
    try:
        return ip_address(host.partition("%")[0])
    except ValueError:
        pass
    try:
        return IPv4Address(socket.inet_aton(host)) if host.isascii() and host.split() == [host] else None
    except (OSError, ValueError):
        return None
