"""Progress is a live display on a terminal, plain lines elsewhere, and counts what the signals of a crawl tell."""

from __future__ import annotations

import fcntl
import io
import logging
import os
import pty
import re
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyte
import pytest
from scrapy import Spider
from scrapy.exceptions import DropItem, NotConfigured
from scrapy.settings import Settings
from scrapy.utils.test import get_crawler

from newscrawl.extensions import progress
from newscrawl.extensions.progress import Display, Progress, choose_display
from newscrawl.pipelines.checks import RejectedPage
from newscrawl.site_counts import FoundPages
from tests.conftest import QUICK, Answer, Loopback, crawl_command, crawl_environment, html, story
from tests.samples import ARTICLE, PAGE, REJECTION


@pytest.mark.parametrize(
    ("settings", "is_terminal", "display"),
    [
        ({}, True, Display.live),
        ({}, False, Display.log),
        ({"LOG_FILE": "crawl.log"}, True, Display.live),
        ({"LOG_FILE": "crawl.log"}, False, Display.log),
        ({"LOG_LEVEL": "WARNING"}, False, Display.log),
        ({"NEWSCRAWL_PROGRESS": "on"}, True, Display.live),
        ({"NEWSCRAWL_PROGRESS": "on", "LOG_FILE": "crawl.log"}, False, Display.lines),
        ({"NEWSCRAWL_PROGRESS": "off", "LOG_FILE": "crawl.log"}, True, None),
        ({"NEWSCRAWL_PROGRESS": False}, True, None),
    ],
)
def test_display_by_settings_and_terminal(
    settings: dict[str, Any], is_terminal: bool, display: Display | None
) -> None:
    assert choose_display(Settings(settings), is_terminal) is display


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"NEWSCRAWL_PROGRESS": "yes"}, "none of"),
        ({"NEWSCRAWL_PROGRESS_INTERVAL": 0}, "not above 0"),
        ({"NEWSCRAWL_PROGRESS": "off"}, "^$"),
    ],
)
def test_progress_turned_off_or_set_wrong_is_not_configured(settings: dict[str, Any], message: str) -> None:
    crawler = get_crawler(settings_dict=settings)
    with pytest.raises(NotConfigured, match=message):
        Progress.from_crawler(crawler)


class KnowingSpider(Spider):
    """A spider that has found ten pages of a site."""

    max_articles = 4

    def name_site(self, url: str) -> str:
        return url.split("/")[2].upper()

    def list_found(self) -> list[FoundPages]:
        return [FoundPages("NEWS.EXAMPLE", 10)]


def tell_outcomes(shown: Progress) -> None:
    """One page of each kind of outcome, and an item that is no page."""
    shown.item_scraped(ARTICLE)
    shown.item_scraped({"url": "https://news.example/x"})
    shown.item_dropped(PAGE, RejectedPage(REJECTION))
    shown.item_dropped(replace(PAGE, failure="timeout"), RejectedPage(REJECTION))
    shown.item_dropped(PAGE, DropItem("known"))
    shown.item_dropped({}, DropItem("foreign"))
    shown.item_error(PAGE)


def test_outcomes_of_all_kinds_are_counted_for_the_site_that_the_spider_names() -> None:
    shown = Progress(KnowingSpider("a"), Display.log, 10.0, budget=60.0, clock=iter(range(100)).__next__)
    tell_outcomes(shown)
    (site,), total = shown.count_sites()
    assert (site.site, site.found, site.left) == ("NEWS.EXAMPLE", 10, 5)
    assert (site.fetched, site.articles, site.rejected) == (4, 1, 2)
    assert total.seconds_left is not None
    assert 0 < total.seconds_left < 60


def test_spider_that_knows_nothing_has_found_what_had_an_outcome() -> None:
    shown = Progress(Spider("a"), Display.log, 10.0)
    tell_outcomes(shown)
    (site,), _ = shown.count_sites()
    assert (site.site, site.found, site.left) == ("news.example", 5, 0)


class FakeTask:
    """A looping call that a test fires by hand."""

    running = False

    def start(self, interval: float, now: bool) -> None:
        assert not now
        self.running = True
        self.interval = interval

    def stop(self) -> None:
        self.running = False


@pytest.fixture
def task(monkeypatch: pytest.MonkeyPatch) -> FakeTask:
    task = FakeTask()
    monkeypatch.setattr(progress, "create_looping_call", lambda _function: task)
    return task


def test_plain_lines_go_to_standard_error(task: FakeTask, capsys: pytest.CaptureFixture[str]) -> None:
    now = [100.0]
    shown = Progress(Spider("a"), Display.lines, 10.0, clock=lambda: now[0])
    shown.spider_opened()
    assert (task.running, task.interval) == (True, 10.0)
    shown.item_scraped(ARTICLE)
    now[0] = 102.0
    shown.show()
    now[0] = 104.0
    shown.spider_closed()
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.splitlines() == [
        "1 found, 1 fetched, 1 articles, 0 rejected, 0.5 pages/s, 0:02",
        "1 found, 1 fetched, 1 articles, 0 rejected, 0.2 pages/s, 0:04",
    ]
    assert not task.running


