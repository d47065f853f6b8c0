"""The report tells every figure once, and leaves out what was not measured."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any

import pytest

from newscrawl.columns import format_plain
from newscrawl.evaluation.benchmark import Benchmark
from newscrawl.evaluation.figures import compute_figures
from newscrawl.evaluation.measurement import MeasuredPage, Plan, measure_in_turn
from newscrawl.evaluation.report import build_data, build_tables
from newscrawl.metadata.facts import Metadata
from newscrawl.options import Options

GOLD = "The council of the harbour town voted on Tuesday."
Make = Callable[..., Any]
Run = tuple[Benchmark, Plan, Sequence[MeasuredPage]]


@pytest.fixture
def make_run(make_pages: Callable[..., Benchmark], make_extraction: Make) -> Callable[..., Run]:
    def make(plan: dict[str, Any], **truth: Any) -> Run:
        row = {"articleBody": GOLD, **truth}
        benchmark = make_pages(one=(b"1", row), two=(b"2", row))
        whole = Plan(extract=lambda *_: make_extraction(GOLD, title="Council"), **plan)
        return benchmark, whole, list(measure_in_turn(whole, list(enumerate(benchmark))))

    return make


def tell(run: Run, *, with_metadata: bool = False) -> str:
    _, plan, pages = run
    tables = build_tables(compute_figures(pages, plan), with_metadata=with_metadata)
    return "\n".join(line for table in tables for line in format_plain(table))


def test_run_of_newscrawl_alone_tells_its_own_figures(make_run: Callable[..., Run]) -> None:
    told = tell(make_run({}))
    assert "1.0000 ±0.0000  1.0000     1.0000  1.0000    0.0%  -" in told
    assert "  blocks        2  100.0%" in told
    assert "Dropping the pages of the lowest score" in told
    assert "calibration error 0.100" in told
    for absent in ("Metadata", "leftover", "failed"):
        assert absent not in told


def test_peers_leftovers_metadata_and_faults_are_told(make_run: Callable[..., Run], make_peer: Make) -> None:
    def fail(_: bytes) -> str:
        raise ValueError("no\ttext")

    peers = (
        make_peer("chatty", lambda _: GOLD + " Share this story", Metadata(title="Else")),
        make_peer("bad", fail),
    )
    run = make_run({"peers": peers, "with_metadata": True}, unwanted=["Share this story"], title="Council")
    told = tell(run, with_metadata=True)
    assert ["unwanted", "0/2", "2/2", "0/2"] in [line.split() for line in told.splitlines()]
    assert "newscrawl  1.000 (0 + 0 of 2)  -        -" in told
    assert "chatty     0.000 (2 + 0 of 2)  -        -" in told
    assert "bad         2  one: ValueError: no text" in told
    assert "+1.0000 [+1.0000, +1.0000]" in told
    assert "Metadata" not in tell(run)


def test_list_of_faults_is_cut_with_their_number(make_pages: Callable[..., Benchmark]) -> None:
    def extract(*_: object) -> Any:
        raise ValueError("none")

    benchmark = make_pages(**{f"p{number}": (b"", {"articleBody": GOLD}) for number in range(12)})
    plan = Plan(extract=extract)
    told = tell((benchmark, plan, list(measure_in_turn(plan, list(enumerate(benchmark))))))
    assert "newscrawl     12  p0: ValueError: none" in told
    assert "and 2 more" in told
    assert "Dropping" not in told


def test_data_is_plain_and_holds_every_page(make_run: Callable[..., Run], make_peer: Make) -> None:
    peers = (
        make_peer(
            "other", lambda _: "", Metadata(title="Else", authors=("Ann Lee",), published="2026-01-02")
        ),
    )
    truth = {"title": "Council", "author": "Bo Dahl", "datePublished": "2026-01-02"}
    benchmark, plan, pages = make_run({"peers": peers, "with_metadata": True}, **truth)
    data = build_data(benchmark, Options(captions=True), compute_figures(pages, plan), pages)
    json.dumps(data)
    assert (data["set"], data["is_whole"], data["options"]["captions"]) == ("some_set", True, True)
    assert data["figures"]["systems"][1]["fields"]["day"]["rate"] == 1
    page = data["pages"][0]
    assert (page["id"], page["strategy"], page["systems"]["newscrawl"]["f1"]) == ("one", "blocks", 1)
    assert page["systems"]["other"]["metadata"]["authors"] == {
        "verdict": "wrong",
        "gold": "Bo Dahl",
        "given": ("Ann Lee",),
    }
