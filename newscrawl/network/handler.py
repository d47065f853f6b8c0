"""Decides how a request is carried out: by Scrapy's HTTP/1.1 handler, past newscrawl's guards.

It stands behind all middlewares and the queue of the host, so what it refuses no other component can let through,
and what it holds back does not leave.
"""

from __future__ import annotations

from functools import partial
from time import monotonic
from urllib.parse import urlsplit

from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.crawler import Crawler
from scrapy.exceptions import CannotResolveHostError
from scrapy.http import Request, Response
from scrapy.utils.asyncio import sleep
from scrapy.utils.httpobj import urlparse_cached

from newscrawl.downloadermiddlewares.retry import find_pauses
from newscrawl.network.bounded_protocol import BoundedFactory, HeadBounds
from newscrawl.network.refusals import RefusedRequest
from newscrawl.network.resolver import find_resolver
from newscrawl.network.settings_policy import PROXY_ENFORCES_POLICY
from newscrawl.outcomes import Reason
from newscrawl.url_policy import DEFAULT_PORTS

_STEP = 1.0
"""Seconds between two looks whether a pause, or the crawl, is over."""


class GuardedHttpHandler(HTTP11DownloadHandler):
    """Scrapy's handler for http and https. Setting: `DOWNLOAD_HANDLERS`; bounds of an answer's head:
    `NEWSCRAWL_MAX_HEADERS` (bytes) and `NEWSCRAWL_FIRST_BYTE_TIMEOUT` (seconds).
    """

    def __init__(self, crawler: Crawler) -> None:
        """Raises InputError where the resolver in use is not newscrawl's."""
        super().__init__(crawler)
        settings = crawler.settings
        bounds = HeadBounds(
            settings.getint("NEWSCRAWL_MAX_HEADERS", HeadBounds.size),
            settings.getfloat("NEWSCRAWL_FIRST_BYTE_TIMEOUT", HeadBounds.seconds),
        )
        is_tapped = bool(settings["NEWSCRAWL_WARC"])
        self._pool._factory = partial(BoundedFactory, bounds, is_tapped, self._note_sending)  # type: ignore[assignment]
        self._resolver = find_resolver()
        self._is_proxy_trusted = settings.getbool(PROXY_ENFORCES_POLICY)

    async def download_request(self, request: Request) -> Response:
        """Fetch a page. Raises RefusedRequest where it lies on no public address, a proxy would hide that, or the
        host is to be left alone for longer than the run waits or goes on.
        """
        if request.meta.get("proxy") and not self._is_proxy_trusted:
            detail = f"through a proxy, and {PROXY_ENFORCES_POLICY} does not say that it keeps to public addresses"
            raise RefusedRequest(Reason.forbidden_address, detail, url=request.url)
        await self._wait(request)
        try:
            return await super().download_request(request)
        except CannotResolveHostError as error:
            parts = urlparse_cached(request)
            port = parts.port or DEFAULT_PORTS[parts.scheme]
            refusal = self._resolver.find_refusal(parts.hostname or "", port)
            if refusal is None:
                raise
            raise RefusedRequest(Reason.forbidden_address, refusal, url=request.url) from error

    def _note_sending(self, address: str) -> None:
        """Have the host's delay count from now. Scrapy counts it from the moment at which a request left its queue;
        where the crawl was busy since, or had to connect first, the next one would come too soon.
        """
        slot = self.crawler.engine.downloader.slots.get(urlsplit(f"//{address}").hostname or "")
        if slot is not None:
            slot.lastseen = monotonic()

    async def _wait(self, request: Request) -> None:
        pauses = find_pauses(self.crawler)
        host = urlparse_cached(request).netloc
        while pauses is not None and (rest := pauses.read_rest(host)) > 0:
            if pauses.is_deferred(host) or self._is_ending():
                detail = f"{host} asks to be left alone for {rest:.0f} more seconds"
                raise RefusedRequest(Reason.deferred, detail, url=request.url, retry_after=rest)
            await sleep(min(rest, _STEP))

    def _is_ending(self) -> bool:
        """Tell whether the crawl waits for its last requests; Scrapy says so in the open only to a signal's stop."""
        slot = self.crawler.engine._slot
        return not self.crawler.crawling or slot is None or slot.closing is not None
