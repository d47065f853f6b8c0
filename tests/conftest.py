"""What several tests share: a small web server on loopback, and real crawls against it in a process of their
own.
"""

from __future__ import annotations

import gzip
import json
import os
import re
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from scrapy.settings import Settings
from scrapy.signalmanager import SignalManager
from scrapy.statscollectors import MemoryStatsCollector

import newscrawl
from newscrawl.cores import count_cores
from tests.chromium import start_browser

ROOT = Path(newscrawl.__file__).parents[1]
QUICK = {
    "DOWNLOAD_DELAY": "0.01",
    "AUTOTHROTTLE_ENABLED": "False",
    "NEWSCRAWL_RETRY_DELAY": "0.05",
    "NEWSCRAWL_REPORT": "False",  # it costs a third of a second, too
    "NEWSCRAWL_WORKERS": "0",  # starting them costs half a second; those who test them say so
}


OPEN_ADDRESSES = {"127.0.0.1:9"}
"""Servers of this test run, as `host:port`: the crawls that the tests start may connect to them, and to no others. On
port 9 (discard) nobody listens."""


def open_address(host: str, port: int | str) -> None:
    """Let the crawls of this test run connect to a server of its own."""
    OPEN_ADDRESSES.update({f"{host}:{port}", f"localhost:{port}"})


@dataclass(frozen=True)
class Answer:
    """What the server says to a path. body: bytes, or pieces that are sent one by one without a length."""

    body: bytes | Callable[[], Iterable[bytes]] = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    delay: float = 0.0


@dataclass(frozen=True)
class Seen:
    """One request that the server got; at: seconds of the monotonic clock."""

    path: str
    headers: Mapping[str, str]
    at: float


class Loopback:
    """A web server of a test's own. answers: by path with query; a list is used up, its last entry stays.

    host: another address of loopback (127.0.0.2 …) is another host to the crawler.
    """

    def __init__(self, host: str = "127.0.0.1") -> None:
        self.host = host
        self.answers: dict[str, Answer | list[Answer]] = {}
        self.seen: list[Seen] = []
        self._server = ThreadingHTTPServer((host, 0), self._make_handler())
        self._server.daemon_threads = True
        open_address(host, self._server.server_port)
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    @property
    def origin(self) -> str:
        return f"http://{self.host}:{self._server.server_port}"

    def url(self, path: str) -> str:
        return self.origin + path

    def serve(self, pages: Mapping[str, bytes | Answer | list[Answer]]) -> None:
        """Add pages; bytes are HTML in UTF-8."""
        for path, page in pages.items():
            self.answers[path] = html(page) if isinstance(page, bytes) else page

    def paths(self) -> list[str]:
        """The paths asked for, in order, without robots.txt."""
        return [seen.path for seen in self.seen if seen.path != "/robots.txt"]

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def answer(self, path: str) -> Answer:
        found = self.answers.get(path, Answer(b"<h1>Not found</h1>", 404, {"Content-Type": "text/html"}))
        if isinstance(found, list):
            return found.pop(0) if len(found) > 1 else found[0]
        return found

    def answer_host(self, host: str, path: str) -> Answer:
        """Answer a path of one of the server's names; a test may put its own in place of this."""
        return self.answer(path)

    def _make_handler(loopback: Loopback) -> type[BaseHTTPRequestHandler]:  # noqa: N805
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                loopback.seen.append(Seen(self.path, dict(self.headers), time.monotonic()))
                answer = loopback.answer_host(self.headers.get("Host", ""), self.path)
                time.sleep(answer.delay)
                with suppress(OSError):  # the crawler may hang up at any time
                    self.send_answer(answer)

            def send_answer(self, answer: Answer) -> None:
                self.send_response(answer.status)
                for name, value in answer.headers.items():
                    self.send_header(name, value)
                if isinstance(answer.body, bytes) and "Content-Length" not in answer.headers:
                    self.send_header("Content-Length", str(len(answer.body)))
                self.end_headers()
                for piece in [answer.body] if isinstance(answer.body, bytes) else answer.body():
                    self.wfile.write(piece)

            def log_message(self, *args: object) -> None:
                pass

        return Handler


def html(body: bytes, status: int = 200, **headers: str) -> Answer:
    """Give a page of HTML in UTF-8; `retry_after` is the header Retry-After."""
    named = {name.replace("_", "-").title(): value for name, value in headers.items()}
    return Answer(body, status, {"Content-Type": "text/html; charset=utf-8", **named})


def story(title: str, links: Iterable[str] = (), place: str = "harbour") -> bytes:
    """Give a page that any extractor takes for an article: a headline, ten paragraphs, links at the foot."""
    paragraphs = "".join(
        f"<p>The council of the {place} town voted on Tuesday to delay step {number} of the dredging of the "
        "inner basin until spring, officials said, because the silt there holds more copper than surveys had "
        "shown.</p>"
        for number in range(1, 11)
    )
    anchors = "".join(f'<li><a href="{link}">{link}</a></li>' for link in links)
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
        '<meta property="og:type" content="article"></head>'
        f"<body><article><h1>{title}</h1>{paragraphs}</article>"
        f"<footer><ul>{anchors}</ul></footer></body></html>"
    ).encode()


