"""Decides which figures an evaluation gives, and how they come from measured pages. Setting them out is
left to `report.py`.
"""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from newscrawl.blocks import CutKind
from newscrawl.evaluation.calibration import CurvePoint, ScoreBin, bin_scores, draw_curve
from newscrawl.evaluation.comparison import Difference, compare_scores
from newscrawl.evaluation.leftovers import classify_leftover
from newscrawl.evaluation.measurement import MeasuredPage, Plan
from newscrawl.evaluation.metadata_scores import FIELDS, Verdict
from newscrawl.evaluation.scores import SetScore, summarize_scores
from newscrawl.evaluation.systems import NEWSCRAWL
from newscrawl.version import __version__

REFERENCE = "trafilatura"
"""The system that speeds are told in relation to."""


@dataclass(frozen=True, slots=True)
class FieldFigures:
    """One field of metadata over the pages whose gold has it."""

    exact: int
    wrong: int
    missing: int

    @property
    def pages(self) -> int:
        """Pages whose gold has the field."""
        return self.exact + self.wrong + self.missing

    @property
    def rate(self) -> float:
        """The share of exact values."""
        return self.exact / self.pages


@dataclass(frozen=True, slots=True, kw_only=True)
class SystemFigures:
    """One system over the set. cpu_seconds: of all pages. left: by the set's own kind of unwanted
    snippet, pages with a leftover and pages that have such snippets. left_by_kind: pages with a leftover,
    by newscrawl's own kinds. behind: newscrawl's F1 less this system's; None for newscrawl. speed: pages
    a second as a multiple of trafilatura's, where that was run. faults: of pages on which it failed, by
    id.
    """

    name: str
    version: str
    score: SetScore
    behind: Difference | None
    cpu_seconds: float
    pages_per_second: float
    speed: float | None
    lost: int
    lines: int
    left: Mapping[str, tuple[int, int]]
    left_by_kind: Mapping[CutKind, int]
    fields: Mapping[str, FieldFigures]
    faults: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """A whole evaluation. strategies: pages by the strategy that newscrawl took. curve, bins: of the
    pages that newscrawl did not fail on.
    """

    pages: int
    systems: tuple[SystemFigures, ...]
    strategies: Mapping[str, int]
    curve: tuple[CurvePoint, ...]
    bins: tuple[ScoreBin, ...]

    @property
    def own(self) -> SystemFigures:
        """newscrawl's figures."""
        return self.systems[0]


def compute_figures(pages: Sequence[MeasuredPage], plan: Plan) -> Figures:
    """Compute all figures of at least one measured page."""
    versions = {NEWSCRAWL: __version__, **{peer.name: peer.version for peer in plan.peers}}
    scored = [(page.score, page.own.score) for page in pages if page.score is not None]
    return Figures(
        pages=len(pages),
        systems=tuple(_compute_system(name, versions[name], pages) for name in plan.systems),
        strategies=dict(Counter(page.strategy for page in pages if page.strategy is not None).most_common()),
        curve=draw_curve(scored) if scored else (),
        bins=bin_scores(scored) if scored else (),
    )


def count_fields(verdicts: Sequence[Mapping[str, Verdict]]) -> dict[str, FieldFigures]:
    """Count the verdicts of pages by field; fields that no gold has are left out."""
    counts = {name: Counter(page[name] for page in verdicts if name in page) for name in FIELDS}
    return {
        name: FieldFigures(count[Verdict.exact], count[Verdict.wrong], count[Verdict.missing])
        for name, count in counts.items()
        if count
    }


def count_left_by_kind(name: str, pages: Sequence[MeasuredPage]) -> dict[CutKind, int]:
    """Count the pages on which a system left a snippet, by newscrawl's kinds in the vocabulary's order."""
    counts: Counter[CutKind] = Counter()
    for page in pages:
        found = page.systems[name].leftovers.items()
        counts.update(
            {classify_leftover(one, listed, page.removals) for listed, left in found for one in left}
        )
    return {kind: counts[kind] for kind in CutKind if counts[kind]}


def _compute_system(name: str, version: str, pages: Sequence[MeasuredPage]) -> SystemFigures:
    measured = [page.systems[name] for page in pages]
    seconds = sum(one.seconds for one in measured)
    have = Counter(kind for page in pages for kind in page.snippet_kinds)
    left = Counter(kind for one in measured for kind in one.leftovers)
    scores = [one.score for one in measured]
    return SystemFigures(
        name=name,
        version=version,
        score=summarize_scores(scores),
        behind=None if name == NEWSCRAWL else compare_scores([page.own.score for page in pages], scores),
        cpu_seconds=seconds,
        pages_per_second=len(pages) / seconds if seconds else 0.0,
        speed=_compare_speed(name, pages),
        lost=sum(one.lost for one in measured),
        lines=sum(one.lines for one in measured),
        left={kind: (left[kind], have[kind]) for kind in have},
        left_by_kind=count_left_by_kind(name, pages),
        fields=count_fields([one.verdicts for one in measured]),
        faults={page.page.id: one.fault for page, one in zip(pages, measured, strict=True) if one.fault},
    )


def _compare_speed(name: str, pages: Sequence[MeasuredPage]) -> float | None:
    if REFERENCE not in pages[0].systems:
        return None
    mean = statistics.fmean(page.systems[name].seconds for page in pages)
    return statistics.fmean(page.systems[REFERENCE].seconds for page in pages) / mean if mean else None
