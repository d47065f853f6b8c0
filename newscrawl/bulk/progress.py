"""Decides how a bulk run tells how far it is: a bar on a terminal, plain lines elsewhere."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from types import TracebackType
from typing import Self, TextIO

from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

from newscrawl.bulk.unit import Unit
from newscrawl.page_progress import LINE_INTERVAL
from newscrawl.progress_view import format_clock
from newscrawl.terminal import can_show_rich, make_console, neutralize_controls

BAR_INTERVAL = 0.1
"""Seconds between two changes of the bar."""


class BulkProgress(AbstractContextManager["BulkProgress"]):
    """Shows how many archives are done, how many pages came of all, and how fast.

    units: those that this run works off. Threads may call it.
    """

    def __init__(self, units: Sequence[Unit], stream: TextIO, clock: Callable[[], float] = time.monotonic) -> None:
        self.pages = 0
        """So many came so far."""
        self._sizes = {unit.stem: unit.size for unit in units}
        self._done = 0
        self._stream = stream
        self._clock = clock
        self._started = self._told = clock()
        self._read = 0
        self._pages: dict[str, int] = {}
        self._bytes: dict[str, int] = {}
        self._lock = threading.Lock()
        self._bar: Progress | None = None
        self._task = TaskID(0)

    @property
    def seconds(self) -> float:
        """Seconds since it began."""
        return self._clock() - self._started

    def __enter__(self) -> Self:
        """Show the bar, where there can be one."""
        if can_show_rich(self._stream):
            columns = (BarColumn(), TextColumn("{task.description}"), TimeRemainingColumn())
            self._bar = Progress(*columns, console=make_console(self._stream), transient=True)
            self._task = self._bar.add_task(self._describe(), total=sum(self._sizes.values()))
            self._bar.start()
        return self

    def __call__(self, unit: Unit, pages: int, offset: int) -> None:
        """Hear of a page."""
        with self._lock:
            self.pages += pages - self._pages.get(unit.stem, 0)
            self._pages[unit.stem] = pages
            self._note_place(unit.stem, offset)
            self._tell(is_due=False)

    def end_unit(self, stem: str) -> None:
        """Hear that a unit is done."""
        with self._lock:
            self._done += 1
            self._note_place(stem, self._sizes[stem])
            self._tell(is_due=self._done == len(self._sizes))

    def print(self, line: str) -> None:
        """Print a line that stays."""
        if self._bar is not None:
            self._bar.console.print(neutralize_controls(line))
        else:
            print(line, file=self._stream, flush=True)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Give the terminal back."""
        if self._bar is not None:
            self._bar.stop()
            self._bar = None

    def _note_place(self, stem: str, offset: int) -> None:
        self._read += offset - self._bytes.get(stem, 0)
        self._bytes[stem] = offset

    def _tell(self, *, is_due: bool) -> None:
        now = self._clock()
        if self._bar is not None:
            if is_due or now - self._told >= BAR_INTERVAL:
                self._told = now
                self._bar.update(self._task, completed=self._read, description=self._describe())
        elif is_due or now - self._told >= LINE_INTERVAL:
            self._told = now
            print(self._describe(), file=self._stream, flush=True)

    def _describe(self) -> str:
        rate = self.pages / max(self.seconds, 0.001)
        archives = f"{self._done} of {len(self._sizes)} archives"
        return f"{archives}, {self.pages:,} pages, {rate:.1f} pages/s, {format_clock(self.seconds)}"
