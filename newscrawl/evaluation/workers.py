"""Decides how pages are spread over processes, and what happens where one dies.

Every process gets its share of the pages once, at its start, and sends each page's result down a pipe.
"""

from __future__ import annotations

import multiprocessing
import signal
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from typing import Any

from newscrawl.errors import InputError, NewscrawlError
from newscrawl.evaluation.benchmark import Benchmark, GoldPage
from newscrawl.evaluation.measurement import MeasuredPage, Plan, measure_in_turn

IN_THIS_PROCESS = 0

Numbered = Sequence[tuple[int, GoldPage]]
OnPage = Callable[[int, int], None]
"""Pages done, pages in all."""


@dataclass(slots=True)
class _Worker:
    """One process and what it has sent."""

    process: SpawnProcess
    pages: Numbered
    done: list[MeasuredPage]


def measure_benchmark(
    benchmark: Benchmark, plan: Plan, *, jobs: int = IN_THIS_PROCESS, on_page: OnPage | None = None
) -> tuple[MeasuredPage, ...]:
    """Run the plan over a set, in its order. jobs: processes; 0 is this one, which need pickle nothing.

    Raises InputError where a page cannot be read or a process dies.
    """
    numbered = list(enumerate(benchmark))
    if jobs == IN_THIS_PROCESS:
        return tuple(_count(measure_in_turn(plan, numbered), len(numbered), on_page))
    jobs = min(jobs, len(numbered))
    shares = [numbered[start::jobs] for start in range(jobs)]
    results = list(_count(_receive(plan, shares), len(numbered), on_page))
    by_id = {result.page.id: result for result in results}
    return tuple(by_id[page.id] for page in benchmark)


def _count(pages: Iterable[MeasuredPage], total: int, on_page: OnPage | None) -> Iterator[MeasuredPage]:
    for done, page in enumerate(pages, 1):
        if on_page is not None:
            on_page(done, total)
        yield page


def _receive(plan: Plan, shares: Sequence[Numbered]) -> Iterator[MeasuredPage]:
    """Start a process for each share and give the pages as they come."""
    context = multiprocessing.get_context("spawn")
    workers: dict[Any, _Worker] = {}
    try:
        for share in shares:
            ours, theirs = context.Pipe(duplex=False)
            process = context.Process(target=_work, args=(plan, share, theirs), daemon=True)
            process.start()
            theirs.close()  # or the pipe would not end with the process
            workers[ours] = _Worker(process, share, [])
        while workers:
            for pipe in wait(list(workers)):
                page = _read(pipe, workers)
                if page is not None:
                    yield page
    finally:
        for worker in workers.values():
            worker.process.terminate()
        for worker in workers.values():
            worker.process.join()


def _read(pipe: Any, workers: dict[Any, _Worker]) -> MeasuredPage | None:
    """Read one result; a pipe at its end is taken out of `workers`, in place."""
    worker = workers[pipe]
    try:
        message = pipe.recv()
    except EOFError:
        del workers[pipe]
        worker.process.join()
        if len(worker.done) < len(worker.pages):
            page = worker.pages[len(worker.done)][1]
            code = worker.process.exitcode
            raise InputError(str(page.path), f"a process died on this page (exit code {code})") from None
        return None
    if isinstance(message, NewscrawlError):
        raise message
    worker.done.append(message)
    return message  # type: ignore[no-any-return]


def _work(plan: Plan, share: Numbered, pipe: Connection[Any, Any]) -> None:
    """What a process does: measure its share, and send every page or the error that ended it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's, which then ends its processes
    sys.addaudithook(refuse_network)
    with pipe:
        try:
            for page in measure_in_turn(plan, share):
                pipe.send(page)
        except NewscrawlError as error:
            pipe.send(error)
        except BrokenPipeError:
            return


def refuse_network(event: str, arguments: tuple[Any, ...]) -> None:
    """Refuse to look a host up: pages are measured as they were saved. An audit hook
    (`sys.addaudithook`).
    """
    if event == "socket.getaddrinfo":
        raise OSError(f"no network while pages are measured: {arguments[0]}")
