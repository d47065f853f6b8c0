"""Decides how the demo site is served on loopback: every fixture at its path, beside robots.txt and feeds.

What the pages hold is decided in the fixtures; crawling them is left to the spiders.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from types import TracebackType
from typing import ClassVar, Self
from urllib.parse import urlsplit

import msgspec

from newscrawl.errors import DataFileError
from newscrawl.fixture import SITE_FOLDER, Fixture, load_fixtures
from newscrawl.loopback import LoopbackServer

SITE_ORIGIN = "https://news.example"
"""Where the invented newspaper says that it lives."""
SITE_HEADERS_FILE = "headers.json"
"""In the site's folder: its files, each with its response headers."""
NOT_FOUND_BODY = b"<!doctype html><title>Not found</title><h1>404 Not found</h1>\n"
OWN_HEADERS = frozenset(
    {"content-length", "transfer-encoding", "content-encoding", "connection", "date", "server"}
)
"""Headers that follow from how this server sends, so those of the fixture are left out."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the server says to one path: status, headers in order, body."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes


NOT_FOUND = Answer(404, (("Content-Type", "text/html; charset=utf-8"),), NOT_FOUND_BODY)


def find_demo_pages() -> Path:
    """Give the folder of the demo site: inside an installed package, or `fixtures/` beside it in a checkout.

    Raises DataFileError where there is neither.
    """
    installed = Path(__file__).parent / "pages"
    checkout = Path(__file__).parents[2] / "fixtures"
    for folder in (installed, checkout):
        if folder.is_dir():
            return folder
    raise DataFileError(str(installed), "the demo pages are not there; is newscrawl installed whole?")


def build_answers(fixtures: Iterable[Fixture], site: Path, origin: str) -> dict[str, Answer]:
    """Map every path (with its query) of the demo site to its answer.

    Links to the newspaper's own origin in the files of `site` are led to `origin`, so that a crawl of the
    loopback server finds its sitemap and feeds; the bytes of pages are never touched.
    Raises DataFileError where two fixtures claim one path, or a file of `site` is missing.
    """
    answers = {
        f"/{name}": _build_site_answer(site / name, headers, origin)
        for name, headers in _read_site_headers(site).items()
    }
    for fixture in fixtures:
        target = _get_target(fixture.page.url)
        if target in answers:
            raise DataFileError(str(fixture.path), f"{target} is already served by another fixture")
        headers = tuple(item for item in fixture.page.headers.items() if item[0] not in OWN_HEADERS)
        answers[target] = Answer(fixture.page.status or 200, headers, fixture.page.body)
    return answers


def find_answer(answers: Mapping[str, Answer], target: str) -> Answer:
    """Give the answer to a request target: that of path and query, else of the path alone, else 404."""
    target = _get_target(target)
    return answers.get(target) or answers.get(target.partition("?")[0]) or NOT_FOUND


def _get_target(url: str) -> str:
    parts = urlsplit(url)
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


def _read_site_headers(site: Path) -> dict[str, dict[str, str]]:
    path = site / SITE_HEADERS_FILE
    try:
        return msgspec.json.decode(path.read_bytes(), type=dict[str, dict[str, str]])
    except OSError as error:
        raise DataFileError(str(path), error.strerror or "cannot be read") from error
    except msgspec.DecodeError as error:
        raise DataFileError(str(path), str(error)) from error


def _build_site_answer(path: Path, headers: Mapping[str, str], origin: str) -> Answer:
    try:
        body = path.read_bytes()
    except OSError as error:
        raise DataFileError(str(path), error.strerror or "cannot be read") from error
    return Answer(200, tuple(headers.items()), body.replace(SITE_ORIGIN.encode(), origin.encode()))


class DemoHandler(BaseHTTPRequestHandler):
    """Answers GET and HEAD from `answers`, which `DemoServer` sets on a subclass of its own; logs nothing."""

    protocol_version = "HTTP/1.1"
    timeout = 10
    server_version = "newscrawl-demo"
    sys_version = ""
    answers: ClassVar[Mapping[str, Answer]] = {}

    def do_GET(self) -> None:
        """Send head and body."""
        answer = self._send_head()
        self.wfile.write(answer.body)

    def do_HEAD(self) -> None:
        """Send the head alone."""
        self._send_head()

    def _send_head(self) -> Answer:
        answer = find_answer(self.answers, self.path)
        self.send_response(answer.status)
        for name, value in answer.headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        return answer

    def log_message(self, format: str, *args: object) -> None:
        """Log nothing: the terminal belongs to the demo."""


class DemoServer:
    """The demo site on a free port of loopback, in a thread of its own, for the length of a `with` block.

    Raises DataFileError on entry where the fixtures are broken.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self._server: LoopbackServer | None = None

    @property
    def origin(self) -> str:
        """`http://127.0.0.1:PORT`, without a slash at its end; only inside the `with` block."""
        return f"http://{self.address}"

    @property
    def address(self) -> str:
        """`127.0.0.1:PORT`; only inside the `with` block."""
        if self._server is None:
            raise RuntimeError("the demo server is not running")
        return self._server.address

    def __enter__(self) -> Self:
        fixtures = load_fixtures(self._root)
        self._server = LoopbackServer(DemoHandler)
        answers = build_answers(fixtures, self._root / SITE_FOLDER, self.origin)
        self._server.RequestHandlerClass = type("Handler", (DemoHandler,), {"answers": answers})
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._server is not None:
            self._server.shutdown()
            self._server.server_close()
            self._server = None
