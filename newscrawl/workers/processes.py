"""Decides how worker processes start: forked from a server that has the core loaded, and nothing of the program."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.context import ForkServerContext, ForkServerProcess
from typing import Any

PRELOADED = "newscrawl.workers.preload"

_HIDING = threading.Lock()


class WorkerProcess(ForkServerProcess):
    """A process that does not import the program which started it.

    multiprocessing imports the main program in every child. For the script `scrapy` that costs a third of a second
    each; a script that calls `process.start()` without asking for its name would crawl again in every worker.
    """

    @staticmethod
    def _Popen(process_obj: Any) -> Any:  # noqa: N802  # the name of the method in its parent
        with _hide_main_program():
            return ForkServerProcess._Popen(process_obj)


class WorkerContext(ForkServerContext):
    """The context of a pool of workers."""

    Process = WorkerProcess


def make_context() -> WorkerContext:
    """Give a context whose server, if it is not running yet, loads the core before it forks."""
    context = WorkerContext()
    context.set_forkserver_preload([PRELOADED])
    return context


@contextmanager
def _hide_main_program() -> Iterator[None]:
    """Take away by what multiprocessing finds the main program: its file and its name as a module."""
    main = sys.modules["__main__"]
    with _HIDING:
        hidden: dict[str, Any] = {name: vars(main)[name] for name in ("__file__", "__spec__") if name in vars(main)}
        try:
            vars(main).pop("__file__", None)
            main.__spec__ = None
            yield
        finally:
            vars(main).update(hidden)
