"""What Scrapy's published advisories told of does not come back, in the chain of middlewares that newscrawl uses.

Nothing here connects: the end of the chain is a stand-in that notes what would have left.
"""

from __future__ import annotations

import asyncio
import gzip
import socket
import sys
import time
import zlib
from pathlib import Path
from typing import Any

import brotli
import pytest
from scrapy import Spider
from scrapy.core.downloader.middleware import DownloaderMiddlewareManager
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.httpauth import HttpAuthMiddleware
from scrapy.http import Request, Response
from scrapy.spidermiddlewares.referer import RefererMiddleware
from scrapy.utils.misc import build_from_crawler
from scrapy.utils.test import get_crawler

from newscrawl import settings as own_settings
from newscrawl.content_encoding import zstd
from newscrawl.discovery.candidate import SourceKind
from newscrawl.discovery.reading import read_source
from newscrawl.downloadermiddlewares import url_policy
from newscrawl.network.refusals import RefusedRequest
from newscrawl.outcomes import Reason
from newscrawl.site import Site

OWN = {name: value for name, value in vars(own_settings).items() if name.isupper()}
START = "https://news.example/a"
SECRET = {"Authorization": "Basic c2VjcmV0"}


@pytest.fixture(autouse=True)
def _alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """No proxy of the machine, no resolver (there is no reactor), and a network that must not be used."""
    for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(url_policy, "find_resolver", lambda: None)

    def refuse(*arguments: object) -> None:
        raise AssertionError(f"connects to {arguments}")

    monkeypatch.setattr(socket.socket, "connect", refuse)


def build(**settings: object) -> Crawler:
    wanted = {**OWN, "ADDONS": {}, "EXTENSIONS": {}, "ROBOTSTXT_OBEY": False, **settings}
    crawler = get_crawler(Spider, {**wanted, "TWISTED_REACTOR_ENABLED": False, "DOWNLOAD_HANDLERS": {}})
    crawler.spider = crawler._create_spider("advisories")
    return crawler


def fetch(crawler: Crawler, request: Request, *answers: Response) -> list[Request]:
    """Send a request and its redirects through the chain; give those that would have left."""
    manager = build_from_crawler(DownloaderMiddlewareManager, crawler)
    left: list[Request] = []
    waiting = list(answers)

    async def answer(sent: Request) -> Response:
        left.append(sent)
        return waiting.pop(0).replace(url=sent.url, request=sent)

    async def go() -> None:
        current: Any = request
        while isinstance(current, Request):
            current = await manager.download_async(answer, current)

    asyncio.run(go())
    return left


def redirect(target: str, **headers: str) -> Response:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Response("https://x.example", status=302, headers={"Location": target, **named})


OK = Response("https://x.example", body=b"ok")


@pytest.mark.parametrize(
    ("advisory", "target", "is_kept"),
    [
        ("GHSA-cw9j-q3vf-hrrv", "https://other.example/b", False),
        ("GHSA-4qqq-9vqf-3h3f, scheme", "http://news.example/b", False),
        ("GHSA-4qqq-9vqf-3h3f, port", "https://news.example:8443/b", False),
        ("none: the same origin", "https://news.example/b", True),
    ],
)
def test_authorization_stays_with_its_origin(advisory: str, target: str, is_kept: bool) -> None:
    crawler = build(NEWSCRAWL_ALLOWED_PORTS=[80, 443, 8443])
    first, second = fetch(crawler, Request(START, headers=SECRET), redirect(target), OK)
    assert first.headers["Authorization"]
    assert ("Authorization" in second.headers) is is_kept, advisory


def test_cookies_of_a_header_stay_with_their_host() -> None:
    """GHSA-cjvr-mfj7-j4j8."""
    crawler = build(COOKIES_ENABLED=False)
    request = Request(START, headers={"Cookie": "session=secret"})
    _, other = fetch(crawler, request, redirect("https://other.example/b"), OK)
    assert "Cookie" not in other.headers
    _, plain = fetch(crawler, request, redirect("http://news.example/b"), OK)
    assert "Cookie" not in plain.headers


def test_cookies_of_a_request_stay_with_their_host() -> None:
    """GHSA-cjvr-mfj7-j4j8, with the cookie jar."""
    request = Request(START, cookies={"session": "secret"})
    first, other = fetch(build(COOKIES_ENABLED=True), request, redirect("https://other.example/b"), OK)
    assert b"secret" in first.headers["Cookie"]
    assert "Cookie" not in other.headers


@pytest.mark.parametrize("domain", ["example", "co.uk", "github.io"])
def test_no_site_sets_a_cookie_for_a_public_suffix(domain: str) -> None:
    """GHSA-mfjm-vh54-3f96. The list of suffixes comes from no network."""
    cookie = {"Set_Cookie": f"a=b; Domain={domain}"}
    answer = redirect(f"https://other.{domain}/b", **cookie)
    _, other = fetch(build(COOKIES_ENABLED=True), Request(f"https://news.{domain}/a"), answer, OK)
    assert "Cookie" not in other.headers


