"""Decides where machines read the numbers of a run: a text file for node_exporter, or an address on loopback, by
prometheus_client. Which numbers: `metrics.py`.
"""

from __future__ import annotations

import logging
import threading
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from prometheus_client import CollectorRegistry, start_http_server, write_to_textfile
from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.utils.asyncio import create_looping_call

from newscrawl.clock import read_clock
from newscrawl.errors import InputError
from newscrawl.exit_codes import ExitCode
from newscrawl.extensions.memory import SUCCESS_FILE
from newscrawl.loopback import LOOPBACK
from newscrawl.metrics import RunCollector, RunState
from newscrawl.run_outcome import judge_run

if TYPE_CHECKING:
    from wsgiref.simple_server import WSGIServer

INTERVAL = 15.0
"""Seconds between two writings of the file; Prometheus asks every 15 seconds to a minute."""
MAX_PORT = 65_535

logger = logging.getLogger(__name__)


class Metrics:
    """Tells machines how the run goes. Off unless a setting asks for it.

    Settings: `NEWSCRAWL_METRICS_FILE` (written whole and renamed, every 15 seconds and at the end; its name must end in
    `.prom` for node_exporter), `NEWSCRAWL_METRICS_PORT` (while the run lasts; on 127.0.0.1 alone). A file that cannot
    be written is a warning.
    """

    def __init__(self, crawler: Crawler, path: Path | None, port: int | None) -> None:
        self.crawler = crawler
        self.path = path
        self.port = port
        self._clock = read_clock(crawler.settings["NEWSCRAWL_NOW"])
        self._started = self._clock().timestamp()
        self._finished: float | None = None
        self._code: int | None = None
        self._registry = CollectorRegistry()
        self._registry.register(RunCollector(self.read_state))
        self._server: tuple[WSGIServer, threading.Thread] | None = None
        self._task: Any = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build the extension and listen. Raises InputError where a setting is unfit or the port is taken."""
        settings = crawler.settings
        path = Path(settings["NEWSCRAWL_METRICS_FILE"]) if settings["NEWSCRAWL_METRICS_FILE"] else None
        port = read_port(settings["NEWSCRAWL_METRICS_PORT"])
        if path is None and port is None:
            raise NotConfigured
        extension = cls(crawler, path, port)
        if port is not None:
            extension.serve(port)
        crawler.signals.connect(extension.spider_opened, signals.spider_opened)
        crawler.signals.connect(extension.spider_closed, signals.spider_closed)
        crawler.signals.connect(extension.engine_stopped, signals.engine_stopped)
        return extension

    def serve(self, port: int) -> None:
        """Answer on loopback from now on; port 0 takes a free one. Raises InputError where it is taken."""
        try:
            self._server = start_http_server(port, LOOPBACK, self._registry)
        except OSError as error:
            raise InputError(f"setting NEWSCRAWL_METRICS_PORT={port}", error.strerror or "cannot be used") from None
        self.port = self._server[0].server_port
        logger.info("The numbers of the run stand at http://%s:%d/metrics", LOOPBACK, self.port)

    def read_state(self) -> RunState:
        """Give the state of the run; the server's thread asks for it, too."""
        return RunState(
            spider=self.crawler.spidercls.name,
            stats=dict(self.crawler.stats.get_stats()),
            started=self._started,
            finished=self._finished,
            exit_code=self._code,
            succeeded=self._finished if self._code == ExitCode.ok else self._read_success(),
        )

    def spider_opened(self) -> None:
        """Begin to write the file."""
        if self.path is not None:
            self._task = create_looping_call(self.write)
            self._task.start(INTERVAL, now=True)

    def spider_closed(self) -> None:
        """End the writing in between."""
        if self._task is not None and self._task.running:
            self._task.stop()

    def engine_stopped(self) -> None:
        """Write what the run came to, and end the server."""
        stats = self.crawler.stats.get_stats()
        self._finished = self._clock().timestamp()
        self._code = int(judge_run(stats, stats.get("finish_reason")).code)
        if self.path is not None:
            self.write()
        if self._server is not None:
            server, thread = self._server
            server.shutdown()
            server.server_close()
            thread.join()

    def write(self) -> None:
        """Write the file in one step."""
        assert self.path is not None
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            write_to_textfile(str(self.path), self._registry)
        except OSError as error:
            logger.warning("%s: the numbers cannot be written (%s)", self.path, error.strerror or error)

    def _read_success(self) -> float | None:
        memory = self.crawler.settings["NEWSCRAWL_MEMORY"]
        if memory:
            with suppress(OSError, ValueError):
                stamp = Path(memory).with_name(SUCCESS_FILE).read_text("utf-8").strip()
                return datetime.fromisoformat(stamp).timestamp()
        return None


def read_port(value: Any) -> int | None:
    """Read the port; None for no server. Raises InputError."""
    if value in (None, ""):
        return None
    if not str(value).isdecimal() or int(value) > MAX_PORT:
        raise InputError(f"setting NEWSCRAWL_METRICS_PORT={value}", f"must be a port, 0 to {MAX_PORT} (0: a free one)")
    return int(value)
