"""Decides how the progress of a crawl reads: one line for all of it, and on a terminal the busiest sites above that."""

from __future__ import annotations

from collections.abc import Sequence
from heapq import nlargest

from rich import box
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from newscrawl.site_counts import SiteCounts
from newscrawl.terminal import neutralize_controls

MAX_ROWS = 10
"""Sites shown at once; more than that no eye follows."""
LINES_AROUND = 8
"""Lines of the terminal that are left to the table's head, the sum and the log."""
NAMED = ("site", "found", "fetched", "articles", "rejected", "pages/s", "time left")


def format_counts(total: SiteCounts) -> str:
    """Give the line, for instance `15 found, 12 fetched, 8 articles, 4 rejected, 5.9 pages/s, 0:02, 0:01 left`."""
    line = (
        f"{total.found} found, {total.fetched} fetched, {total.articles} articles, {total.rejected} rejected,"
        f" {total.rate:.1f} pages/s, {format_clock(total.seconds)}"
    )
    return line if total.seconds_left is None else f"{line}, {format_clock(total.seconds_left)} left"


def format_progress(sites: Sequence[SiteCounts], total: SiteCounts) -> str:
    """Give the plain line: that of all, and of several sites how many are at work and which has most to do."""
    at_work = [site for site in sites if site.left]
    if len(sites) < 2 or not at_work:
        return format_counts(total)
    busiest = choose_busiest(at_work, 1)[0]
    return (
        f"{format_counts(total)}; {len(at_work)} of {len(sites)} sites at work,"
        f" {name_site(busiest)} has {busiest.left} pages to go"
    )


def render_progress(sites: Sequence[SiteCounts], total: SiteCounts, height: int) -> RenderableType:
    """Give what a terminal shows. height: of the terminal, in lines."""
    line = Text(format_counts(total))
    room = min(MAX_ROWS, height - LINES_AROUND)
    if len(sites) < 2 or room < 1:
        return line
    shown = sorted(choose_busiest(sites, room), key=lambda site: site.site)
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for number, name in enumerate(NAMED):
        table.add_column(name, justify="right" if number else "left", no_wrap=True, overflow="ellipsis")
    for site in shown:
        numbers = (site.found, site.fetched, site.articles, site.rejected)
        left = "-" if site.seconds_left is None else format_clock(site.seconds_left)
        table.add_row(Text(name_site(site)), *map(str, numbers), f"{site.rate:.1f}", left)
    rest = len(sites) - len(shown)
    return Group(table, Text(f"and {rest:,} more sites", "dim"), line) if rest else Group(table, line)


def choose_busiest(sites: Sequence[SiteCounts], count: int) -> list[SiteCounts]:
    """Give the sites with most pages to go, of equals those that most came of."""
    return nlargest(count, sites, key=lambda site: (site.left, site.fetched))


def name_site(site: SiteCounts) -> str:
    """Give a site's name as it may stand on a terminal."""
    return neutralize_controls(site.site) or "no site"


def format_clock(seconds: float) -> str:
    """Give a duration, `1:15` or `1:01:01`."""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
