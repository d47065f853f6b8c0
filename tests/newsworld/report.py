"""Decides how the figures read."""

from __future__ import annotations

from collections.abc import Iterator

from tests.newsworld.figures import Figures
from tests.newsworld.kills import KillCount
from tests.newsworld.server import RequestKind

_SHOWN = 8


def render_figures(figures: Figures) -> Iterator[str]:
    """Give the lines of a report."""
    codes = ", ".join(f"{count:,} × {code}" for code, count in sorted(figures.codes.items()))
    late = ", ".join(f"{count} {runs} later" for runs, count in sorted(figures.runs_late.items()) if runs > 0)
    yield f"runs                       {figures.runs:,}; exit codes: {codes}"
    yield (
        f"articles that appeared     {figures.articles:,}: {figures.listed_late} late in some list,"
        f" {figures.listed_twice} twice, {figures.front_only} on a front page only; {figures.moved} moved"
    )
    yield f"  found by the next run    {figures.on_time:,} ({_share(figures.on_time, figures.articles)})" + (
        f"; {late}" if late else ""
    )
    yield f"  never found              {len(figures.missed)}"
    yield f"  written twice            {len(figures.doubled)}"
    yield f"pages taken for articles   {len(figures.no_articles)}"
    yield (
        f"edits before a look        {figures.edits:,}; found at that look:"
        f" {figures.edits - len(figures.edits_missed):,}; after the last look: {figures.edits_unseen}"
    )
    yield f"  corrections named so     {figures.corrections_named} of {figures.corrections}"
    yield f"vanished at a look         {figures.gone}; told as gone: {figures.gone_told}"
    made = figures.looks_due - len(figures.looks_left_out)
    yield f"looks due                  {figures.looks_due:,}; made by the run: {made:,}"
    yield (
        f"requests                   {figures.requests[RequestKind.page]:,} for pages, {figures.looks:,} articles and"
        f" looks: {figures.requests_a_look:.2f} each"
    )
    unchanged, with_validators = figures.polls_unchanged, figures.polls_with_validators
    yield (
        f"polls                      {figures.polls:,}; answered by 304: {_share(unchanged, figures.polls)},"
        f" of {with_validators:,} of sources with validators {_share(unchanged, with_validators)}"
    )
    yield f"robots.txt                 {figures.requests[RequestKind.robots]:,} requests"
    for name in ("missed", "doubled", "no_articles", "edits_missed", "looks_left_out"):
        found: list[str] = getattr(figures, name)
        for line in found[:_SHOWN]:
            yield f"  {name}: {line}"
        if len(found) > _SHOWN:
            yield f"  {name}: … {len(found) - _SHOWN} more"


def render_kills(count: KillCount) -> Iterator[str]:
    """Give the lines of a report on killed runs."""
    codes = f"; other exit codes: {count.codes}" if count.codes else ""
    yield (
        f"{count.mode:<8} {count.kills} kills in {count.runs} runs, {count.articles} articles: {len(count.lost)} lost,"
        f" {len(count.doubled)} doubled, {len(count.torn)} torn; {count.repairs} files mended{codes}"
    )
    for line in [*count.lost, *count.doubled, *count.torn][:_SHOWN]:
        yield f"  {line}"


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.1%}" if whole else "-"
