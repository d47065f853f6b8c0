"""No spelling of an internal address is ever connected to, by whatever way it comes into a crawl.

A canary listens on loopback. Nothing is looked up or connected to off this machine: see `stubbed_resolver.py`.
"""

from __future__ import annotations

import json
import socket
import subprocess
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from newscrawl.outcomes import Reason
from tests.conftest import (
    Answer,
    Crawled,
    Loopback,
    crawl_command,
    crawl_environment,
    html,
    story,
)
from tests.network.stubbed_resolver import NAMES, PASSED

HOSTS = [
    "127.0.0.1", "127.1", "127.0.1", "2130706433", "0x7f000001", "0x7f.0.0.1", "0x7f.1", "0177.0.0.1", "0177.1",
    "017700000001", "127.0.0.1.", "127.000.000.001", "127.0.0.2", "127.255.255.254", "0", "0.0.0.0", "0x0", "00.0",
    "localhost", "LOCALHOST", "localhost.", "www.localhost", "①②⑦.0.0.1", "１２７.０.０.１", "127。0。0。1",
    "%31%32%37.0.0.1", "[::1]", "[0:0:0:0:0:0:0:1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::127.0.0.1]", "[::]",
    "[64:ff9b::127.0.0.1]", "[2002:7f00:1::]", "[::ffff:0:127.0.0.1]", "[fe80::1%25lo]", "me@127.0.0.1",
    "news.test@127.0.0.1", "internal.test", "rebound.test", "mixed.test", "10.0.0.1", "169.254.169.254",
    "[fd00:ec2::254]",
]  # fmt: skip
"""What stands for the canary's host in a URL: spellings of loopback, names that lead there, other internal ones."""

NAMED = {
    "internal.test": [["127.0.0.1"]],
    "rebound.test": [["93.184.216.34"], ["127.0.0.1"]],
    "mixed.test": [["93.184.216.34", "127.0.0.1", "::1", "10.0.0.1"]],
}
PUBLIC = {"93.184.216.34"}
QUICK = {
    "DOWNLOAD_DELAY": "0",
    "AUTOTHROTTLE_ENABLED": "False",
    "RETRY_TIMES": "1",
    "NEWSCRAWL_RETRY_DELAY": "0.01",
    "CONCURRENT_REQUESTS_PER_DOMAIN": "16",
    "TWISTED_DNS_RESOLVER": "tests.network.stubbed_resolver.StubbedResolver",
    "SPIDER_MODULES": "newscrawl.spiders,tests.network.following_spider",
}


class Canary:
    """Counts the connections to one port of loopback, of both families."""

    def __init__(self) -> None:
        self.hits = 0
        self._sockets = [socket.create_server(("127.0.0.1", 0))]
        self.port: int = self._sockets[0].getsockname()[1]
        with suppress(OSError):  # a machine without IPv6
            self._sockets.append(socket.create_server(("::1", self.port), family=socket.AF_INET6))
        for listening in self._sockets:
            threading.Thread(target=self._count, args=(listening,), daemon=True).start()

    def _count(self, listening: socket.socket) -> None:
        with suppress(OSError):
            while True:
                connection, _ = listening.accept()
                self.hits += 1
                connection.close()

    def stop(self) -> None:
        for listening in self._sockets:
            with suppress(OSError):
                listening.shutdown(socket.SHUT_RDWR)
            listening.close()


@pytest.fixture
def canary() -> Iterator[Canary]:
    made = Canary()
    yield made
    made.stop()


@pytest.fixture
def server() -> Iterator[Loopback]:
    made = Loopback()
    yield made
    made.stop()


def spell(canary: Canary, path: str = "/") -> list[str]:
    """Give a URL for every spelling, each with a path of its own: several are one to the filter of duplicates."""
    return [f"http://{host}:{canary.port}{path}?{number}" for number, host in enumerate(HOSTS)]


def crawl(folder: Path, canary: Canary, spider: str, open_too: str = "", **arguments: object) -> Crawled:
    """Crawl with the canary's port allowed, so that only its address speaks against it."""
    ports = f"80,443,{canary.port}"
    command = crawl_command(spider, settings={**QUICK, "NEWSCRAWL_ALLOWED_PORTS": ports}, **arguments)
    environment = crawl_environment()
    environment["NEWSCRAWL_ALLOWED_ADDRESSES"] += open_too
    environment |= {NAMES: json.dumps({**NAMED, **site_names()}), PASSED: str(folder / "passed.txt")}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, timeout=100)
    return Crawled(done.returncode, done.stderr.decode(), done.stdout.decode(), folder, folder / "out")


def site_names() -> dict[str, list[list[str]]]:
    return {f"site-{number}.test": [["127.0.0.1"]] for number in range(len(HOSTS))}