def test_cookie_of_a_site_is_sent_back_to_it() -> None:
    """Else the two tests above could not fail."""
    answer = redirect("https://www.news.example/b", Set_Cookie="a=b; Domain=news.example")
    _, same = fetch(build(COOKIES_ENABLED=True), Request("https://news.example/a"), answer, OK)
    assert same.headers["Cookie"] == b"a=b"


def test_password_of_the_settings_goes_to_its_domain_alone() -> None:
    """CVE-2021-41125: without a domain the crawl does not begin."""
    with pytest.raises(ValueError, match="HTTPAUTH_DOMAIN"):
        build_from_crawler(HttpAuthMiddleware, build(HTTPAUTH_USER="me", HTTPAUTH_PASS="secret"))
    crawler = build(HTTPAUTH_USER="me", HTTPAUTH_PASS="secret", HTTPAUTH_DOMAIN="news.example")
    first, other = fetch(crawler, Request(START), redirect("https://other.example/b"), OK)
    assert "Authorization" in first.headers
    assert "Authorization" not in other.headers


def test_password_of_a_proxy_is_not_sent_past_it() -> None:
    """GHSA-9x8m-2xpf-crp3."""
    crawler = build(NEWSCRAWL_PROXY_ENFORCES_POLICY=True)
    (sent,) = fetch(crawler, Request(START, headers={"Proxy-Authorization": "Basic c2VjcmV0"}), OK)
    assert "Proxy-Authorization" not in sent.headers
    (sent,) = fetch(crawler, Request(START, meta={"proxy": "http://me:secret@one.example:3128"}), OK)
    assert "Proxy-Authorization" in sent.headers
    turned = sent.replace(meta={**sent.meta, "proxy": "http://two.example:3128"})
    (sent,) = fetch(crawler, turned, OK)
    assert sent.meta["proxy"] == "http://two.example:3128"
    assert "Proxy-Authorization" not in sent.headers


def test_redirect_to_another_scheme_takes_the_proxy_of_that_scheme(monkeypatch: pytest.MonkeyPatch) -> None:
    """GHSA-jm3v-qxmh-hxwv."""
    monkeypatch.setenv("http_proxy", "http://me:secret@plain.example:3128")
    monkeypatch.setenv("https_proxy", "http://tls.example:3128")
    crawler = build(NEWSCRAWL_PROXY_ENFORCES_POLICY=True)
    plain, tls = fetch(crawler, Request("http://news.example/a"), redirect(START), OK)
    assert plain.meta["proxy"] == "http://plain.example:3128"
    assert "Proxy-Authorization" in plain.headers
    assert tls.meta["proxy"] == "http://tls.example:3128"
    assert "Proxy-Authorization" not in tls.headers


@pytest.mark.parametrize("target", ["file:///etc/passwd", "ftp://news.example/a", "s3://bucket/key", "data:,x"])
def test_redirect_leads_to_no_other_scheme(target: str) -> None:
    """GHSA-23j4-mw76-5v7h."""
    assert [sent.url for sent in fetch(build(), Request(START), redirect(target))] == [START]


@pytest.mark.parametrize(
    ("encoding", "pack"),
    [("gzip", gzip.compress), ("deflate", zlib.compress), ("br", brotli.compress), ("zstd", zstd.compress)],
)
def test_bomb_is_refused_at_the_bound(encoding: str, pack: Any) -> None:
    """GHSA-7j7m-v7m3-jqm7, and CVE-2025-6176 for Brotli."""
    bomb = Response(START, body=pack(b"\0" * 20_000_000), headers={"Content-Encoding": encoding})
    start = time.perf_counter()
    with pytest.raises(RefusedRequest) as refused:
        fetch(build(), Request(START), bomb)
    assert refused.value.reason is Reason.too_large
    assert time.perf_counter() - start < 5


@pytest.mark.parametrize("piece", [b"<url", b"<url>", b"</url", b"<url " * 3 + b"/", b"<item><", b"<!--", b"<![CDATA["])
def test_hostile_lists_are_read_in_time(piece: bytes) -> None:
    """GHSA-cc65-xxvf-f7r9: Scrapy's `xmliter` read feeds by regular expressions that went back and forth."""
    body = b'<?xml version="1.0"?><urlset>' + piece * (300_000 // len(piece))
    start = time.perf_counter()
    for kind in (SourceKind.sitemap, SourceKind.feed):
        read_source(body, "https://news.example/list.xml", kind, Site(name="news.example", start=()), "text/xml")
    assert time.perf_counter() - start < 5


def test_referrer_policy_of_a_server_loads_no_code(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """GHSA-cwxj-rr6w-m6w7: the header could name a Python object, which was imported and called."""
    (tmp_path / "planted_policy.py").write_text("def run():\n    raise SystemExit('called')\n")
    monkeypatch.syspath_prepend(tmp_path)
    middleware = build_from_crawler(RefererMiddleware, build())
    response = Response(START, headers={"Referrer-Policy": "planted_policy.run"})
    with pytest.warns(RuntimeWarning, match="import paths"):
        middleware.policy(response, Request("https://other.example/b"))
    assert "planted_policy" not in sys.modules
