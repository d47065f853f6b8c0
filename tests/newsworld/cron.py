"""Decides how one run of `scrapy crawl news` is started: as by cron, in a process of its own, but without the seconds
that Python takes to import everything. The process is forked from one that has.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
import time
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

from newscrawl.api import extract
from tests.conftest import story

CALM = {
    "DOWNLOAD_DELAY": "0",
    "AUTOTHROTTLE_ENABLED": "False",
    "NEWSCRAWL_RETRY_DELAY": "0.01",
    "NEWSCRAWL_CONTACT": "a@b.test",
    "NEWSCRAWL_PROGRESS": "off",
    "NEWSCRAWL_REPORT": "False",
    "NEWSCRAWL_WORKERS": "0",
}
"""No pauses: the servers are our own. No processes of extraction, which would have to be started for every run."""
SITES_FILE = "sites.toml"
LOG_FILE = "cron.log"


@dataclass(frozen=True, slots=True)
class RunEnd:
    """How a run ended. code: its exit code, or minus the signal that killed it."""

    code: int
    seconds: float


_PACKAGES = (
    "newscrawl.commands",
    "newscrawl.downloadermiddlewares",
    "newscrawl.extensions",
    "newscrawl.network",
    "newscrawl.spiders",
    "scrapy.commands",
    "scrapy.downloadermiddlewares",
    "scrapy.extensions",
    "scrapy.spidermiddlewares",
)
_MODULES = ("newscrawl.addon", "newscrawl.settings", "scrapy.cmdline", "scrapy.pqueues", "scrapy.squeues")


def warm_up() -> None:
    """Load in this process what every run needs, so that forked ones have it: the commands, the core, its model."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Scrapy's own modules that are going to go
        for name in _MODULES:
            import_module(name)
        for package in _PACKAGES:
            for module in iter_modules(import_module(package).__path__, f"{package}."):
                import_module(module.name)
    assert "twisted.internet.reactor" not in sys.modules, "a run must make its reactor itself"
    extract(story("A story to begin with"), url="https://paper.test/a-story-to-begin-with")
    gc.collect()
    gc.freeze()


class CronRun:
    """A run at work. pid: of its process."""

    def __init__(self, folder: Path, now: datetime, crawl_id: str, settings: Mapping[str, str]) -> None:
        """Start the run. now: what its clock begins with."""
        told = {**CALM, "NEWSCRAWL_NOW": now.isoformat(), "NEWSCRAWL_CRAWL_ID": crawl_id, **settings}
        command = ["scrapy", "crawl", "news", "-a", f"sites={SITES_FILE}"]
        for name, value in told.items():
            command += ["-s", f"{name}={value}"]
        self._started = time.monotonic()
        self.pid = os.fork()
        if self.pid == 0:
            _become(folder, command)

    def kill(self) -> None:
        """Kill the process, if it still is there."""
        os.kill(self.pid, signal.SIGKILL)

    def wait(self) -> RunEnd:
        """Wait for its end."""
        end = self.look(options=0)
        assert end is not None
        return end

    def look(self, options: int = os.WNOHANG) -> RunEnd | None:
        """Give its end, if it has come; once."""
        pid, status = os.waitpid(self.pid, options)
        return RunEnd(os.waitstatus_to_exitcode(status), time.monotonic() - self._started) if pid else None


def _become(folder: Path, command: list[str]) -> None:
    """Be the run from now on; this does not return."""
    code: object = 1
    try:
        os.chdir(folder)
        os.environ["SCRAPY_SETTINGS_MODULE"] = "newscrawl.settings"
        log = os.open(LOG_FILE, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
        for stream in (1, 2):
            os.dup2(log, stream)
        from scrapy.cmdline import execute

        execute(command)
        code = 0
    except SystemExit as end:
        code = end.code
    except BaseException:
        import traceback

        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(code if isinstance(code, int) else 0)
