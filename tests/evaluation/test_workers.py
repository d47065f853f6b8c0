"""Pages spread over processes give what one process gives; a process that dies names its page."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from newscrawl.errors import InputError
from newscrawl.evaluation.benchmark import Benchmark, load_benchmark
from newscrawl.evaluation.measurement import Plan
from newscrawl.evaluation.peers import PEERS, Peer
from newscrawl.evaluation.workers import measure_benchmark, refuse_network

PEER_MODULE = """
import os, socket
from newscrawl.evaluation.systems import Output

def read(html, url, with_metadata):
    if b"deadly" in html:
        os._exit(7)
    if b"network" in html:
        socket.create_connection(("news.example", 80))
    return Output(text=html.decode())
"""


@pytest.fixture
def peer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Peer:
    """A peer that another process can import."""
    folder = tmp_path / "modules"
    folder.mkdir()
    (folder / "peer_of_a_test.py").write_text(PEER_MODULE)
    monkeypatch.syspath_prepend(folder)
    return Peer("other", import_module("peer_of_a_test").read, (), "trafilatura")


@pytest.fixture
def write(write_benchmark: Callable[..., Path]) -> Callable[..., Benchmark]:
    return lambda *pages: load_benchmark(
        write_benchmark(
            {f"p{number}": (page, {"articleBody": "a b c d"}) for number, page in enumerate(pages)}
        )
    )


def test_processes_give_what_one_gives_in_the_order_of_the_set(
    write: Callable[..., Benchmark], peer: Peer
) -> None:
    benchmark = write(b"a b c d", b"a b c", b"d", b"a b c d e")
    told: list[tuple[int, int]] = []
    plan = Plan(peers=(peer, PEERS["trafilatura"]), with_metadata=True)
    spread = measure_benchmark(
        benchmark, plan, jobs=2, on_page=lambda done, total: told.append((done, total))
    )
    alone = measure_benchmark(benchmark, plan)
    assert [page.page.id for page in spread] == ["p0", "p1", "p2", "p3"]
    assert [_strip(page) for page in spread] == [_strip(page) for page in alone]
    assert told == [(1, 4), (2, 4), (3, 4), (4, 4)]


def _strip(page: Any) -> Any:
    return [(one.text, one.score, one.verdicts, one.fault) for one in page.systems.values()]


def test_process_that_dies_names_its_page(write: Callable[..., Benchmark], peer: Peer) -> None:
    with pytest.raises(InputError, match=r"p1\.html\.gz: a process died on this page \(exit code 7\)"):
        measure_benchmark(write(b"a", b"deadly"), Plan(peers=(peer,)), jobs=1)


def test_page_that_cannot_be_read_ends_the_run_with_its_name(
    write: Callable[..., Benchmark], peer: Peer
) -> None:
    benchmark = write(b"a", b"b")
    benchmark.pages[1].path.write_bytes(b"not packed")
    with pytest.raises(InputError, match=r"p1\.html\.gz: cannot be read"):
        measure_benchmark(benchmark, Plan(peers=(peer,)), jobs=2)


def test_network_is_refused_while_pages_are_measured(write: Callable[..., Benchmark], peer: Peer) -> None:
    (page,) = measure_benchmark(write(b"network"), Plan(peers=(peer,)), jobs=1)
    assert page.systems["other"].fault == "OSError: no network while pages are measured: news.example"


def test_other_events_pass() -> None:
    refuse_network("open", ("file", "r", 0))
