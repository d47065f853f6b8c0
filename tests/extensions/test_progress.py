"""Progress is a live line on a free terminal, plain lines elsewhere, and reads its numbers from the stats."""

from __future__ import annotations

import io
import logging
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from scrapy import Spider
from scrapy.exceptions import NotConfigured
from scrapy.settings import Settings
from scrapy.statscollectors import StatsCollector
from scrapy.utils.test import get_crawler

from newscrawl.extensions import progress
from newscrawl.extensions.progress import (
    Counts,
    Display,
    Progress,
    choose_display,
    format_counts,
    read_counts,
)


@pytest.mark.parametrize(
    ("settings", "is_terminal", "display"),
    [
        ({}, True, Display.log),
        ({"LOG_LEVEL": "INFO"}, True, Display.log),
        ({"LOG_LEVEL": "WARNING"}, True, Display.live),
        ({"LOG_LEVEL": logging.WARNING}, True, Display.live),
        ({"LOG_FILE": "crawl.log"}, True, Display.live),
        ({"LOG_ENABLED": False}, True, Display.live),
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


def test_counts_are_read_from_the_stats() -> None:
    stats = {
        "newscrawl/pages": 12,
        "newscrawl/articles": 8,
        "newscrawl/rejected": 3,
        "scheduler/enqueued": 20,
        "scheduler/dequeued": 15,
    }
    assert read_counts(stats, 4.0) == Counts(pages=12, queued=5, articles=8, rejected=3, seconds=4.0)
    assert read_counts({}, 0.0) == Counts(pages=0, queued=0, articles=0, rejected=0, seconds=0.0)


@pytest.mark.parametrize(
    ("seconds", "end"),
    [
        (0.0, "0.0 pages/s, 0:00"),
        (4.0, "3.0 pages/s, 0:04"),
        (75.9, "0.2 pages/s, 1:15"),
        (3661, "0.0 pages/s, 1:01:01"),
    ],
)
def test_line_says_rate_and_elapsed_time(seconds: float, end: str) -> None:
    line = format_counts(Counts(pages=12, queued=5, articles=8, rejected=3, seconds=seconds))
    assert line == f"12 pages, 5 queued, 8 articles, 3 rejected, {end}"
    assert line.isascii()


@pytest.fixture
def stats() -> StatsCollector:
    stats = StatsCollector(get_crawler())
    stats.set_value("newscrawl/pages", 2)
    return stats


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


@pytest.fixture
def ticks() -> Iterator[float]:
    return iter((0.0, 100.0, 102.0, 104.0))


def test_plain_lines_go_to_standard_error(
    stats: StatsCollector, task: FakeTask, ticks: Iterator[float], capsys: pytest.CaptureFixture[str]
) -> None:
    shown = Progress(stats, Display.lines, 10.0, clock=ticks.__next__)
    shown.spider_opened(Spider("a"))
    assert (task.running, task.interval) == (True, 10.0)
    shown.show()
    shown.spider_closed(Spider("a"), "finished")
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.splitlines() == [
        "2 pages, 0 queued, 0 articles, 0 rejected, 1.0 pages/s, 0:02",
        "2 pages, 0 queued, 0 articles, 0 rejected, 0.5 pages/s, 0:04",
    ]
    assert not task.running


@pytest.mark.usefixtures("task")
def test_log_lines_go_to_the_log_alone(
    stats: StatsCollector, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    shown = Progress(stats, Display.log, 10.0, clock=lambda: 5.0)
    with caplog.at_level(logging.INFO):
        shown.spider_opened(Spider("a"))
        shown.show()
    assert caplog.messages == ["2 pages, 0 queued, 0 articles, 0 rejected, 0.0 pages/s, 0:00"]
    assert capsys.readouterr() == ("", "")


class FakeTerminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_live_line_is_drawn_on_the_terminal_and_gives_the_cursor_back(
    stats: StatsCollector, task: FakeTask, monkeypatch: pytest.MonkeyPatch
) -> None:
    terminal = FakeTerminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setenv("TERM", "xterm")
    shown = Progress(stats, Display.live, 10.0, clock=lambda: 5.0)
    shown.spider_opened(Spider("a"))
    assert task.interval < 1.0
    shown.show()
    shown.spider_closed(Spider("a"), "finished")
    assert "2 pages, 0 queued" in terminal.getvalue()
    assert terminal.getvalue().endswith("\x1b[?25h")
    assert sys.stderr is terminal
