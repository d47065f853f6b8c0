"""A bulk run tells how far it is: now and then in plain lines, as a bar on a terminal."""

from __future__ import annotations

import io

import pytest

from newscrawl.bulk.progress import BulkProgress
from newscrawl.bulk.unit import Unit

UNITS = [Unit(name=name, path=f"/{name}", stem=name, size=1000) for name in ("a", "b")]


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_plain_lines_come_every_ten_seconds_and_at_the_end() -> None:
    now = [0.0]
    stream = io.StringIO()
    with BulkProgress(UNITS, stream, lambda: now[0]) as progress:
        for moment, unit, pages in ((1.0, 0, 10), (10.0, 0, 100), (12.0, 1, 50), (20.5, 1, 105)):
            now[0] = moment
            progress(UNITS[unit], pages, 500)
        now[0] = 25.0
        progress.end_unit("a")
        progress.print("a: damaged")
        progress.end_unit("b")
    assert stream.getvalue().splitlines() == [
        "0 of 2 archives, 100 pages, 10.0 pages/s, 0:10",
        "0 of 2 archives, 205 pages, 10.0 pages/s, 0:20",
        "a: damaged",
        "2 of 2 archives, 205 pages, 8.2 pages/s, 0:25",
    ]
    assert (progress.pages, progress.seconds) == (205, 25.0)


def test_terminal_shows_a_bar_and_gets_its_cursor_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    stream = Terminal()
    now = [0.0]
    with BulkProgress(UNITS, stream, lambda: now[0]) as progress:
        now[0] = 1.0
        progress(UNITS[0], 7, 500)
        now[0] = 2.0
        progress.end_unit("a")
        progress.print("a: \x1b[31mdamaged")
    shown = stream.getvalue()
    assert "1 of 2 archives, 7 pages" in shown
    assert "a: \N{REPLACEMENT CHARACTER}[31mdamaged" in shown
    assert shown.rindex("\x1b[?25h") > shown.rindex("\x1b[?25l")
