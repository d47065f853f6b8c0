"""The short form of the soak: a few hundred pages, no page missing, memory and files steady."""

from __future__ import annotations

import pytest

from tests.soak import Sample, main, measure_growth


def test_memory_and_files_stay_steady_over_a_crawl(capfd: pytest.CaptureFixture[str]) -> None:
    arguments = ["--pages", "300", "--interval", "0.1", "--seed", "7", "-s", "NEWSCRAWL_WORKERS=1"]
    assert main(arguments) == 0, capfd.readouterr().out
    assert "300 lines for 300 pages" in capfd.readouterr().out


def test_growth_is_that_of_the_second_half() -> None:
    samples = [Sample(done, 100 + max(0, done - 500), 10 + (done > 800)) for done in range(0, 1001, 10)]
    growth, files = measure_growth(samples, 1000)
    assert growth == pytest.approx(530 / 160 - 1)
    assert files == 1
    assert measure_growth([Sample(done, 100, 5) for done in range(0, 1001, 10)], 1000) == (0, 0)


def test_too_few_looks_are_told() -> None:
    with pytest.raises(SystemExit, match="too few looks"):
        measure_growth([Sample(10, 100, 5)], 1000)
