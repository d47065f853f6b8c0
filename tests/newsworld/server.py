"""Decides how the world answers over HTTP: a server a site, each on an address of its own, validators, and a log."""

from __future__ import annotations

import hashlib
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from enum import StrEnum
from http.client import responses
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from tests.newsworld.life import read_number
from tests.newsworld.newsroom import Answer, Newsroom, Validator

NOT_MODIFIED = 304


class RequestKind(StrEnum):
    """What a request is for."""

    robots = "robots"
    source = "source"
    page = "page"


@dataclass(frozen=True, slots=True)
class Seen:
    """One request. run: the number of the run that it came in."""

    run: int
    house: str
    kind: RequestKind
    path: str
    status: int
    has_validator: bool
    """Whether what was asked for answers validators."""


@dataclass(frozen=True, slots=True)
class Visit:
    """One request as a site's own log has it. agent: the user agent. began, ended: seconds of the monotonic clock."""

    house: str
    path: str
    agent: str
    began: float
    ended: float


class _QuietServer(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *arguments: object) -> None:
        """Say nothing: a run that is killed leaves its connections as they are."""


@dataclass(slots=True)
class WorldServer:
    """The sites on loopback. now: the clock of the world, which stands still until it is moved. run: the number of the
    run at work. on_request: called at every request with their count in this run, before it is answered.
    """

    houses: Sequence[Newsroom]
    now: datetime
    run: int = 0
    log: list[Seen] = field(default_factory=list)
    visits: list[Visit] = field(default_factory=list)
    on_request: Callable[[int], None] | None = None
    _servers: list[ThreadingHTTPServer] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _count: int = 0

    def start(self) -> None:
        """Listen; every house gets its origin. In place."""
        for number, house in enumerate(self.houses, 2):
            server = _QuietServer((f"127.0.0.{number}", 0), make_handler(self, house))
            house.origin = f"http://127.0.0.{number}:{server.server_port}"
            threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
            self._servers.append(server)

    def stop(self) -> None:
        """Listen no more."""
        for server in self._servers:
            server.shutdown()
            server.server_close()

    def begin_run(self, number: int, now: datetime) -> None:
        """Move the clock. In place."""
        self.run, self.now, self._count = number, now, 0

    @property
    def requests(self) -> int:
        """How many requests came in this run so far."""
        return self._count

    @property
    def settings(self) -> dict[str, str]:
        """The settings without which no crawl connects to these servers."""
        return {"NEWSCRAWL_ALLOWED_ADDRESSES": ",".join(house.origin.partition("://")[2] for house in self.houses)}

    def write_sites(self, path: Path) -> None:
        """Write the list of sites, each by its bare domain."""
        lines = [f'[[site]]\ndomain = "{house.origin.removeprefix("http://")}"\n' for house in self.houses]
        path.write_text("\n".join(lines), "utf-8")

    def take(self, house: Newsroom, path: str, etag: str, since: str) -> tuple[Answer, str]:
        """Answer a request, and give the ETag of the answer."""
        with self._lock:
            self._count += 1
            count = self._count
        if self.on_request is not None:
            self.on_request(count)
        answer = house.answer(path, self.now)
        own = f'"{hashlib.sha1(answer.body).hexdigest()[:16]}"' if has_etag(answer) else ""
        if is_unchanged(answer, own, etag, since):
            answer = Answer(status=NOT_MODIFIED, validator=answer.validator, changed=answer.changed)
        is_page = read_number(path.partition("?")[0]) is not None
        kind = RequestKind.robots if path == "/robots.txt" else RequestKind.page if is_page else RequestKind.source
        self.log.append(Seen(self.run, house.name, kind, path, answer.status, answer.validator is not Validator.none))
        return answer, own


def has_etag(answer: Answer) -> bool:
    """Tell whether an answer carries an ETag."""
    return answer.status == 200 and answer.validator in (Validator.etag, Validator.both)


def is_unchanged(answer: Answer, own: str, etag: str, since: str) -> bool:
    """Tell whether the answer is 304: `If-None-Match` counts where it is there, else `If-Modified-Since` (RFC 9110,
    13.2.2).
    """
    if answer.status != 200:
        return False
    if etag:
        return bool(own) and etag == own
    if since and answer.changed is not None and answer.validator in (Validator.last_modified, Validator.both):
        with suppress(ValueError):
            return answer.changed.replace(microsecond=0) <= parsedate_to_datetime(since)
    return False


def make_handler(world: WorldServer, house: Newsroom) -> type[BaseHTTPRequestHandler]:
    """Make the handler of one site."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def do_GET(self) -> None:
            began = time.monotonic()
            self.send_page()
            agent = self.headers.get("User-Agent", "")
            world.visits.append(Visit(house.name, self.path, agent, began, time.monotonic()))

        def send_page(self) -> None:
            etag, since = self.headers.get("If-None-Match", ""), self.headers.get("If-Modified-Since", "")
            answer, own = world.take(house, self.path, etag, since)
            lines = [f"HTTP/1.1 {answer.status} {responses[answer.status]}", f"Content-Length: {len(answer.body)}"]
            if answer.body:
                lines.append(f"Content-Type: {answer.content_type}")
            if answer.location:
                lines.append(f"Location: {answer.location}")
            if own:
                lines.append(f"ETag: {own}")
            is_dated = answer.validator in (Validator.last_modified, Validator.both)
            if is_dated and answer.changed is not None:
                lines.append(f"Last-Modified: {format_datetime(answer.changed.astimezone(UTC), usegmt=True)}")
            with suppress(OSError):  # the crawler may have been killed
                self.wfile.write("\r\n".join([*lines, "", ""]).encode("latin-1") + answer.body)

        def log_message(self, *args: object) -> None:
            pass

    return Handler
