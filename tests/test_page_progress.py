"""Work through pages tells how far it is: now and then in plain lines, as a bar on a terminal."""

from __future__ import annotations

import io

import pytest

from newscrawl.page_progress import PageProgress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_plain_lines_come_every_ten_seconds_and_at_the_end() -> None:
    times = iter([0.0, 1.0, 10.0, 12.0, 20.5, 21.0])
    stream = io.StringIO()
    with PageProgress("measuring a_set", stream, lambda: next(times)) as progress:
        for done in range(1, 6):
            progress(done, 5)
    assert stream.getvalue().splitlines() == [
        "measuring a_set: 2 of 5 pages, 10 s",
        "measuring a_set: 4 of 5 pages, 20 s",
        "measuring a_set: 5 of 5 pages, 21 s",
    ]


def test_terminal_shows_a_bar_and_gets_its_cursor_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    stream = Terminal()
    with PageProgress("measuring", stream) as progress:
        progress(3, 5)
    assert "3/5" in stream.getvalue()
    assert stream.getvalue().rindex("\x1b[?25h") > stream.getvalue().rindex("\x1b[?25l")


def test_error_gives_the_terminal_back_and_passes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    stream = Terminal()
    with pytest.raises(KeyError), PageProgress("measuring", stream):
        raise KeyError
    assert "\x1b[?25h" in stream.getvalue()
