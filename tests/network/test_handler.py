"""Behind all middlewares a request is held against the policy once more, and the guards cannot be taken away
unnoticed.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from newscrawl.exit_codes import ExitCode
from tests.conftest import QUICK, Answer, Loopback, html, run_crawl, story

STRAY = '''
from scrapy.http import Request


class ProxyMiddleware:
    """Sends every request through a proxy, as add-ons for proxies do."""

    def process_request(self, request: Request) -> None:
        request.meta["proxy"] = "http://127.0.0.1:9"
'''


def test_crawl_with_another_resolver_does_not_begin(loopback: Loopback, tmp_path: Path) -> None:
    settings = {**QUICK, "TWISTED_DNS_RESOLVER": "scrapy.resolver.CachingThreadedResolver"}
    crawled = run_crawl(tmp_path, "article", urls=loopback.url("/a"), settings=settings)
    assert crawled.code == ExitCode.bad_config
    assert "setting TWISTED_DNS_RESOLVER: must name newscrawl.network.resolver.PublicResolver" in crawled.stderr
    assert loopback.seen == []


def test_proxy_that_a_component_puts_in_late_is_refused(loopback: Loopback, tmp_path: Path) -> None:
    (tmp_path / "stray.py").write_text(STRAY)
    (tmp_path / "stray_settings.py").write_text(
        "from newscrawl.settings import *\nDOWNLOADER_MIDDLEWARES['stray.ProxyMiddleware'] = 900\n"
    )
    loopback.serve({"/a": story("Vote")})
    crawled = run_crawl(
        tmp_path, "article", urls=loopback.url("/a"), environment={"SCRAPY_SETTINGS_MODULE": "stray_settings"}
    )
    assert set(crawled.reasons().values()) == {"forbidden_address"}
    assert "NEWSCRAWL_PROXY_ENFORCES_POLICY" in crawled.evidence(loopback.url("/a"))
    assert loopback.seen == []


@pytest.mark.parametrize("name", ["HTTPS_PROXY"])
def test_crawl_with_a_proxy_in_the_environment_does_not_begin(
    loopback: Loopback, tmp_path: Path, name: str
) -> None:
    crawled = run_crawl(
        tmp_path, "article", urls=loopback.url("/a"), environment={name: "http://127.0.0.1:9"}
    )
    assert crawled.code == ExitCode.bad_config
    assert "_proxy in the environment" in crawled.stderr.splitlines()[-1]
    assert "NEWSCRAWL_PROXY_ENFORCES_POLICY" in crawled.stderr
    assert loopback.seen == []


def test_proxy_that_keeps_to_the_policy_is_used(loopback: Loopback, tmp_path: Path) -> None:
    loopback.serve({"http://news.test/robots.txt": b"", "http://news.test/a": story("By proxy")})
    crawled = run_crawl(
        tmp_path,
        "article",
        urls="http://news.test/a",
        environment={"http_proxy": loopback.origin},
        settings={**QUICK, "NEWSCRAWL_PROXY_ENFORCES_POLICY": "True"},
    )
    assert [record["title"] for record in crawled.lines("article.jsonl")] == ["By proxy"]


def test_delay_counts_from_the_moment_at_which_a_request_leaves(loopback: Loopback, tmp_path: Path) -> None:
    """The page after the pause was to leave before it; after 503 the delay is 0.8 s, and 0.72 s after the next 200."""
    loopback.serve(
        {"/slow": [Answer(b"", 503, {"Retry-After": "1"}), html(story("Slow"))], "/next": story("Next", place="inland")}
    )
    loopback.seen.clear()
    settings = {**QUICK, "DOWNLOAD_DELAY": "0.4", "DOWNLOAD_DELAY_JITTER": "0"}
    urls = ",".join(map(loopback.url, ("/slow", "/next")))
    assert run_crawl(tmp_path, "article", urls=urls, settings=settings).code == 0
    assert loopback.paths() == ["/slow", "/next", "/slow"]
    after_pause, last = [seen.at for seen in loopback.seen][-2:]
    assert last - after_pause > 0.7
