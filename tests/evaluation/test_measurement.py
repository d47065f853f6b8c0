"""Every system is run on every page; one that fails gave no text, and the run goes on."""

from __future__ import annotations

import logging
import time
import warnings
from collections.abc import Callable
from typing import Any

import pytest

from newscrawl.evaluation.benchmark import Benchmark, GoldPage
from newscrawl.evaluation.measurement import Plan, hushed, measure_in_turn, measure_page
from newscrawl.evaluation.metadata_scores import Verdict
from newscrawl.evaluation.peers import Peer
from newscrawl.evaluation.systems import Output
from newscrawl.metadata.facts import Metadata

GOLD = "The council of the harbour town voted on Tuesday to delay the dredging."
Make = Callable[..., Any]


@pytest.fixture
def benchmark(make_pages: Callable[..., Benchmark]) -> Benchmark:
    truth = {
        "articleBody": GOLD,
        "title": "Council",
        "authors": ["Ann Lee"],
        "unwanted": ["Share this story"],
    }
    return make_pages(first=(b"<p>first", truth), second=(b"<p>second", truth))


def test_page_is_scored_for_every_system(
    benchmark: Benchmark, make_extraction: Make, make_peer: Make
) -> None:
    extraction = make_extraction(GOLD, score=0.8, cut="Share this story", title="Council")
    peer = make_peer("other", lambda _: GOLD + "\nShare this story!")
    page = measure_page(Plan(extract=lambda *_: extraction, peers=(peer,)), 0, benchmark.pages[0])
    assert list(page.systems) == ["newscrawl", "other"]
    assert page.own.score.is_exact
    assert page.own.leftovers == {}
    assert page.own.verdicts == {"title": Verdict.exact, "authors": Verdict.missing, "people": Verdict.missing}
    assert (page.score, page.strategy, page.page_type) == (0.8, "blocks", "article")
    assert [removal.text for removal in page.removals] == ["Share this story"]
    other = page.systems["other"]
    assert (other.score.recall, other.lost, other.lines, other.verdicts) == (1, 0, 1, {})
    assert other.leftovers == {"unwanted": ("Share this story",)}
    assert page.snippet_kinds == ("unwanted",)


def test_failing_system_scores_no_text_and_its_fault_is_kept(benchmark: Benchmark, make_peer: Make) -> None:
    def fail(_: bytes) -> str:
        raise UnicodeError("no\nletters")

    def extract(*_: object) -> Any:
        raise ValueError("own fault")

    plan = Plan(
        extract=extract, peers=(make_peer("bad", fail, Metadata(title="Council")),), with_metadata=True
    )
    page = measure_page(plan, 0, benchmark.pages[0])
    bad = page.systems["bad"]
    assert (bad.text, bad.fault, bad.lost, bad.score.recall) == ("", "UnicodeError: no letters", 1, 0)
    assert bad.verdicts == {"title": Verdict.missing, "authors": Verdict.missing, "people": Verdict.missing}
    assert page.own.fault == "ValueError: own fault"
    assert (page.score, page.strategy, page.removals) == (None, None, ())


def test_metadata_of_a_peer_is_judged_only_when_asked_for(
    benchmark: Benchmark, make_extraction: Make, make_peer: Make
) -> None:
    peer = make_peer("other", lambda _: GOLD, Metadata(title="Council", authors=("ann lee",)))
    verdicts = [
        measure_page(
            Plan(extract=lambda *_: make_extraction(GOLD), peers=(peer,), with_metadata=asked),
            0,
            benchmark.pages[0],
        )
        .systems["other"]
        .verdicts
        for asked in (True, False)
    ]
    assert verdicts == [dict.fromkeys(("title", "authors", "people"), Verdict.exact), {}]


def test_systems_take_turns_in_going_first(benchmark: Benchmark, make_extraction: Make) -> None:
    order: list[str] = []

    def extract(page: GoldPage, _: bytes) -> Any:
        order.append(f"newscrawl {page.id}")
        return make_extraction(GOLD)

    def note(html: bytes) -> str:
        order.append(f"other {html.decode()[3:]}")
        return GOLD

    adapter = Peer("other", lambda html, *_: _give(note(html)), (), "trafilatura")
    pages = list(measure_in_turn(Plan(extract=extract, peers=(adapter,)), list(enumerate(benchmark))))
    assert [page.page.id for page in pages] == ["first", "second"]
    assert list(pages[1].systems) == ["newscrawl", "other"]
    run_before, timed = order[:2], order[2:]
    assert run_before == ["newscrawl first", "other first"]
    assert timed == ["newscrawl first", "other first", "other second", "newscrawl second"]


def _give(text: str) -> Output:
    return Output(text=text)


def test_time_is_of_the_cpu_and_of_the_system_alone(
    benchmark: Benchmark, make_extraction: Make, make_peer: Make
) -> None:
    def spin(_: bytes) -> str:
        end = time.process_time() + 0.05
        while time.process_time() < end:
            pass
        return GOLD

    def sleep(_: bytes) -> str:
        time.sleep(0.05)
        return GOLD

    peers = (make_peer("busy", spin), make_peer("idle", sleep))
    plan = Plan(extract=lambda *_: make_extraction(GOLD), peers=peers)
    page = measure_page(plan, 0, benchmark.pages[0])
    assert page.systems["busy"].seconds >= 0.05
    assert page.systems["idle"].seconds < 0.04
    assert page.own.seconds < 0.04


def test_logs_and_warnings_of_systems_stay_off_the_terminal_only_meanwhile(
    caplog: pytest.LogCaptureFixture, recwarn: pytest.WarningsRecorder
) -> None:
    with hushed():
        logging.getLogger("peer").error("meanwhile")
        warnings.warn("meanwhile", stacklevel=1)
    logging.getLogger("peer").error("after")
    assert [record.message for record in caplog.records] == ["after"]
    assert not recwarn
