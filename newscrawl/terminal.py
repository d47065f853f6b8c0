"""Decides what an output stream can show, and how text gets onto it unharmed.

What is shown is left to the commands, the demo and the progress extension.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Mapping
from typing import TextIO

from rich.console import Console

CONTROL_CHARACTERS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
"""C0 and C1 controls but tab and line feed: on a terminal they move the cursor, or worse."""


def can_show_rich(stream: TextIO, environ: Mapping[str, str] = os.environ) -> bool:
    """Say whether tables and live lines belong on `stream`; plain ASCII lines do otherwise.

    False for files and pipes (cron), with `NO_COLOR` set (https://no-color.org) and with `TERM=dumb`.
    """
    return stream.isatty() and not environ.get("NO_COLOR") and environ.get("TERM") != "dumb"


def make_console(stream: TextIO) -> Console:
    """Give a rich console on `stream` that prints a page's text as it is: no markup, emoji, highlights."""
    return Console(file=stream, markup=False, emoji=False, highlight=False)


def neutralize_controls(text: str) -> str:
    """Replace control characters by U+FFFD, for text of a page that goes to a terminal."""
    return CONTROL_CHARACTERS.sub("\N{REPLACEMENT CHARACTER}", text)


def print_text(text: str, stream: TextIO) -> None:
    """Write `text` and a line feed in UTF-8 whatever the locale says, and flush.

    To a file or a pipe the text goes to the letter. To a terminal control characters go neutralized.
    Raises BrokenPipeError where the reader has gone.
    """
    if stream.isatty():
        text = neutralize_controls(text)
    binary = getattr(stream, "buffer", None)
    if binary is None:
        stream.write(text + "\n")
    else:
        stream.flush()
        left = memoryview((text + "\n").encode("utf-8", errors="replace"))
        while left:  # unbuffered (PYTHONUNBUFFERED=1) a write may take less than it is given
            left = left[binary.write(left) :]
    stream.flush()


def discard_stdout() -> None:
    """Point standard output at nothing, once its reader has gone, so that the last flush at exit is silent.

    In place: replaces the file descriptor. Source: the note on SIGPIPE in Python's `signal` documentation.
    """
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, sys.stdout.fileno())
    os.close(nothing)
