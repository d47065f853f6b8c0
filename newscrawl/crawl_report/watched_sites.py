"""Decides what is told of sources that say nothing any more: the findings on watched sites, and sites that gave records
in the run before and none in this one.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from newscrawl.crawl_report.reading import CrawlReport
from newscrawl.crawl_report.sections import MAX_ROWS, Section
from newscrawl.crawl_report.summary import RunSummary
from newscrawl.explanation.document import make_element, make_table

_RANKS = {"failed": 0, "silent": 1, "degraded": 2, "ok": 4}


def show_watched(report: CrawlReport, before: RunSummary | None) -> Section:
    """Show the watched sites, those with findings first. before: the run before, where one is known."""
    section = Section()
    if before is not None:
        names = [
            name for name in before.sites if name not in report.figures.sites or not report.figures.sites[name].kept
        ]
        told = f"{len(names):,} sites gave records in the run before, and none in this one"
        section.tell(told + (f": {', '.join(names[:20])}{' …' if len(names) > 20 else ''}." if names else "."))
    if not report.watched:
        section.tell("Whether a source has fallen silent is judged for watched sites (crawl news): none are here.")
        return section
    ranked = sorted(report.watched.items(), key=lambda pair: (_RANKS.get(str(pair[1].get("status")), 3), pair[0]))
    ill = [name for name, site in ranked if site.get("status") in ("failed", "silent", "degraded")]
    section.tell(f"{len(ill):,} of {len(ranked):,} watched sites have failed, fallen silent, or give less than before.")
    header = ["site", "named", "new", "asked", "newest", "status", "findings and faults"]
    rows = [_show_site(name, site) for name, site in ranked[:MAX_ROWS]]
    section.content.append(make_table("Watched sites", header, rows, 3))
    if len(ranked) > MAX_ROWS:
        section.tell(f"The first {MAX_ROWS} of {len(ranked):,} sites.")
    return section


def _show_site(name: str, site: Mapping[str, Any]) -> list[Any]:
    faults = [f"{url}: {fault}" for url, fault in (site.get("faults") or {}).items()]
    told = [*(site.get("findings") or ()), *([site["given_up"]] if site.get("given_up") else []), *faults]
    lines = [make_element("div", str(line)) for line in dict.fromkeys(told)]
    return [
        name,
        f"{site.get('listed', 0):,}",
        f"{site.get('new', 0):,}",
        f"{(site.get('pages') or {}).get('asked', 0):,}",
        str(site.get("newest") or "–"),
        str(site.get("status") or "not judged"),
        lines,
    ]
