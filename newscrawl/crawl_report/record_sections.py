"""Decides how single records are shown: clusters of the same story, and the sample with what leads on from it."""

from __future__ import annotations

import os
import shlex
from pathlib import Path
from typing import Any
from urllib.parse import quote

from lxml.html import HtmlElement

from newscrawl.crawl_report.figures import Cluster, CrawlFigures
from newscrawl.crawl_report.reading import CrawlReport
from newscrawl.crawl_report.sample import SampledRecord
from newscrawl.crawl_report.sections import Section
from newscrawl.explanation.document import make_element, make_link, make_list

SHOWN_CLUSTERS = 20


def show_clusters(figures: CrawlFigures) -> Section:
    """Show the stories that several articles tell, the most told first."""
    section = Section()
    if not figures.clusters:
        section.tell("No record is marked as telling a story again. They are marked by crawls with a memory only.")
        return section
    clusters = sorted(figures.clusters.items(), key=lambda pair: -pair[1].articles)
    section.tell(f"{figures.same_story:,} records tell a story that an earlier one told; the most told stories:")
    section.content += [_show_cluster(name, cluster) for name, cluster in clusters[:SHOWN_CLUSTERS]]
    return section


def _show_cluster(name: str, cluster: Cluster) -> HtmlElement:
    title = next((member.title for member in cluster.members if member.title), None) or name[:16]
    summary = make_element("summary", f"{cluster.articles:,} after the first: ", make_element("b", title, dir="auto"))
    items = [make_element("li", make_link(member.url, member.title or member.url)) for member in cluster.members]
    if cluster.articles > len(items):
        items.append(make_element("li", f"and {cluster.articles - len(items):,} more"))
    first = make_element("p", f"first told by the record {name}", class_="soft")
    return make_element("details", summary, first, make_element("ul", *items))


def show_sample(report: CrawlReport, folder: Path) -> Section:
    """Show the sample. folder: where the report lies."""
    section = Section()
    if not report.sample:
        section.tell("There is no record.")
        return section
    without = len(report.sample) - len(report.explained)
    told = f"{len(report.sample)} of {report.figures.kept:,} records, some at random, some of the lowest score."
    if without:
        told += (
            f" {without} have no explain page: the page itself is not kept, only the run that fetched it can make one."
            " The command below fetches the page again, and explains what it holds then."
        )
    section.tell(told)
    section.content += [_show_record(record, report.explained.get(record.id), folder) for record in report.sample]
    return section


def _show_record(record: SampledRecord, explained: Path | None, folder: Path) -> HtmlElement:
    facts = [f"score {record.score:.2f}", record.strategy, f"{record.words:,} words", record.site]
    facts += [record.published] if record.published else []
    parts: list[Any] = [
        make_element("h3", record.title or record.url, dir="auto"),
        make_element("p", f"{' · '.join(facts)} ({record.why})", class_="soft"),
        make_element("p", record.opening, dir="auto"),
        make_element("p", make_link(record.url), class_="soft"),
    ]
    if explained is not None:
        target = quote(os.path.relpath(explained, folder))
        link = make_element("a", f"Explained: what was kept and cut of {record.title or record.url}", href=target)
        parts.append(make_element("p", link))
    else:
        parts.append(make_element("p", make_element("code", f"scrapy explain {shlex.quote(record.url)}")))
    cut = ", ".join(f"{kind} {count:,}" for kind, count in record.removed.items()) or "nothing"
    told = [("cut, characters", cut)]
    told += [("taken for an article", record.evidence)] if record.evidence else []
    told += [("warnings", ", ".join(record.warnings))] if record.warnings else []
    parts.append(make_list(told, class_="facts"))
    return make_element("article", *parts)
