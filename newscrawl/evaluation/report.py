"""Decides how an evaluation is told: tables for a person, and one plain value for JSON."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, TextIO

import msgspec

from newscrawl.blocks import CutKind
from newscrawl.columns import Columns, print_columns
from newscrawl.evaluation.benchmark import Benchmark
from newscrawl.evaluation.calibration import measure_calibration_error
from newscrawl.evaluation.comparison import Difference
from newscrawl.evaluation.figures import Figures, SystemFigures
from newscrawl.evaluation.measurement import Measured, MeasuredPage
from newscrawl.evaluation.metadata_scores import FIELDS, find_given, find_gold
from newscrawl.options import Options
from newscrawl.terminal import can_show_rich, make_console

NONE = "-"
MAX_FAULTS = 10
"""Pages listed for each system that failed; the JSON has them all."""


def print_figures(benchmark: Benchmark, figures: Figures, stream: TextIO, *, with_metadata: bool) -> None:
    """Print all figures, in tables where `stream` is a terminal."""
    console = make_console(stream)
    part = "" if benchmark.is_whole else ", a part of the set"
    console.print(f"{benchmark.name}: {len(benchmark)} pages{part}", soft_wrap=True)
    for table in build_tables(figures, with_metadata=with_metadata):
        console.print()
        print_columns(table, console, is_rich=can_show_rich(stream))


def build_tables(figures: Figures, *, with_metadata: bool) -> list[Columns]:
    """Set out all figures; tables that would say nothing are left out."""
    tables = [_tell_quality(figures.systems), _tell_speed(figures.systems)]
    if with_metadata and any(system.fields for system in figures.systems):
        tables.append(_tell_metadata(figures.systems))
    if any(system.left for system in figures.systems):
        tables.append(_tell_leftovers(figures.systems))
    if any(system.left_by_kind for system in figures.systems):
        tables.append(_tell_kinds(figures.systems))
    if figures.curve:
        tables += [_tell_strategies(figures), _tell_curve(figures), _tell_bins(figures)]
    if any(system.faults for system in figures.systems):
        tables.append(_tell_faults(figures.systems))
    return tables


def build_data(
    benchmark: Benchmark, options: Options, figures: Figures, pages: Iterable[MeasuredPage]
) -> dict[str, Any]:
    """Give everything but the texts as plain dicts, lists, strings and numbers."""
    return {
        "set": benchmark.name,
        "is_whole": benchmark.is_whole,
        "options": msgspec.to_builtins(options),
        "figures": {**msgspec.to_builtins(figures), "systems": [_plain(one) for one in figures.systems]},
        "pages": [
            {
                "id": page.page.id,
                "url": page.page.url,
                "score": page.score,
                "strategy": page.strategy,
                "page_type": page.page_type,
                "systems": {name: _plain_page(page, one) for name, one in page.systems.items()},
            }
            for page in pages
        ],
    }


def _plain(system: SystemFigures) -> dict[str, Any]:
    plain: dict[str, Any] = msgspec.to_builtins(system)
    plain["fields"] = {
        name: {**msgspec.to_builtins(field), "rate": field.rate} for name, field in system.fields.items()
    }
    return plain


def _plain_page(page: MeasuredPage, one: Measured) -> dict[str, Any]:
    plain: dict[str, Any] = {
        "f1": one.score.f1,
        **msgspec.to_builtins(one.score),
        "cpu_seconds": one.seconds,
        "lost": one.lost,
        "leftovers": msgspec.to_builtins(one.leftovers),
        "fault": one.fault,
    }
    if one.metadata is not None:
        gold = find_gold(page.page.truth)
        given = find_given(one.metadata)
        plain["metadata"] = {
            name: {"verdict": one.verdicts[name].value, "gold": gold[name], "given": given[name]}
            for name in FIELDS
            if name in one.verdicts
        }
    return plain


def _tell_quality(systems: Sequence[SystemFigures]) -> Columns:
    rows = []
    for one in systems:
        rows.append(
            (
                _name(one),
                f"{one.score.f1:.4f} ±{one.score.error:.4f}",
                f"{one.score.precision:.4f}",
                f"{one.score.recall:.4f}",
                f"{one.score.accuracy:.4f}",
                f"{_share(one.lost, one.lines):.1%}",
                _tell_difference(one.behind),
            )
        )
    header = ("system", "F1", "precision", "recall", "accuracy", "lost", "newscrawl is ahead by")
    return Columns("Body text (lost: gold paragraphs of 8 words or more)", tuple(rows), header)


def _tell_difference(behind: Difference | None) -> str:
    if behind is None:
        return NONE
    told = f"{behind.f1:+.4f} [{behind.low:+.4f}, {behind.high:+.4f}]"
    return told if behind.is_clear else f"{told}, unclear"


def _tell_speed(systems: Sequence[SystemFigures]) -> Columns:
    rows = tuple(
        (
            one.name,
            f"{one.pages_per_second:.1f}",
            f"{1000 / one.pages_per_second:.1f}" if one.pages_per_second else NONE,
            NONE if one.speed is None else f"{one.speed:.2f}×",
        )
        for one in systems
    )
    header = ("system", "pages/s", "ms/page", "trafilatura's speed")
    return Columns("CPU time on one core", rows, header, frozenset({1, 2, 3}))


def _tell_metadata(systems: Sequence[SystemFigures]) -> Columns:
    rows = tuple((one.name, *(_tell_field(one, name) for name in FIELDS)) for one in systems if one.fields)
    return Columns("Metadata, exact (wrong + missing of pages that have it)", rows, ("system", *FIELDS))


def _tell_field(system: SystemFigures, name: str) -> str:
    field = system.fields.get(name)
    if field is None:
        return NONE
    return f"{field.rate:.3f} ({field.wrong} + {field.missing} of {field.pages})"


def _tell_leftovers(systems: Sequence[SystemFigures]) -> Columns:
    kinds = list(dict.fromkeys(kind for one in systems for kind in one.left))
    rows = tuple(
        (kind, *("/".join(map(str, one.left[kind])) if kind in one.left else NONE for one in systems)) for kind in kinds
    )
    header = ("listed as", *(one.name for one in systems))
    return Columns("Pages with a leftover / pages with such snippets", rows, header, _numbers(systems))


def _tell_kinds(systems: Sequence[SystemFigures]) -> Columns:
    kinds = [kind for kind in CutKind if any(kind in one.left_by_kind for one in systems)]
    rows = tuple((kind.value, *(str(one.left_by_kind.get(kind, 0)) for one in systems)) for kind in kinds)
    header = ("kind", *(one.name for one in systems))
    return Columns("Pages with a leftover, by newscrawl's kinds", rows, header, _numbers(systems))


def _tell_strategies(figures: Figures) -> Columns:
    rows = tuple((name, str(count), f"{count / figures.pages:.1%}") for name, count in figures.strategies.items())
    return Columns("Pages by newscrawl's strategy", rows, ("strategy", "pages", "share"), frozenset({1, 2}))


def _tell_curve(figures: Figures) -> Columns:
    rows = tuple(
        (
            f"{point.dropped_share:.0%}",
            str(point.pages),
            f"{point.threshold:.3f}",
            f"{point.f1:.4f}",
            f"{point.accuracy:.4f}",
            f"{point.best_f1:.4f}",
        )
        for point in figures.curve
    )
    header = ("dropped", "pages left", "score from", "F1", "accuracy", "F1 at best")
    return Columns("Dropping the pages of the lowest score", rows, header, frozenset(range(6)))


def _tell_bins(figures: Figures) -> Columns:
    rows = tuple(
        (f"{one.low:.3f} to {one.high:.3f}", str(one.pages), f"{one.mean_score:.3f}", f"{one.mean_f1:.3f}")
        for one in figures.bins
    )
    error = measure_calibration_error(figures.bins)
    header = ("score", "pages", "mean score", "mean page F1")
    return Columns(f"What a score means (calibration error {error:.3f})", rows, header, frozenset({1, 2, 3}))


def _tell_faults(systems: Sequence[SystemFigures]) -> Columns:
    rows = []
    for one in systems:
        if one.faults:
            shown = [f"{page}: {fault[:200]}" for page, fault in one.faults.items()][:MAX_FAULTS]
            more = len(one.faults) - len(shown)
            rows.append((one.name, str(len(one.faults)), "\n".join([*shown, *([f"and {more} more"] * bool(more))])))
    header = ("system", "pages", "first of them")
    return Columns("Pages on which a system failed: scored as no text", tuple(rows), header, frozenset({1}))


def _name(system: SystemFigures) -> str:
    return f"{system.name} {system.version}"


def _numbers(systems: Sequence[SystemFigures]) -> frozenset[int]:
    return frozenset(range(1, len(systems) + 1))


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0
