"""Decides how systems are run over pages and timed: page by page, every system on a page before the next
page.

Time is CPU time of the process (`time.process_time`), so that other work on the machine does not count;
systems take turns in going first, and garbage is collected before each, so that none pays for another. A
system that fails on a page gave no text for it. How pages are spread over processes is left to
`workers.py`.
"""

from __future__ import annotations

import gc
import logging
import time
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from newscrawl.blocks import Removal
from newscrawl.evaluation.benchmark import GoldPage
from newscrawl.evaluation.leftovers import find_leftovers, list_snippets
from newscrawl.evaluation.metadata_scores import Verdict, judge_metadata
from newscrawl.evaluation.peers import Peer
from newscrawl.evaluation.scores import PageScore, count_lost_lines, score_page
from newscrawl.evaluation.systems import EXTRACT_BY_DEFAULT, NEWSCRAWL, Extract, Output, read_output
from newscrawl.extraction.result import Extraction
from newscrawl.metadata.facts import Metadata


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What is run on every page. newscrawl always is. Crosses process boundaries, so `extract` has to be
    picklable where more than one process is used.
    """

    extract: Extract = EXTRACT_BY_DEFAULT
    peers: tuple[Peer, ...] = ()
    with_metadata: bool = False

    @property
    def systems(self) -> tuple[str, ...]:
        """The names of all systems, newscrawl first."""
        return (NEWSCRAWL, *(peer.name for peer in self.peers))

    @property
    def metadata_systems(self) -> frozenset[str]:
        """The names of the systems whose metadata is judged; a page that they fail on counts as missing."""
        peers = {peer.name for peer in self.peers if peer.has_metadata and self.with_metadata}
        return frozenset(peers | {NEWSCRAWL})


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What one system made of one page. seconds: of CPU. lost: gold paragraphs that are not in the text,
    of lines. leftovers: unwanted snippets in the text, by the set's own kinds. fault: why it failed, in
    one line.
    """

    text: str
    score: PageScore
    seconds: float
    lost: int
    lines: int
    leftovers: Mapping[str, tuple[str, ...]]
    metadata: Metadata | None = None
    verdicts: Mapping[str, Verdict] = field(default_factory=dict)
    fault: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasuredPage:
    """One page, by system. snippet_kinds: the set's kinds of which the page has unwanted snippets. score,
    strategy, page_type, removals: newscrawl's own, None and empty where it failed.
    """

    page: GoldPage
    systems: Mapping[str, Measured]
    snippet_kinds: tuple[str, ...]
    score: float | None = None
    strategy: str | None = None
    page_type: str | None = None
    removals: tuple[Removal, ...] = ()

    @property
    def own(self) -> Measured:
        """What newscrawl made of it."""
        return self.systems[NEWSCRAWL]


def measure_in_turn(plan: Plan, numbered: Sequence[tuple[int, GoldPage]]) -> Iterator[MeasuredPage]:
    """Run every system over every page, in this process. The numbers are the pages' places in the set.

    The first page is run once before, untimed: imports, rule files and models are loaded once and not a
    page's cost.
    """
    with hushed():
        if numbered:
            measure_page(plan, *numbered[0])
        gc.collect()
        gc.freeze()
        try:
            for number, page in numbered:
                yield measure_page(plan, number, page)
        finally:
            gc.unfreeze()


def measure_page(plan: Plan, number: int, page: GoldPage) -> MeasuredPage:
    """Run every system over one page and score it. number: the page's place in the set; it says who goes
    first.
    """
    html = page.read_html()
    snippets = list_snippets(page)
    systems: dict[str, Measured] = {}
    extraction: Extraction | None = None
    first = number % len(plan.systems)
    peers = {peer.name: peer for peer in plan.peers}
    for name in plan.systems[first:] + plan.systems[:first]:
        output, fault = Output(text=""), None
        gc.collect()
        start = time.process_time()
        try:
            if name == NEWSCRAWL:
                extraction = plan.extract(page, html)
                output = read_output(extraction)
            else:
                output = peers[name].read(html, page.url, plan.with_metadata)
        except Exception as error:  # a peer may raise anything; what it raised is told in the report
            fault = " ".join(f"{type(error).__name__}: {error}".split())
        seconds = time.process_time() - start
        if name in plan.metadata_systems and output.metadata is None:
            output = replace(output, metadata=Metadata())
        systems[name] = _score(page, snippets, output, seconds, fault)
    return MeasuredPage(
        page=page,
        systems={name: systems[name] for name in plan.systems},
        snippet_kinds=tuple(snippets),
        score=extraction.score if extraction else None,
        strategy=extraction.strategy if extraction else None,
        page_type=extraction.page_type.value if extraction else None,
        removals=extraction.removals if extraction else (),
    )


@contextmanager
def hushed() -> Iterator[None]:
    """Keep logs and warnings of the systems off the terminal while they run."""
    before = logging.root.manager.disable
    logging.disable(logging.CRITICAL)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            yield
        finally:
            logging.disable(before)


def _score(
    page: GoldPage, snippets: Mapping[str, tuple[str, ...]], output: Output, seconds: float, fault: str | None
) -> Measured:
    lost, lines = count_lost_lines(page.text, output.text)
    return Measured(
        text=output.text,
        score=score_page(page.text, output.text),
        seconds=seconds,
        lost=lost,
        lines=lines,
        leftovers=find_leftovers(snippets, output.text),
        metadata=output.metadata,
        verdicts=judge_metadata(page.truth, output.metadata) if output.metadata else {},
        fault=fault,
    )
