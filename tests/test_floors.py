"""What newscrawl has reached does not fall: the sets of `floors.json` that are at hand are measured whole.

The floors rise by `scrapy evaluate DIR --pin`; how one may be lowered is told by `scrapy evaluate --help`.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from newscrawl.cores import count_cores
from newscrawl.evaluation.benchmark import load_benchmark
from newscrawl.evaluation.figures import compute_figures
from newscrawl.evaluation.floors import SetFloors, collect_reached, find_falls, read_floors
from newscrawl.evaluation.measurement import Plan
from newscrawl.evaluation.systems import ExtractWith
from newscrawl.evaluation.workers import measure_benchmark
from newscrawl.options import Options

FILE = Path(__file__).parent / "floors.json"
SETS = read_floors(FILE)


def test_fixtures_have_floors() -> None:
    assert SETS["fixtures"].floors


@pytest.mark.parametrize(("name", "floors"), SETS.items(), ids=SETS)
def test_figures_have_not_fallen(name: str, floors: SetFloors) -> None:
    folder = FILE.parent / floors.folder
    if not folder.is_dir():
        pytest.skip(f"{floors.folder} (relative to tests/) is not there: {name} is not measured")
    benchmark = load_benchmark(folder)
    plan = Plan(extract=ExtractWith(Options(**floors.options)))
    figures = compute_figures(measure_benchmark(benchmark, plan, jobs=count_cores()), plan)
    assert figures.own.faults == {}
    falls = find_falls(floors.floors, collect_reached(figures.own))
    assert not falls, f"{name}: {'; '.join(map(str, falls))}"
