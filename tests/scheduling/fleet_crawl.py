"""Workers of a fleet for tests: each is `scrapy crawl` in a process and a folder of its own, on one Redis."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.conftest import QUICK, Loopback, crawl_command, crawl_environment, story
from tests.redis_server import RedisServer

LEASE_SECONDS = 2
WAIT_SECONDS = 60.0
PAGES = 41


@dataclass
class Fleet:
    """Starts workers. settings: of each, over those that make crawls quick."""

    folder: Path
    redis: RedisServer
    spider: str
    arguments: Mapping[str, str]
    settings: Mapping[str, str] = field(default_factory=dict)
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def start(self, worker: str, **settings: str) -> subprocess.Popen[bytes]:
        """Start a worker; its output is in the folder of its name."""
        folder = self.folder / worker
        folder.mkdir(exist_ok=True)
        told = {
            **QUICK,
            "NEWSCRAWL_REDIS_URL": self.redis.url,
            "NEWSCRAWL_LEASE_SECONDS": str(LEASE_SECONDS),
            "NEWSCRAWL_CONTACT": f"{worker}@fleet.test",
            "SPIDER_MODULES": "newscrawl.spiders,tests.network.following_spider",
            **self.settings,
            **settings,
        }
        command = crawl_command(self.spider, settings=told, **self.arguments)
        log = (folder / "log.txt").open("ab")
        process = subprocess.Popen(command, cwd=folder, env=crawl_environment(), stdout=log, stderr=log)
        log.close()
        self.processes.append(process)
        return process

    def stop(self) -> None:
        """Kill the workers that are left."""
        for process in self.processes:
            if process.poll() is None:
                process.kill()
            process.wait()

    def read_log(self, worker: str) -> str:
        return (self.folder / worker / "log.txt").read_text("utf-8", "replace")

    def read_lines(self, name: str) -> list[dict[str, Any]]:
        """Give the lines of a file of all workers; a line that a kill tore is left out."""
        lines = []
        for path in sorted(self.folder.glob(f"*/out/{name}")):
            for line in path.read_bytes().split(b"\n"):
                if line.endswith(b"}"):
                    lines.append(json.loads(line))
        return lines


def kill(process: subprocess.Popen[bytes]) -> None:
    """`kill -9`."""
    os.kill(process.pid, signal.SIGKILL)
    process.wait()


def wait_until(is_so: Callable[[], bool], seconds: float = WAIT_SECONDS) -> None:
    """Wait for something that a crawl does."""
    end = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < end, f"not so within {seconds:g} seconds"
        time.sleep(0.01)


def serve_tree(server: Loopback, pages: int = PAGES) -> list[str]:
    """Serve so many pages, each of which links to the next two and back to the first; give their paths."""
    paths = [f"/p/{number}" for number in range(pages)]
    for number, path in enumerate(paths):
        links = [paths[next_] for next_ in (2 * number + 1, 2 * number + 2) if next_ < pages]
        server.serve({path: story(f"Story number {number}", [*links, paths[0]], place=f"place{number}")})
    return paths
