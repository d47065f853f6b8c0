"""Decides which URLs a crawl may ask for: of the public web, unless the user named the host and port.

Whether a name leads to a public address is known only when it is connected to: `network/resolver.py`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from newscrawl.addresses import find_url_fault
from newscrawl.errors import InputError
from newscrawl.outcomes import Reason
from newscrawl.public_addresses import find_address_fault, read_address

DEFAULT_PORTS = {"http": 80, "https": 443}
ALLOWED_ADDRESSES = "NEWSCRAWL_ALLOWED_ADDRESSES"
ALLOWED_PORTS = "NEWSCRAWL_ALLOWED_PORTS"


@dataclass(frozen=True, slots=True)
class UrlPolicy:
    """What may be asked for. ports: of any public host. named: hosts with a port that are let through whatever their
    address is, hosts as in `fold_host`.
    """

    ports: frozenset[int] = frozenset(DEFAULT_PORTS.values())
    named: frozenset[tuple[str, int]] = frozenset()

    def is_named(self, host: str, port: int) -> bool:
        """Tell whether the user named this host with this port. port: 0 where it is not known."""
        folded = fold_host(host)
        return (folded, port) in self.named or (port == 0 and any(folded == name for name, _ in self.named))

    def find_fault(self, url: str) -> tuple[Reason, str] | None:
        """Say why a URL is not asked for: the reason and a clause; None where nothing in it speaks against it."""
        fault = find_url_fault(url)
        if fault is not None:
            return Reason.bad_url, fault
        parts = urlsplit(url)
        host = parts.hostname or ""
        if "@" in parts.netloc:
            return Reason.forbidden_address, "a user name or password in the URL"
        port = parts.port or DEFAULT_PORTS[parts.scheme]
        if self.is_named(host, port):
            return None
        if port not in self.ports:
            return Reason.forbidden_address, f"port {port} is not allowed ({ALLOWED_PORTS})"
        address = read_address(host)
        meaning = find_address_fault(address) if address is not None else None
        return (Reason.forbidden_address, explain_refusal(host, str(address), meaning)) if meaning else None


def explain_refusal(host: str, address: str, meaning: str) -> str:
    """Give the clause about an address that is not public. meaning: of its range."""
    shown = address if host.strip("[]") == address else f"{host} is {address}"
    return f"not on the public internet: {shown} ({meaning})"


def fold_host(host: str) -> str:
    """Give a host as hosts are compared: lower case, ASCII, an address in its usual spelling."""
    address = read_address(host)
    if address is not None:
        return str(address)
    host = host.lower().removesuffix(".")
    try:
        return host if host.isascii() else host.encode("idna").decode("ascii")
    except UnicodeError:
        return host


def read_policy(ports: Iterable[object], addresses: Iterable[str]) -> UrlPolicy:
    """Read the policy from settings. addresses: `host:port` each, `[::1]:8080` for IPv6. Raises InputError."""
    return UrlPolicy(frozenset(map(_read_port, ports)), frozenset(map(_read_named, addresses)))


def _read_port(value: object) -> int:
    text = str(value).strip()
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise InputError(f"setting {ALLOWED_PORTS}", f"{text!r} is no port: numbers from 1 to 65535")
    return int(text)


def _read_named(value: str) -> tuple[str, int]:
    host, _, port = value.strip().rpartition(":")
    is_whole = bool(host) and not set("/@* ") & set(host) and port.isdecimal() and 0 < int(port) < 65536
    if not is_whole or (":" in host and not host.startswith("[")):
        raise InputError(f"setting {ALLOWED_ADDRESSES}", f"{value!r} is not host:port, for instance 127.0.0.1:8080")
    return fold_host(host), int(port)
