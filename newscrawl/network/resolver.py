"""Decides which addresses a host name may lead to, at the moment of connecting: public ones.

Every connection asks here, also where the host is an address already, however it is spelt; and it connects to
exactly the addresses that are given. So no second look-up can give another answer (DNS rebinding).
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from contextlib import suppress
from typing import Any, Self

from scrapy.crawler import Crawler
from scrapy.resolver import CachingHostnameResolver
from twisted.internet.address import IPv4Address, IPv6Address
from twisted.internet.base import ReactorBase
from twisted.internet.interfaces import IAddress, IHostResolution, IResolutionReceiver
from zope.interface import implementer

from newscrawl.errors import InputError
from newscrawl.network.settings_policy import load_policy
from newscrawl.public_addresses import find_address_fault
from newscrawl.url_policy import UrlPolicy, explain_refusal

KEPT_REFUSALS = 1_000


class PublicResolver(CachingHostnameResolver):
    """Scrapy's caching resolver, whose answers are filtered behind the cache. Setting: `TWISTED_DNS_RESOLVER`.

    A name with public and other addresses is connected to by the public ones alone.
    """

    policy: UrlPolicy

    def __init__(self, reactor: ReactorBase, cache_size: int) -> None:
        super().__init__(reactor, cache_size)
        self.policy = UrlPolicy()
        self._refusals: OrderedDict[tuple[str, int], str] = OrderedDict()

    @classmethod
    def from_crawler(cls, crawler: Crawler, reactor: ReactorBase) -> Self:
        """Build the resolver. Settings that cannot be read open nothing; `UrlPolicyMiddleware` tells of them."""
        resolver = super().from_crawler(crawler, reactor)
        with suppress(InputError):
            resolver.policy = load_policy(crawler.settings)
        return resolver

    def resolveHostName(  # noqa: N802 (Twisted's name)
        self,
        resolutionReceiver: IResolutionReceiver,  # noqa: N803
        hostName: str,  # noqa: N803
        portNumber: int = 0,  # noqa: N803
        addressTypes: Sequence[type[IAddress]] | None = None,  # noqa: N803
        transportSemantics: str = "TCP",  # noqa: N803
    ) -> IHostResolution:
        """Look a host up, and hand on the addresses that may be connected to."""
        is_named = self.policy.is_named(hostName, portNumber)
        receiver: Any = (
            resolutionReceiver if is_named else _PublicReceiver(self, resolutionReceiver, hostName, portNumber)
        )
        return super().resolveHostName(receiver, hostName, portNumber, addressTypes, transportSemantics)

    def find_refusal(self, host: str, port: int) -> str | None:
        """Say in a clause why the last look-up of a host gave nothing; None where no address was refused."""
        return self._refusals.get((host.lower(), port))

    def note(self, host: str, port: int, refusal: str | None) -> None:
        """Keep what came of a look-up. refusal: None where a public address was found, or none at all."""
        key = (host.lower(), port)
        self._refusals.pop(key, None)
        if refusal is not None:
            self._refusals[key] = refusal
            if len(self._refusals) > KEPT_REFUSALS:
                self._refusals.popitem(last=False)


def find_resolver() -> PublicResolver:
    """Give the resolver in use. Raises InputError where it is another than newscrawl's."""
    from twisted.internet import reactor

    resolver = getattr(reactor, "nameResolver", None)
    if not isinstance(resolver, PublicResolver):
        raise InputError(
            "setting TWISTED_DNS_RESOLVER", "must name newscrawl.network.resolver.PublicResolver or a class made of it"
        )
    return resolver


@implementer(IResolutionReceiver)
class _PublicReceiver:
    """Hands on public addresses, and keeps the rest back."""

    def __init__(self, resolver: PublicResolver, receiver: Any, host: str, port: int) -> None:
        self._resolver = resolver
        self._receiver = receiver
        self._host = host
        self._port = port
        self._is_answered = False
        self._refusal: str | None = None

    def resolutionBegan(self, resolution: IHostResolution) -> None:  # noqa: N802
        self._receiver.resolutionBegan(resolution)

    def addressResolved(self, address: IAddress) -> None:  # noqa: N802
        # What is of neither family cannot be judged, so it is not connected to.
        if not isinstance(address, (IPv4Address, IPv6Address)):
            return
        meaning = find_address_fault(address.host)
        if meaning is None:
            self._is_answered = True
            self._receiver.addressResolved(address)
        else:
            self._refusal = explain_refusal(self._host, address.host, meaning)

    def resolutionComplete(self) -> None:  # noqa: N802
        self._resolver.note(self._host, self._port, None if self._is_answered else self._refusal)
        self._receiver.resolutionComplete()
