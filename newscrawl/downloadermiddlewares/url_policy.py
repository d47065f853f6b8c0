"""Decides that no request leaves whose URL the policy forbids: seeds, links, redirects, robots.txt and sitemaps."""

from __future__ import annotations

import logging
from typing import Self
from urllib.request import getproxies

from scrapy.crawler import Crawler
from scrapy.http import Request
from scrapy.settings import BaseSettings

from newscrawl.errors import InputError
from newscrawl.network.refusals import RefusedRequest
from newscrawl.network.resolver import find_resolver
from newscrawl.network.settings_policy import PROXY_ENFORCES_POLICY, load_policy
from newscrawl.url_policy import ALLOWED_ADDRESSES, UrlPolicy

logger = logging.getLogger(__name__)


class UrlPolicyMiddleware:
    """Refuses a request for its URL, before robots.txt of its host is asked for. What a name leads to, the resolver
    decides (`network/resolver.py`).

    Settings: `NEWSCRAWL_ALLOWED_PORTS`, `NEWSCRAWL_ALLOWED_ADDRESSES` (`host:port`, let through whatever the address
    is), `NEWSCRAWL_PROXY_ENFORCES_POLICY`.
    """

    def __init__(self, policy: UrlPolicy) -> None:
        self.policy = policy

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build the middleware; warn of every opening in the policy.

        Raises InputError for a proxy that nobody says keeps to the policy, for another resolver than newscrawl's,
        and for settings that cannot be read.
        """
        refuse_proxy(crawler.settings)
        find_resolver()
        policy = load_policy(crawler.settings)
        if policy.named:
            named = ", ".join(f"{host}:{port}" for host, port in sorted(policy.named))
            logger.warning("Connected to whether public or not (%s): %s", ALLOWED_ADDRESSES, named)
        return cls(policy)

    def process_request(self, request: Request) -> None:
        """Raise RefusedRequest for a URL that may not be asked for."""
        fault = self.policy.find_fault(request.url)
        if fault is not None:
            raise RefusedRequest(*fault, url=request.url)


def refuse_proxy(settings: BaseSettings) -> None:
    """Raise InputError where the environment names a proxy: it connects wherever it is told, past our resolver."""
    if settings.getbool(PROXY_ENFORCES_POLICY) or not settings.getbool("HTTPPROXY_ENABLED"):
        return
    named = sorted(kind for kind in getproxies() if kind in ("http", "https", "all"))
    if named:
        raise InputError(
            f"{named[0]}_proxy in the environment",
            f"a proxy can lead into private networks; if yours does not, say -s {PROXY_ENFORCES_POLICY}=True,"
            " or go without it: -s HTTPPROXY_ENABLED=False",
        )
