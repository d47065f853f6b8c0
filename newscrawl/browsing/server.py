"""Decides what the browser gets: the list, a record, or a refusal. Whoever asks must do so by this machine's own name.

A page on the web can have a browser ask for an address on loopback, and can lead a name of its own there (DNS
rebinding). So other names are refused, nothing can be changed by any request, and answers are not for other origins.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler
from typing import ClassVar
from urllib.parse import parse_qsl, urlsplit

import msgspec

from newscrawl.browsing.frame import make_policy, render_fault
from newscrawl.browsing.list_page import Choices, render_list
from newscrawl.browsing.query import read_query
from newscrawl.browsing.record_page import render_record
from newscrawl.browsing.store import RecordStore
from newscrawl.loopback import LoopbackServer
from newscrawl.workers.faults import locate_error

MAX_PARAMETERS = 40
OWN_NAMES = frozenset({"127.0.0.1", "localhost", "[::1]"})

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Answer:
    """What is sent: status, and a page of HTML."""

    status: int
    page: str


def answer_request(store: RecordStore, target: str) -> Answer:
    """Answer a request for a path with its query."""
    try:
        parts = urlsplit(target)
        parameters = dict(parse_qsl(parts.query, max_num_fields=MAX_PARAMETERS))
    except ValueError:
        return Answer(400, render_fault("Not understood", "The address is not of a form that is known here."))
    if parts.path == "/":
        return show_list(store, parameters)
    if parts.path == "/record":
        return show_record(store, parameters)
    return Answer(404, render_fault("Not found", "There is no such page."))


def show_list(store: RecordStore, parameters: Mapping[str, str]) -> Answer:
    """Give the list; files are looked at anew."""
    store.refresh()
    query = read_query(parameters)
    choices = Choices(*(store.list_choices(column) for column in ("site", "language", "reason")))
    return Answer(200, render_list(query, store.find(query), choices, store.count_files()))


def show_record(store: RecordStore, parameters: Mapping[str, str]) -> Answer:
    """Give one record."""
    file, row = parameters.get("file", ""), parameters.get("row", "")
    line = store.read(file, int(row)) if row.isascii() and row.isdecimal() and len(row) < 12 else None
    try:
        record = msgspec.json.decode(line, type=dict) if line is not None else None
    except (msgspec.MsgspecError, RecursionError, ValueError):
        record = None
    if record is None:
        return Answer(404, render_fault("Not found", "There is no record at this place; the file may have changed."))
    return Answer(200, render_record(record, read_query(parameters), file, int(row)))


class BrowseHandler(BaseHTTPRequestHandler):
    """Answers GET and HEAD from `store`, which `make_server` sets on a subclass of its own; logs at DEBUG."""

    timeout = 10
    server_version = "newscrawl"
    sys_version = ""
    store: ClassVar[RecordStore]
    names: ClassVar[frozenset[str]]

    def do_GET(self) -> None:
        """Send head and body."""
        self._send(self._find_answer(), has_body=True)

    def do_HEAD(self) -> None:
        """Send the head alone."""
        self._send(self._find_answer(), has_body=False)

    def refuse(self) -> None:
        """Refuse a method that could change something."""
        self._send(Answer(405, render_fault("Not allowed", "Records are only read here.")), has_body=True)

    do_POST = do_PUT = do_PATCH = do_DELETE = do_OPTIONS = do_TRACE = do_CONNECT = refuse  # noqa: N815

    def _find_answer(self) -> Answer:
        if self.headers.get_all("Host") not in [[name] for name in self.names]:
            return Answer(403, render_fault("Refused", "This page is for the address that scrapy browse has printed."))
        try:
            return answer_request(self.store, self.path)
        except Exception as error:  # a fault that no list foresees is told on the page; the log has its traceback
            logger.exception("Answering failed: %s", self.path)
            return Answer(500, render_fault("This went wrong", locate_error(error)))

    def _send(self, answer: Answer, *, has_body: bool) -> None:
        body = answer.page.encode("utf-8", "replace")
        self.send_response(answer.status)
        for name, value in (
            ("Content-Type", "text/html; charset=utf-8"),
            ("Content-Length", str(len(body))),
            ("Content-Security-Policy", make_policy()),
            ("Cross-Origin-Resource-Policy", "same-origin"),
            ("Cross-Origin-Opener-Policy", "same-origin"),
            ("X-Content-Type-Options", "nosniff"),
            ("X-Frame-Options", "DENY"),
            ("Referrer-Policy", "no-referrer"),
            ("Cache-Control", "no-store"),
            *([("Allow", "GET, HEAD")] if answer.status == 405 else []),
        ):
            self.send_header(name, value)
        self.end_headers()
        if has_body:
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Log a request; nothing goes to the terminal."""
        logger.debug(format, *args)


def make_server(store: RecordStore, port: int, host: str) -> LoopbackServer:
    """Make the server. Raises InputError where the address is not this machine's own, or cannot be had."""
    server = LoopbackServer(BrowseHandler, port, host)
    own = frozenset(f"{name}:{server.server_port}" for name in (*OWN_NAMES, server.address.rpartition(":")[0]))
    server.RequestHandlerClass = type("Handler", (BrowseHandler,), {"store": store, "names": own})
    return server