def passed(folder: Path, server: Loopback) -> set[str]:
    """The addresses that the filter let through, without the test's own server and public ones."""
    lines = [line.split() for line in (folder / "passed.txt").read_text("utf-8").splitlines()]
    own = server.origin.rpartition(":")[2]
    return {address for _, address, port in lines if port != own} - PUBLIC


def site_origins(server: Loopback) -> list[str]:
    """One name for the server for every spelling, so that each has a robots.txt of its own."""
    return [f"{name}:{server.origin.rpartition(':')[2]}" for name in site_names()]


def test_there_are_forty_spellings() -> None:
    assert len(HOSTS) == len(set(HOSTS)) >= 40


def test_canary_is_hit_where_it_is_named(server: Loopback, canary: Canary, tmp_path: Path) -> None:
    """Else the tests below could not fail."""
    (tmp_path / "urls.txt").write_text(f"http://127.1:{canary.port}/")
    crawl(tmp_path, canary, "article", f",127.0.0.1:{canary.port}", file="urls.txt")
    assert canary.hits > 0


def test_no_seed_link_or_redirect_leads_there(server: Loopback, canary: Canary, tmp_path: Path) -> None:
    links = spell(canary, "/link")
    server.serve({"/links": html(story("Links", links=links))})
    turns = [server.url(f"/turn/{number}") for number in range(len(HOSTS))]
    for turn, target in zip(turns, spell(canary, "/turned"), strict=True):
        location = target.encode("utf-8").decode("latin-1")
        server.serve({turn.removeprefix(server.origin): Answer(status=302, headers={"Location": location})})
    server.serve({"/all": html(story("All", links=[*turns, *spell(canary, "/seed"), server.url("/links")]))})
    crawled = crawl(tmp_path, canary, "following", start=server.url("/all"))
    assert canary.hits == 0
    assert passed(tmp_path, server) == set()
    reasons = crawled.reasons()
    assert set(turns) <= reasons.keys()
    assert len(reasons) == 3 * len(HOSTS)  # each seed, link and redirect has its line
    # Of an address that is none, already robots.txt cannot be had.
    expected = {Reason.forbidden_address, Reason.bad_url, Reason.unreachable, Reason.robots_denied}
    assert set(reasons.values()) <= expected
    assert sum(reason == Reason.forbidden_address for reason in reasons.values()) > 2.5 * len(HOSTS)
    assert "Traceback" not in crawled.stderr


def test_no_listed_url_leads_there(server: Loopback, canary: Canary, tmp_path: Path) -> None:
    (tmp_path / "urls.txt").write_text("\n".join(spell(canary)), encoding="utf-8")
    crawled = crawl(tmp_path, canary, "article", file="urls.txt")
    assert canary.hits == 0
    assert passed(tmp_path, server) == set()
    assert len(crawled.lines("rejects.jsonl")) == len(HOSTS)


def test_no_sitemap_leads_there(server: Loopback, canary: Canary, tmp_path: Path) -> None:
    origins = site_origins(server)
    sitemaps = dict(zip(origins, spell(canary, "/sitemap.xml"), strict=True))
    pages = "".join(f"<url><loc>{url}</loc></url>" for url in spell(canary, "/story"))
    listed = f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{pages}</urlset>'.encode()

    def answer(host: str, path: str) -> Answer:
        if path == "/robots.txt":
            own = f"Sitemap: {sitemaps[host]}\nSitemap: http://{host}/sitemap.xml\n"
            return Answer(own.encode(), headers={"Content-Type": "text/plain"})
        return Answer(listed, headers={"Content-Type": "application/xml"}) if path == "/sitemap.xml" else html(b"")

    server.answer_host = answer  # type: ignore[method-assign]
    crawl(tmp_path, canary, "news", "," + ",".join(origins), site=",".join(map("http://{}/".format, origins)))
    assert canary.hits == 0
    assert passed(tmp_path, server) == set()
    assert server.paths().count("/sitemap.xml") == len(HOSTS)


def test_no_robots_txt_leads_there_and_then_nothing_is_fetched(
    server: Loopback, canary: Canary, tmp_path: Path
) -> None:
    targets = dict(zip(site_origins(server), spell(canary, "/robots.txt"), strict=True))
    server.answer_host = lambda host, path: (  # type: ignore[method-assign]
        Answer(status=301, headers={"Location": targets[host].encode("utf-8").decode("latin-1")})
        if path == "/robots.txt"
        else html(story("Never asked for"))
    )
    (tmp_path / "urls.txt").write_text("\n".join(f"http://{origin}/a" for origin in targets))
    crawled = crawl(tmp_path, canary, "article", "," + ",".join(targets), file="urls.txt")
    assert canary.hits == 0
    assert passed(tmp_path, server) == set()
    assert server.paths() == []
    assert len(crawled.lines("rejects.jsonl")) == len(HOSTS)
