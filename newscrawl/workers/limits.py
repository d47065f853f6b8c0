"""Decides what bounds a worker process: its memory, its time for a page, and the life of the crawl that started it.

All of it is enforced by the kernel: code in a parser's C functions keeps Python's own handlers and timers waiting.
"""

from __future__ import annotations

import multiprocessing
import os
import resource
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

MIB = 1 << 20
OUT_OF_MEMORY = 77
"""The exit code of a worker that ran out of memory; it leaves, since what it freed is in pieces."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The bounds of a page. seconds: of the clock. memory: MiB of the whole process."""

    seconds: float = 10.0
    memory: int = 1536


def bound_process(limits: Limits) -> None:
    """Bound this process for all pages to come, and end it where its parent ends."""
    # Pebble's handler for SIGTERM runs in Python, so a worker that is stuck in C would wait for its kill.
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    _limit_memory(limits.memory * MIB)
    threading.Thread(target=_leave_with_parent, daemon=True).start()


@contextmanager
def limit_time(seconds: float) -> Iterator[None]:
    """Have the kernel end this process (by SIGALRM) where the body takes longer, whatever it is doing then."""
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def _limit_memory(size: int) -> None:
    """Limit the address space, so that no more than `size` bytes of it can be in memory.

    What is mapped and not used by now (libraries, stacks of threads) is let off. Systems that know no such limit go
    without.
    """
    idle = 0
    with suppress(OSError, ValueError, IndexError):
        mapped, resident = Path("/proc/self/statm").read_text("ascii").split()[:2]
        idle = (int(mapped) - int(resident)) * os.sysconf("SC_PAGE_SIZE")
    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_AS, (size + idle, resource.getrlimit(resource.RLIMIT_AS)[1]))


def _leave_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(0)
