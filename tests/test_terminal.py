"""Text gets onto any stream unharmed, and rich output only onto a terminal that wants it."""

from __future__ import annotations

import io
import os
import subprocess
import sys

import pytest

from newscrawl.terminal import can_show_rich, make_console, neutralize_controls, print_text


class Stream(io.StringIO):
    def __init__(self, is_terminal: bool) -> None:
        super().__init__()
        self._is_terminal = is_terminal

    def isatty(self) -> bool:
        return self._is_terminal


@pytest.mark.parametrize(
    ("is_terminal", "environ", "is_rich"),
    [
        (True, {"TERM": "xterm-256color"}, True),
        (True, {}, True),
        (True, {"NO_COLOR": ""}, True),
        (True, {"NO_COLOR": "1"}, False),
        (True, {"TERM": "dumb"}, False),
        (False, {"TERM": "xterm-256color"}, False),
    ],
)
def test_rich_output_only_on_a_terminal_that_wants_it(
    is_terminal: bool, environ: dict[str, str], is_rich: bool
) -> None:
    assert can_show_rich(Stream(is_terminal), environ) is is_rich


def test_console_prints_brackets_and_colons_as_they_are() -> None:
    stream = Stream(False)
    make_console(stream).print("[bold]The [PM] said :smile: no[/bold]")
    assert stream.getvalue() == "[bold]The [PM] said :smile: no[/bold]\n"


def test_controls_are_neutralized_but_tab_and_line_feed() -> None:
    assert neutralize_controls("a\tb\n\x1b[31mred\x07\x9b\r") == "a\tb\n\ufffd[31mred\ufffd\ufffd\ufffd"


def test_controls_go_to_the_letter_into_a_pipe_and_neutralized_onto_a_terminal() -> None:
    pipe, terminal = Stream(False), Stream(True)
    print_text("a\x1b[2J", pipe)
    print_text("a\x1b[2J", terminal)
    assert (pipe.getvalue(), terminal.getvalue()) == ("a\x1b[2J\n", "a\ufffd[2J\n")


class ShortWriter:
    """A raw stream that takes three bytes at a time, as an unbuffered pipe may."""

    def __init__(self) -> None:
        self.taken = b""

    def write(self, data: memoryview) -> int:
        self.taken += bytes(data[:3])
        return len(data[:3])


def test_nothing_is_lost_in_short_writes() -> None:
    stream = Stream(False)
    stream.buffer = ShortWriter()  # type: ignore[attr-defined]
    print_text("eight bytes and more", stream)
    assert stream.buffer.taken == b"eight bytes and more\n"  # type: ignore[attr-defined]


@pytest.mark.parametrize("encoding", ["ascii", "latin-1"])
def test_text_is_utf8_whatever_the_locale_says(encoding: str) -> None:
    code = (
        "import sys; from newscrawl.terminal import print_text;"
        r"print('a'); print_text('Gr\u00f6\u00dfe \u6e2f', sys.stdout)"
    )
    environ = {**os.environ, "PYTHONIOENCODING": encoding, "LC_ALL": "C", "PYTHONUTF8": "0"}
    done = subprocess.run([sys.executable, "-c", code], env=environ, capture_output=True, check=True)
    assert done.stdout.decode("utf-8") == "a\nGröße 港\n"
