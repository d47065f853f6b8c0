"""Decides how a request is carried out: by Scrapy's HTTP/1.1 handler, past newscrawl's guards.

It stands behind all middlewares, so what it refuses no other component can let through.
"""

from __future__ import annotations

from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.crawler import Crawler
from scrapy.exceptions import CannotResolveHostError
from scrapy.http import Request, Response
from scrapy.utils.httpobj import urlparse_cached

from newscrawl.network.refusals import RefusedRequest
from newscrawl.network.resolver import find_resolver
from newscrawl.network.settings_policy import PROXY_ENFORCES_POLICY
from newscrawl.outcomes import Reason
from newscrawl.url_policy import DEFAULT_PORTS


class GuardedHttpHandler(HTTP11DownloadHandler):
    """Scrapy's handler for http and https. Setting: `DOWNLOAD_HANDLERS`."""

    def __init__(self, crawler: Crawler) -> None:
        """Raises InputError where the resolver in use is not newscrawl's."""
        super().__init__(crawler)
        self._resolver = find_resolver()
        self._is_proxy_trusted = crawler.settings.getbool(PROXY_ENFORCES_POLICY)

    async def download_request(self, request: Request) -> Response:
        """Fetch a page. Raises RefusedRequest where it lies on no public address, or a proxy would hide that."""
        if request.meta.get("proxy") and not self._is_proxy_trusted:
            detail = f"through a proxy, and {PROXY_ENFORCES_POLICY} does not say that it keeps to public addresses"
            raise RefusedRequest(Reason.forbidden_address, detail)
        try:
            return await super().download_request(request)
        except CannotResolveHostError as error:
            parts = urlparse_cached(request)
            port = parts.port or DEFAULT_PORTS[parts.scheme]
            refusal = self._resolver.find_refusal(parts.hostname or "", port)
            if refusal is None:
                raise
            raise RefusedRequest(Reason.forbidden_address, refusal) from error