@pytest.mark.usefixtures("task")
def test_log_lines_go_to_the_log_alone(
    capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    shown = Progress(Spider("a"), Display.log, 10.0, clock=lambda: 5.0)
    with caplog.at_level(logging.INFO):
        shown.spider_opened()
        shown.show()
    assert caplog.messages == ["0 found, 0 fetched, 0 articles, 0 rejected, 0.0 pages/s, 0:00"]
    assert capsys.readouterr() == ("", "")


class FakeTerminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_live_display_takes_the_log_in_and_gives_everything_back(
    task: FakeTask, monkeypatch: pytest.MonkeyPatch
) -> None:
    terminal = FakeTerminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setenv("TERM", "xterm")
    handler, other = logging.StreamHandler(terminal), logging.StreamHandler(io.StringIO())
    monkeypatch.setattr(logging.root, "handlers", [handler, other])
    kept = other.stream
    shown = Progress(Spider("a"), Display.live, 10.0, clock=lambda: 5.0)
    shown.spider_opened()
    assert task.interval < 1.0
    shown.show()
    assert handler.stream is sys.stderr is not terminal
    assert other.stream is kept
    logging.root.warning("a line of the log")
    shown.spider_closed()
    screen = pyte.Screen(80, 24)
    pyte.Stream(screen).feed(terminal.getvalue().replace("\n", "\r\n"))
    lines = [line.rstrip() for line in screen.display if line.strip()]
    assert lines == ["a line of the log", "0 found, 0 fetched, 0 articles, 0 rejected, 0.0 pages/s, 0:00"]
    assert not screen.cursor.hidden
    assert (handler.stream, sys.stderr) == (terminal, terminal)


class Terminal:
    """A crawl on a terminal of its own, with what stands on the screen."""

    def __init__(self, folder: Path, command: list[str]) -> None:
        self.screen = pyte.HistoryScreen(100, 40, history=10_000)
        self._stream = pyte.ByteStream(self.screen)
        self._master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 100, 0, 0))
        environment = {**crawl_environment(), "TERM": "xterm-256color"}
        environment.pop("NO_COLOR", None)
        self.process = subprocess.Popen(
            command, cwd=folder, env=environment, stdin=slave, stdout=slave, stderr=slave, start_new_session=True
        )
        os.close(slave)

    def read_until(self, is_seen: Callable[[str], object]) -> str:
        """Read until the screen shows what is waited for, or the crawl is over; give all lines."""
        end = time.monotonic() + 60
        while time.monotonic() < end and not is_seen(self.tell()):
            try:
                self._stream.feed(os.read(self._master, 65536))
            except OSError:  # the other side is closed
                break
        return self.tell()

    def tell(self) -> str:
        """Give what scrolled off the screen and what stands on it."""
        history = ["".join(row[at].data for at in range(100)) for row in self.screen.history.top]
        return "\n".join(line.rstrip() for line in [*history, *self.screen.display]).rstrip()

    def close(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        os.close(self._master)


@pytest.fixture
def terminal(loopback: Loopback, tmp_path: Path) -> Iterator[Terminal]:
    """A crawl of two sites (two ports are two), slow enough to be seen, whose log goes to the terminal, too."""
    other = Loopback()
    urls = []
    for server in (loopback, other):
        server.serve({f"/{number}": html(story(f"Vote {number}", place=f"town {number}")) for number in range(3)})
        server.serve({"/9": Answer(b"gone", 404), "/robots.txt": Answer(b"", 404)})
        urls += [server.url(f"/{number}") for number in (*range(3), 9)]
    settings = {**QUICK, "DOWNLOAD_DELAY": "0.3", "NEWSCRAWL_CONTACT": "https://bot.example"}
    command = crawl_command("article", settings=settings, urls=",".join(urls))
    started = Terminal(tmp_path, command)
    yield started
    started.close()
    other.stop()


LOG_LINE = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d \[[\w.]+\] \w+: ")


def check_screen(shown: str) -> None:
    """Check that the display stands once, whole, below the log, and that no line of either is torn."""
    assert len(re.findall(r"^site +found ", shown, re.MULTILINE)) == 1
    head, _, display = shown.partition("\nsite  ")
    assert len(LOG_LINE.findall(head)) > 10
    assert len(re.findall(r"^.*\d found, \d+ fetched", shown, re.MULTILINE)) == 1
    for line in head.splitlines():
        assert "pages/s" not in line
        assert LOG_LINE.match(line) or not LOG_LINE.search(line)
    assert len(re.findall(r"^127\.0\.0\.1:\d+( +[\d.:-]+){6}$", display, re.MULTILINE)) == 2


def test_real_crawl_on_a_terminal_shows_its_sites_below_a_whole_log(terminal: Terminal) -> None:
    shown = terminal.read_until(lambda _: False)
    assert terminal.process.wait(30) == 0
    check_screen(shown)
    assert "8 found, 6 fetched, 6 articles, 2 rejected" in shown
    assert not terminal.screen.cursor.hidden


def test_interrupted_crawl_leaves_a_clean_terminal(terminal: Terminal) -> None:
    terminal.read_until(lambda shown: re.search(r"[1-9] articles.* left", shown))
    os.killpg(terminal.process.pid, signal.SIGINT)
    shown = terminal.read_until(lambda _: False)
    assert terminal.process.wait(30) == 11
    check_screen(shown)
    assert not terminal.screen.cursor.hidden
    assert shown.splitlines()[-1].startswith("scrapy crawl: stopped by a signal")