@dataclass(frozen=True)
class Crawled:
    """What a crawl left behind. folder: where it ran; out: the folder of its files."""

    code: int
    stderr: str
    stdout: str
    folder: Path
    out: Path

    def lines(self, name: str) -> list[dict[str, Any]]:
        """Read a JSON Lines file of the output folder; every line has to be valid."""
        return [json.loads(line) for line in (self.out / name).read_text("utf-8").splitlines()]

    @property
    def run(self) -> dict[str, Any]:
        run: dict[str, Any] = json.loads((self.out / "run.json").read_text("utf-8"))
        return run

    def reasons(self) -> dict[str, str]:
        """Give the reason of every rejection by the URL that was asked for."""
        return {line["requested_url"]: line["reason"] for line in self.lines("rejects.jsonl")}

    def evidence(self, requested_url: str) -> str:
        """Give the evidence of one rejection."""
        (found,) = [line for line in self.lines("rejects.jsonl") if line["requested_url"] == requested_url]
        return str(found["evidence"])


def run_crawl(
    folder: Path,
    *arguments: str,
    settings: Mapping[str, str] = QUICK,
    stdin: bytes = b"",
    out: str = "out",
    environment: Mapping[str, str] | None = None,
    **spider_arguments: object,
) -> Crawled:
    """Run `scrapy crawl` in `folder` with newscrawl's settings, and wait for its end."""
    command = crawl_command(*arguments, settings=settings, **spider_arguments)
    environ = {**crawl_environment(), **(environment or {})}
    done = subprocess.run(command, cwd=folder, env=environ, input=stdin, capture_output=True, timeout=120)
    # Every crawl here connects to loopback by name, and says so; what else it says is for the tests.
    stderr = re.sub(r".*WARNING: Connected to whether public or not .*\n", "", done.stderr.decode())
    return Crawled(done.returncode, stderr, done.stdout.decode(), folder, folder / out)


def crawl_command(*arguments: str, settings: Mapping[str, str] = QUICK, **spider_arguments: object) -> list[str]:
    """Give the command line of a crawl."""
    command = [sys.executable, "-m", "scrapy", "crawl", *arguments]
    for name, value in spider_arguments.items():
        command += ["-a", f"{name}={value}"]
    for name, value in settings.items():
        command += ["-s", f"{name}={value}"]
    return command


def checkout_environment(**variables: str) -> dict[str, str]:
    """Give the environment in which a process in any folder finds this checkout, and no project of Scrapy's."""
    environ = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("SCRAPY_") and not name.lower().endswith("_proxy")
    }
    paths = [str(ROOT), os.environ.get("PYTHONPATH", "")]
    own = {
        "PYTHONPATH": os.pathsep.join(filter(None, paths)),
        "NEWSCRAWL_ALLOWED_ADDRESSES": ",".join(sorted(OPEN_ADDRESSES)),
    }
    return {**environ, **own, **variables}


def crawl_environment() -> dict[str, str]:
    """Give the environment in which `scrapy crawl` runs in newscrawl's project."""
    return checkout_environment(SCRAPY_SETTINGS_MODULE="newscrawl.settings")


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """Have `-n auto` start one worker more than there are cores: many tests wait for delays and processes."""
    return count_cores() + 1


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Name a case of bytes that are no text by its argument: what gzip makes holds the time, and all processes that run
    the tests have to know them by the same names.
    """
    return argname if isinstance(val, bytes) and not val.isascii() else None


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """A real browser."""
    yield from start_browser()


@pytest.fixture(scope="module")
def loopback() -> Iterator[Loopback]:
    """A web server for the tests of one module."""
    server = Loopback()
    yield server
    server.stop()


@pytest.fixture
def crawl(tmp_path: Path) -> Callable[..., Crawled]:
    """`run_crawl` in a folder of the test's own."""
    return lambda *arguments, **options: run_crawl(tmp_path, *arguments, **options)


@pytest.fixture
def crawler() -> SimpleNamespace:
    """What newscrawl's components use of a Scrapy crawler, without an engine."""
    settings = Settings({"NEWSCRAWL_CRAWL_ID": "20261124T081500Z-3f9a"})
    made = SimpleNamespace(settings=settings, signals=SignalManager(), spider=None, crawling=True, _extensions=None)
    made.stats = MemoryStatsCollector(made)
    return made


@pytest.fixture
def write_benchmark(tmp_path: Path) -> Callable[[Mapping[str, tuple[bytes, Mapping[str, Any]]]], Path]:
    """Write pages with gold in the benchmark layout: `{id: (html, row of the ground truth)}` → the folder."""

    def write(pages: Mapping[str, tuple[bytes, Mapping[str, Any]]]) -> Path:
        folder = tmp_path / "some_set"
        (folder / "html").mkdir(parents=True)
        for name, (page, _) in pages.items():
            (folder / "html" / f"{name}.html.gz").write_bytes(gzip.compress(page))
        rows = {name: row for name, (_, row) in pages.items()}
        (folder / "ground-truth.json").write_text(json.dumps(rows), "utf-8")
        return folder

    return write
