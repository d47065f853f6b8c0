"""Decides what is told of a source after it was asked, and why a site that yielded nothing did so."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from newscrawl.discovery.candidate import Source

_LEFT_OUT_WORDS = {
    "other_site": "of other sites",
    "pattern": "refused by allow or deny",
    "language": "in other languages",
    "no_story": "that are no stories",
    "outside": "outside the wanted dates",
    "baseline": "there before the first run",
    "sitemap_outside": "sitemaps outside the wanted dates",
    "sitemap_without_articles": "sitemaps without articles",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceReport:
    """What one source gave in one run.

    outcome: read, unchanged, failed. listed: pages or sitemaps that it names; wanted: pages left after all
    choices; new: those that were not known. left_out: counts by reason. newest: the latest date among the
    listed.
    """

    source: Source
    outcome: str
    status: int | None = None
    listed: int = 0
    wanted: int = 0
    new: int = 0
    left_out: Mapping[str, int] = field(default_factory=dict)
    newest: str | None = None
    fault: str = ""


def describe_report(report: SourceReport, *, has_news: bool = True) -> str:
    """Tell of a source in one line: `feed https://example.org/rss: 30 pages, 4 new, newest 2026-11-24`.

    has_news: whether it is known what was new; a mere look knows nothing of before.
    """
    kind = report.source.kind.value.replace("_", " ")
    parts = []
    if report.outcome == "unchanged":
        parts.append("unchanged")
    elif report.outcome == "failed":
        parts.append(f"failed ({report.fault or 'no answer'})")
    else:
        parts.append(f"{report.listed:,} {'sitemaps' if kind == 'sitemap index' else 'pages'}")
        left_out = sorted(report.left_out.items())
        parts += [f"{count:,} {_LEFT_OUT_WORDS.get(reason, reason)}" for reason, count in left_out]
        if has_news and kind != "sitemap index":
            parts.append(f"{report.new:,} new")
        if report.newest:
            parts.append(f"newest {report.newest}")
        if report.fault:
            parts.append(report.fault)
    return f"{kind} {report.source.url}: {', '.join(parts)}"


def explain_silence(site: str, reports: Iterable[SourceReport]) -> list[str]:
    """Say in lines why a site named no page in a run: one for the site, one for each source."""
    lines = [describe_report(report) for report in reports]
    if not lines:
        return [f"{site} named no page: none of its sources was due"]
    return [f"{site} named no page. Its sources:", *(f"  {line}" for line in lines)]
