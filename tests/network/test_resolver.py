"""A name is connected to by its public addresses alone, whatever a look-up before said."""

from __future__ import annotations

from typing import Any

import pytest
from scrapy.resolver import dnscache
from twisted.internet.address import IPv4Address, IPv6Address, UNIXAddress

from newscrawl.network.resolver import KEPT_REFUSALS, PublicResolver
from newscrawl.url_policy import read_policy


class Lookups:
    """In place of the system's resolver: gives each name the addresses of the table."""

    def __init__(self, names: dict[str, list[Any]]) -> None:
        self.names = names
        self.asked: list[str] = []

    def resolveHostName(self, receiver: Any, host: str, port: int = 0, *rest: Any) -> object:  # noqa: N802
        self.asked.append(host)
        receiver.resolutionBegan(object())
        for address in self.names.get(host, []):
            receiver.addressResolved(address)
        receiver.resolutionComplete()
        return object()


class Receiver:
    def __init__(self) -> None:
        self.hosts: list[str] = []
        self.is_complete = False

    def resolutionBegan(self, resolution: object) -> None:  # noqa: N802
        pass

    def addressResolved(self, address: Any) -> None:  # noqa: N802
        self.hosts.append(address.host)

    def resolutionComplete(self) -> None:  # noqa: N802
        self.is_complete = True


def v4(host: str) -> IPv4Address:
    return IPv4Address("TCP", host, 0)


@pytest.fixture
def resolver() -> PublicResolver:
    dnscache.clear()
    lookups = Lookups(
        {
            "public.test": [v4("93.184.216.34"), IPv6Address("TCP", "2600::1", 0)],
            "mixed.test": [v4("10.0.0.1"), v4("93.184.216.34"), IPv6Address("TCP", "::1", 0)],
            "private.test": [v4("10.0.0.1")],
            "odd.test": [UNIXAddress("/run/socket")],
        }
    )

    class Reactor:
        nameResolver = lookups  # noqa: N815

    made = PublicResolver(Reactor(), 100)  # type: ignore[arg-type]
    made.policy = read_policy([80], ["private.test:8080"])
    return made


def look_up(resolver: PublicResolver, host: str, port: int = 80) -> list[str]:
    receiver = Receiver()
    resolver.resolveHostName(receiver, host, port)  # type: ignore[arg-type]
    assert receiver.is_complete
    return receiver.hosts


@pytest.mark.parametrize(
    ("host", "hosts"),
    [
        ("public.test", ["93.184.216.34", "2600::1"]),
        ("mixed.test", ["93.184.216.34"]),
        ("private.test", []),
        ("odd.test", []),
        ("unknown.test", []),
    ],
)
def test_only_public_addresses_are_handed_on(resolver: PublicResolver, host: str, hosts: list[str]) -> None:
    assert look_up(resolver, host) == hosts


def test_cache_is_filtered_too(resolver: PublicResolver) -> None:
    """An address that a named host put there is not handed to a request for another port."""
    assert look_up(resolver, "private.test", 8080) == ["10.0.0.1"]
    assert look_up(resolver, "private.test", 80) == []
    assert resolver.original_resolver.asked == ["private.test"]  # type: ignore[attr-defined]


def test_refusal_is_told_until_the_name_leads_to_a_public_address(resolver: PublicResolver) -> None:
    look_up(resolver, "private.test")
    assert resolver.find_refusal("PRIVATE.test", 80) == (
        "not on the public internet: private.test is 10.0.0.1 (a private network)"
    )
    assert resolver.find_refusal("private.test", 443) is None
    dnscache["private.test"] = [v4("93.184.216.34")]
    look_up(resolver, "private.test")
    assert resolver.find_refusal("private.test", 80) is None


def test_name_that_is_not_found_is_no_refusal(resolver: PublicResolver) -> None:
    look_up(resolver, "unknown.test")
    assert resolver.find_refusal("unknown.test", 80) is None


def test_refusals_kept_are_bounded(resolver: PublicResolver) -> None:
    for number in range(KEPT_REFUSALS + 10):
        resolver.note(f"{number}.test", 80, "private")
    assert resolver.find_refusal("0.test", 80) is None
    assert resolver.find_refusal(f"{KEPT_REFUSALS + 9}.test", 80) == "private"
