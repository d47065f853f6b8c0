"""Decides what `<NEWSCRAWL_OUT>/run.json` says of a run. The numbers are Scrapy's stats; see
`outcome_stats.py`.
"""

from __future__ import annotations

import logging
import os
import platform
from importlib.metadata import version
from pathlib import Path
from typing import Any, Self

import scrapy
from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.extensions.feedexport import FeedExporter

from newscrawl.clock import read_clock
from newscrawl.crawl_report.reading import RUN_FILE
from newscrawl.errors import OutputError
from newscrawl.extensions.crawl_figures import find_figures
from newscrawl.extensions.health import SiteHealthCheck, WatchesSites
from newscrawl.extensions.memory import find_memory
from newscrawl.extensions.rejects import REJECTS_FILE
from newscrawl.extensions.run_settings import hide_passwords, read_changed_settings
from newscrawl.run_outcome import count_outcomes, judge_run
from newscrawl.serialiser import encode_json
from newscrawl.version import __version__

RUN_SCHEMA_NAME = "newscrawl.run/1"

logger = logging.getLogger(__name__)


class RunFile:
    """Writes `run.json` when the run starts (status `running`) and again when it ends (status `finished`).

    The form `newscrawl.run/1`: schema, crawl_id, status, spider, arguments, started, finished, exit_reason,
    exit_code, failure (why it is not 0, else null), versions, settings, counts, sites (by name, where the
    spider watches sites, else null), repairs (what a start had to mend), report (the figures of a run that ended,
    `crawl_report/reading.py`; else null), files.
    """

    def __init__(self, crawler: Crawler, out: Path) -> None:
        self.crawler = crawler
        self.path = out / RUN_FILE
        self._clock = read_clock(crawler.settings["NEWSCRAWL_NOW"])
        self.started = self._tell_time()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build the extension, claim the files and listen; off where `NEWSCRAWL_OUT` is empty.

        Raises OutputError where a file cannot be written: better now than after a thousand pages.
        """
        out = crawler.settings["NEWSCRAWL_OUT"]
        if not out:
            raise NotConfigured
        extension = cls(crawler, Path(out))
        if not crawler.settings["NEWSCRAWL_MEMORY"]:
            check_writable(Path(out) / REJECTS_FILE)
        for uri in crawler.settings.getdict("FEEDS"):
            if "%(" not in str(uri) and ":" not in str(uri):
                check_writable(Path(uri))
        try:
            extension.write(status="running")
        except OSError as error:
            raise OutputError(str(extension.path), _tell_why(error)) from None
        crawler.signals.connect(extension.spider_closed, signals.spider_closed)
        return extension

    def spider_closed(self, reason: str) -> None:
        """Write the final state."""
        try:
            self.write(status="finished", finished=self._tell_time(), exit_reason=reason)
        except OSError as error:
            self.crawler.stats.inc_value("newscrawl/output_errors")
            logger.error("Cannot write to %s: %s", self.path, _tell_why(error))

    def write(self, *, status: str, finished: str | None = None, exit_reason: str | None = None) -> None:
        """Write the file in one step, so that a reader never sees half of it. Raises OSError."""
        settings, spider, stats = self.crawler.settings, self.crawler.spider, self.crawler.stats.get_stats()
        arguments: dict[str, Any] = getattr(spider, "arguments", {})
        memory = find_memory(self.crawler)
        verdict = judge_run(stats, exit_reason) if exit_reason is not None else None
        figures = find_figures(self.crawler) if exit_reason is not None else None
        run = {
            "schema": RUN_SCHEMA_NAME,
            "crawl_id": settings["NEWSCRAWL_CRAWL_ID"],
            "status": status,
            "spider": self.crawler.spidercls.name,
            "arguments": {name: hide_passwords(value) for name, value in arguments.items()},
            "started": self.started,
            "finished": finished,
            "exit_reason": exit_reason,
            "exit_code": int(verdict.code) if verdict is not None else None,
            "failure": verdict.why if verdict is not None else None,
            "versions": read_versions(),
            "settings": read_changed_settings(settings),
            "counts": count_outcomes(stats),
            "sites": self._describe_sites(),
            "repairs": [f"{repair.path}: {repair.what}" for repair in memory.repairs] if memory else [],
            "report": figures.build() if figures is not None else None,
            "files": self._list_files(),
        }
        self.path.parent.mkdir(parents=True, exist_ok=True)
        draft = self.path.with_name(f".{self.path.name}.part")
        draft.write_bytes(encode_json(run, indent=2) + b"\n")
        os.replace(draft, self.path)  # noqa: PTH105

    def _describe_sites(self) -> dict[str, Any] | None:
        spider: Any = self.crawler.spider
        if not isinstance(spider, WatchesSites):
            return None
        sites = spider.describe_sites()
        check = self.crawler.get_extension(SiteHealthCheck) if self.crawler._extensions is not None else None
        for name, health in check.sites.items() if check is not None else ():
            sites[name] = {"status": health.status, "findings": list(health.findings), **sites[name]}
        return sites

    def _tell_time(self) -> str:
        return f"{self._clock():%Y-%m-%dT%H:%M:%SZ}"

    def _list_files(self) -> list[str]:
        memory = find_memory(self.crawler)
        folder = self.path.parent
        if memory is None:
            delivered = [folder / REJECTS_FILE]
        else:
            delivered = [folder / path.relative_to(folder.absolute()) for path in memory.files]
        feeds: list[str] = []
        if self.crawler._extensions is not None:
            exporter = self.crawler.get_extension(FeedExporter)
            feeds = [hide_passwords(slot.uri) for slot in exporter.slots] if exporter else []
        archive = self.crawler.settings["NEWSCRAWL_WARC"]
        return [*feeds, *map(str, delivered), *([archive] if archive else []), str(self.path)]


def check_writable(path: Path) -> None:
    """Raise OutputError where `path` cannot be opened for appending; a missing folder is made."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("ab"):
            pass
    except OSError as error:
        raise OutputError(str(path), _tell_why(error)) from None


def read_versions() -> dict[str, str]:
    """Give the versions of everything that a record depends on."""
    return {
        "newscrawl": __version__,
        "scrapy": scrapy.__version__,
        "trafilatura": version("trafilatura"),
        "python": platform.python_version(),
    }


def _tell_why(error: OSError) -> str:
    return f"cannot be written ({error.strerror or error})"
