"""Progress reads as one line; on a terminal the busiest sites stand above it, in the room that there is."""

from __future__ import annotations

import io
import time
from dataclasses import replace

import pytest
from rich.console import Console

from newscrawl.progress_view import format_clock, format_counts, format_progress, render_progress
from newscrawl.site_counts import FoundPages, SiteCounts, SiteTally, sum_counts

SITE = SiteCounts(
    site="news.example", found=20, left=5, fetched=12, articles=8, rejected=3, seconds=4.0, seconds_left=2.0
)


def show(sites: list[SiteCounts], height: int = 30, width: int = 100) -> list[str]:
    console = Console(file=io.StringIO(), width=width, height=height, record=True, force_terminal=True)
    console.print(render_progress(sites, sum_counts(sites, 4.0), height))
    return console.export_text().rstrip().splitlines()


@pytest.mark.parametrize(
    ("seconds", "clock"), [(0.0, "0:00"), (4.9, "0:04"), (75.9, "1:15"), (3661, "1:01:01"), (360_000, "100:00:00")]
)
def test_durations(seconds: float, clock: str) -> None:
    assert format_clock(seconds) == clock


def test_line_says_counts_pace_and_times() -> None:
    line = format_counts(SITE)
    assert line == "20 found, 12 fetched, 8 articles, 3 rejected, 3.0 pages/s, 0:04, 0:02 left"
    assert line.isascii()
    assert format_counts(replace(SITE, seconds_left=None)).endswith("3.0 pages/s, 0:04")


def test_plain_line_of_several_sites_names_the_busiest() -> None:
    sites = [SITE, replace(SITE, site="busy.example", left=40, found=55), replace(SITE, site="done.example", left=0)]
    line = format_progress(sites, sum_counts(sites, 4.0))
    assert line.endswith("; 2 of 3 sites at work, busy.example has 40 pages to go")
    assert format_progress(sites[:1], SITE) == format_counts(SITE)
    assert "sites" not in format_progress(sites[2:] * 2, SITE)


def test_one_site_is_one_line_and_several_are_a_table() -> None:
    assert len(show([SITE])) == 1
    lines = show([SITE, replace(SITE, site="a.example", seconds_left=None)])
    assert lines[0].split() == ["site", "found", "fetched", "articles", "rejected", "pages/s", "time", "left"]
    assert lines[2].split() == ["a.example", "20", "12", "8", "3", "3.0", "-"]
    assert lines[3].split() == ["news.example", "20", "12", "8", "3", "3.0", "0:02"]
    assert lines[-1].startswith("40 found, 24 fetched, 16 articles, 6 rejected, 6.0 pages/s")


def test_of_a_thousand_sites_the_busiest_are_shown_with_the_sum_of_all() -> None:
    sites = [replace(SITE, site=f"s{number:04}.example", left=number, found=15 + number) for number in range(1_000)]
    lines = show(sites)
    assert [line.split()[0] for line in lines[2:12]] == [f"s{number:04}.example" for number in range(990, 1_000)]
    assert "and 990 more sites" in lines
    assert lines[-1].startswith(f"{15_000 + 499_500} found, 12000 fetched")


@pytest.mark.parametrize(("height", "rows"), [(12, 4), (9, 1), (8, 0), (3, 0)])
def test_table_leaves_room_on_a_low_terminal(height: int, rows: int) -> None:
    lines = show([replace(SITE, site=f"s{number}.example") for number in range(20)], height)
    assert sum(line.startswith("s") and ".example" in line for line in lines) == rows
    assert len(lines) < height
    assert lines[-1].startswith("400 found")


def test_name_of_a_site_cannot_steer_the_terminal() -> None:
    lines = show([replace(SITE, site="a\x1b[2J[red].example"), SITE, replace(SITE, site="")])
    assert "a\ufffd[2J[red].example" in "".join(lines)
    assert any(line.startswith("no site") for line in lines)


def test_a_thousand_sites_cost_little() -> None:
    tally = SiteTally(time.monotonic)
    known = [FoundPages(f"s{number}.example", 100) for number in range(1_000)]
    best = 1.0
    for _ in range(5):
        start = time.process_time()
        sites = tally.count(known)
        show(sites)
        best = min(best, time.process_time() - start)
    assert best < 0.1  # twice a second; measured: 0.008 s
