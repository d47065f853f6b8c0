"""The short form of the measure of bulk: every page comes out, and each figure is that of its run."""

from __future__ import annotations

import re

import pytest

from tests.bulk_speed import Run, average_deciles, describe, main

pytest.importorskip("fastwarc", reason="the extra warc is not installed")


def test_all_is_measured(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--count", "30"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("30 pages, ")
    assert re.match(r"bare extraction: \d+\.\d pages/s on one core; \d+\.\d CPU seconds", lines[1])
    for workers, line in ((1, lines[2]), (2, lines[4])):
        assert re.match(rf"scrapy bulk, {workers} worker\(s\): 30 pages in \d+\.\d s, \d+\.\d pages/s;", line)
    assert lines[3].startswith("  memory of its largest process by tenths of the run, MB: ")
    assert re.match(r"two workers are \d\.\d\d times one", lines[6])


def test_figures_are_those_of_the_run() -> None:
    line, memory = describe(Run(20.0, 39.0, [100_000_000] * 90 + [110_000_000] * 10, 2000), 2, 80.0)
    assert line == (
        "scrapy bulk, 2 worker(s): 2000 pages in 20.0 s, 100.0 pages/s; 50.0 a core, 62% of bare extraction;"
        " 19.5 CPU seconds per 1,000 pages"
    )
    assert memory.endswith("MB: 100 100 100 100 100 100 100 100 100 110; last/first 1.100")


def test_deciles_are_means_of_tenths() -> None:
    assert average_deciles(list(range(20))) == [0.5 + 2 * tenth for tenth in range(10)]
