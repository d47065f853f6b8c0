"""Decides how work through a known number of pages tells how far it is: a bar on a terminal, plain lines
elsewhere.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from types import TracebackType
from typing import Self, TextIO

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

from newscrawl.terminal import can_show_rich, make_console

LINE_INTERVAL = 10.0
"""Seconds between two plain lines."""


class PageProgress(AbstractContextManager["PageProgress"]):
    """Shows `label` and how many pages are done. Call it with pages done and pages in all."""

    def __init__(self, label: str, stream: TextIO, clock: Callable[[], float] = time.monotonic) -> None:
        self._label = label
        self._stream = stream
        self._clock = clock
        self._started = self._told = clock()
        self._bar: Progress | None = None
        self._task = TaskID(0)

    def __enter__(self) -> Self:
        """Show the bar, where there can be one."""
        if can_show_rich(self._stream):
            columns = (
                TextColumn("{task.description}"),
                BarColumn(),
                MofNCompleteColumn(),
                TimeRemainingColumn(),
            )
            self._bar = Progress(*columns, console=make_console(self._stream), transient=True)
            self._task = self._bar.add_task(self._label, total=None)
            self._bar.start()
        return self

    def __call__(self, done: int, total: int) -> None:
        """Show how far the work is."""
        now = self._clock()
        if self._bar is not None:
            self._bar.update(self._task, completed=done, total=total)
        elif now - self._told >= LINE_INTERVAL or done == total:
            self._told = now
            line = f"{self._label}: {done} of {total} pages, {now - self._started:.0f} s"
            print(line, file=self._stream, flush=True)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Give the terminal back."""
        if self._bar is not None:
            self._bar.stop()
            self._bar = None
