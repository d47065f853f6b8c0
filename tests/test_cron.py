"""The README's crontab, run by a real cron daemon, writes records and gives cron nothing to mail.

It needs root, cron, and leave to make mounts of its own: the daemon gets an empty spool, no other jobs and a /run of
its own, so that it does not meet the machine's cron. By default the line runs at the daemon's start; with
NEWSCRAWL_CRON=minute it runs at the next full minute, which takes up to 65 seconds.
"""

from __future__ import annotations

import gzip
import json
import os
import re
import shutil
import subprocess
import sys
import time
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path

import pytest

from tests.conftest import ROOT, Answer, Loopback, story
from tests.test_readme import README, read_blocks

SCHEDULE = {"start": "@reboot", "minute": "* * * * *"}[os.environ.get("NEWSCRAWL_CRON", "start")]
MAX_SECONDS = 120
DAEMON = """
set -e
mount -t tmpfs tmpfs /run
mount -t tmpfs tmpfs /var/spool/cron/crontabs
mount -t tmpfs tmpfs /etc/cron.d
mount --bind /dev/null /etc/crontab
crontab "$1"
exec cron -f
"""


def find_obstacle() -> str:
    """Say why no cron daemon of a test's own can run here; empty where one can."""
    if shutil.which("cron") is None or shutil.which("crontab") is None:
        return "cron is not installed"
    if os.geteuid() != 0:
        return "a cron daemon needs root"
    tried = subprocess.run(["unshare", "-m", "mount", "-t", "tmpfs", "tmpfs", "/mnt"], capture_output=True, check=False)
    return "no mounts of its own are allowed here" if tried.returncode else ""


OBSTACLE = find_obstacle()
pytestmark = pytest.mark.skipif(bool(OBSTACLE), reason=OBSTACLE)


def read_crontab() -> str:
    (block,) = [block for block in read_blocks("text") if "scrapy crawl news" in block]
    return block


def read_daily_option() -> str:
    """Give the option that the README has for a file a day, as it stands in a crontab."""
    (option,) = re.findall(r"`(-s 'NEWSCRAWL_OUTPUT=[^`]*date[^`]*')`", README)
    return str(option)


@pytest.fixture
def home(tmp_path: Path, loopback: Loopback) -> Path:
    """A folder as the README has it: a sites.toml, and newscrawl in a virtual environment."""
    now = format_datetime(datetime.now(UTC))
    paths = ("/harbour/council-votes-to-delay-dredging", "/harbour/ferry-line-gets-a-new-timetable")
    items = "".join(
        f"<item><title>{path}</title><link>{loopback.url(path)}</link><pubDate>{now}</pubDate></item>" for path in paths
    )
    feed = f"<rss version='2.0'><channel><title>News</title>{items}</channel></rss>".encode()
    loopback.serve({"/feed.xml": Answer(feed, headers={"Content-Type": "application/rss+xml"})})
    loopback.serve({path: story(path.strip("/"), place=f"place{number}") for number, path in enumerate(paths)})
    folder = tmp_path / "news"
    program = folder / ".venv/bin/scrapy"
    program.parent.mkdir(parents=True)
    # What the command says is what cron would mail.
    program.write_text(f'#!/bin/sh\nPYTHONPATH={ROOT} exec {sys.executable} -m scrapy "$@" >>said 2>&1\n')
    program.chmod(0o755)
    host = loopback.origin.partition("://")[2]
    (folder / "sites.toml").write_text(
        f'[[site]]\ndomain = "{host}"\ndiscover = false\nfeeds = ["{loopback.url("/feed.xml")}"]\n'
    )
    return folder


def test_line_of_the_crontab_writes_records(home: Path, tmp_path: Path, loopback: Loopback) -> None:
    crontab = tmp_path / "crontab"
    line = read_crontab().replace("/home/me/news", str(home))
    assert line.count("*/15 * * * *") == 1
    line += f"{line.splitlines()[-1]} -s NEWSCRAWL_OUT=daily {read_daily_option()}\n"
    crontab.write_text(f"NEWSCRAWL_ALLOWED_ADDRESSES={loopback.origin.partition('://')[2]}\n" + line)
    assert subprocess.run(["crontab", "-n", crontab], capture_output=True, check=False).returncode == 0
    crontab.write_text(crontab.read_text().replace("*/15 * * * *", SCHEDULE))
    with subprocess.Popen(["unshare", "-m", "sh", "-c", DAEMON, "sh", crontab], stderr=subprocess.PIPE) as daemon:
        try:
            wait_for(home / "out/last_success", daemon)
            wait_for(home / "daily/last_success", daemon)
        finally:
            daemon.terminate()
    records = [json.loads(line) for line in (home / "out/news.jsonl").read_text("utf-8").splitlines()]
    assert {record["title"] for record in records} == {
        "harbour/council-votes-to-delay-dredging", "harbour/ferry-line-gets-a-new-timetable"
    }  # fmt: skip
    (daily,) = (home / "daily").glob("news-*-*-*.jsonl.gz")
    assert len(gzip.decompress(daily.read_bytes()).splitlines()) == 2
    run = json.loads((home / "out/run.json").read_text("utf-8"))
    assert (run["status"], run["exit_code"], run["arguments"]) == (
        "finished", 0, {"sites": "sites.toml", "budget": "12m"}
    )  # fmt: skip
    assert run["settings"]["NEWSCRAWL_CONTACT"] == "https://example.org/bot"
    said = (home / "said").read_text("utf-8").splitlines()
    # A test's site is on loopback, which has to be allowed, and is warned of.
    assert [line for line in said if not re.search("Connected to whether public or not", line)] == []


def wait_for(path: Path, daemon: subprocess.Popen[bytes]) -> None:
    """Wait until the file is there; fail with what the daemon said where it ends, or time does."""
    end = time.monotonic() + MAX_SECONDS
    while not path.exists():
        assert daemon.poll() is None, daemon.stderr and daemon.stderr.read().decode()
        assert time.monotonic() < end, f"no {path.name} after {MAX_SECONDS} seconds"
        time.sleep(0.2)
