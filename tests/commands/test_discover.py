"""`scrapy discover` looks at a site and prints a ready entry of sites.toml."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import pytest

from newscrawl.demo.server import DemoServer, find_demo_pages
from newscrawl.site_file import parse_sites
from tests.conftest import ROOT, Answer, Loopback, checkout_environment, html, open_address, story

SETTINGS = """
from newscrawl.settings import *
COMMANDS_MODULE = "newscrawl.commands"
DOWNLOAD_DELAY = 0
AUTOTHROTTLE_ENABLED = False
NEWSCRAWL_RETRY_DELAY = 0.05
"""
Discover = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def discover(tmp_path: Path) -> Discover:
    """Run the command in a folder of its own, without delays."""
    (tmp_path / "quick_settings.py").write_text(SETTINGS)
    paths = os.pathsep.join([str(ROOT), str(tmp_path)])

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        quick = ["-s", "DOWNLOAD_DELAY=0", "-s", "AUTOTHROTTLE_ENABLED=0", "-s", "NEWSCRAWL_RETRY_DELAY=0.05"]
        return subprocess.run(
            [sys.executable, "-m", "scrapy", "discover", *arguments, *quick],
            cwd=tmp_path,
            env=checkout_environment(SCRAPY_SETTINGS_MODULE="quick_settings", PYTHONPATH=paths, LC_ALL="C"),
            capture_output=True,
            encoding="utf-8",
            timeout=100,
            check=False,
        )

    return run


def test_command_is_installed() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    module, _, name = project["project"]["entry-points"]["scrapy.commands"]["discover"].partition(":")
    assert hasattr(import_module(module), name)


def test_demo_site_gives_its_feeds_and_sitemaps(discover: Discover) -> None:
    with DemoServer(find_demo_pages()) as server:
        open_address(*server.address.split(":"))
        done = discover(server.origin)
        origin = server.origin
    assert done.returncode == 0, done.stderr
    (site,) = parse_sites(done.stdout)
    assert site.feeds == (f"{origin}/feed.xml", f"{origin}/feed.json")
    assert site.sitemaps == (f"{origin}/sitemap-news.xml", f"{origin}/sitemap.xml")
    assert "# robots.txt: allows newscrawl the front page, names 2 sitemaps" in done.stdout
    assert " pages, newest 2026-03-12T06:00:00Z, en-GB, The Harbour Gazette" in done.stdout
    assert re.search(rf"^feed {origin}/feed.xml: \d\d pages, newest 2026-", done.stderr, re.MULTILINE)


def test_no_article_is_fetched_and_robots_is_obeyed(discover: Discover, loopback: Loopback) -> None:
    loopback.serve(
        {
            "/robots.txt": Answer(
                f"User-agent: *\nDisallow: /closed\nCrawl-delay: 0.1\nSitemap: {loopback.url('/closed.xml')}".encode()
            ),
            "/": html(
                b'<html lang=en><head><title>Gazette</title><link rel=alternate type="application/rss+xml" href="/rss">'
                b'</head><body><nav><a href="/politics">Politics</a></nav>'
                b'<h2><a href="/story-of-the-whole-day">A headline of five words</a></h2></body></html>'
            ),
            "/rss": Answer(b"<rss><channel><item>", headers={"Content-Type": "text/xml"}),
            "/story-of-the-whole-day": story("Story"),
        }
    )
    done = discover(loopback.origin)
    assert done.returncode == 0, done.stderr
    assert "/story-of-the-whole-day" not in loopback.paths()
    assert "/closed.xml" not in loopback.paths()
    (site,) = parse_sites(done.stdout)
    assert site.sections == (loopback.url("/politics"),)
    assert f"#   sitemap {loopback.url('/closed.xml')}: failed (Forbidden by robots.txt)" in done.stdout
    assert f"#   feed {loopback.url('/rss')}: 0 pages, malformed" in done.stdout
    assert "asks for 0.1 s between requests" in done.stdout


def test_site_without_anything_ends_with_its_own_code(discover: Discover, loopback: Loopback) -> None:
    loopback.answers.clear()
    loopback.serve({"/": b"<html><body>Nothing</body></html>"})
    done = discover("-q", loopback.origin)
    assert done.returncode == 1
    assert done.stderr == f"scrapy discover: nothing found on {loopback.origin.removeprefix('http://')}\n"
    assert "# robots.txt: allows newscrawl the front page, names 0 sitemaps" in done.stdout
    assert f"#   front page {loopback.origin}: 0 pages, no link to a page of the site" in done.stdout
    assert f"#   feed {loopback.url('/rss.xml')}: failed (HTTP status 404)" in done.stdout


def test_robots_that_cannot_be_had_forbids_all_and_is_told(discover: Discover, loopback: Loopback) -> None:
    loopback.answers.clear()
    loopback.serve({"/robots.txt": Answer(b"Try later", 503), "/": b"<html><body>Nothing</body></html>"})
    before = len(loopback.seen)
    done = discover("-q", loopback.origin)
    assert done.returncode == 1
    assert "# robots.txt: robots.txt cannot be had (HTTP status 503)" in done.stdout
    assert {seen.path for seen in loopback.seen[before:]} == {"/robots.txt"}


def test_host_that_does_not_answer_is_told(discover: Discover) -> None:
    done = discover("-q", "http://127.0.0.1:9/")
    assert done.returncode == 1
    assert "# robots.txt: DownloadConnectionRefusedError" in done.stdout


def test_host_that_is_not_public_is_not_looked_at(discover: Discover) -> None:
    done = discover("-q", "http://127.0.0.1/")
    assert done.returncode == 1
    assert "not on the public internet: 127.0.0.1 (this machine)" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["exa mple.org"], "scrapy discover: exa mple.org: a space or control character inside\n"),
        (["ftp://example.org/"], "scrapy discover: ftp://example.org/: scheme ftp: only http and https"),
        ([""], "scrapy discover: : no host\n"),
        ([], "name one domain or one URL"),
        (["a.example", "b.example"], "name one domain or one URL"),
    ],
)
def test_wrong_use_is_told_in_one_line(discover: Discover, arguments: list[str], told: str) -> None:
    done = discover(*arguments)
    assert done.returncode == 2
    assert told in done.stderr + done.stdout
    assert "Traceback" not in done.stderr
