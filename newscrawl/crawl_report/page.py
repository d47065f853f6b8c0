"""Decides what the report's page shows first, and puts it together: one self-contained file, without any script."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from lxml.html import HtmlElement

from newscrawl.crawl_report.comparison import find_before, show_runs
from newscrawl.crawl_report.reading import CrawlReport
from newscrawl.crawl_report.record_sections import show_clusters, show_sample
from newscrawl.crawl_report.sections import (
    Section,
    show_cuts,
    show_hosts,
    show_rejections,
    show_scores,
    show_sites,
    show_statuses,
    show_times,
)
from newscrawl.crawl_report.watched_sites import show_watched
from newscrawl.exit_codes import EXIT_MEANING, ExitCode
from newscrawl.explanation.document import make_element, make_list, read_data, render_document

TITLE = "How the crawl went"


def render_report(report: CrawlReport, folder: Path) -> str:
    """Give the whole page. folder: where it will lie, so that its links lead to the explain pages from there."""
    before = find_before(report.runs)
    sections: list[tuple[str, str, Section]] = [
        ("runs", "Compared with the run before", show_runs(report.runs)),
        ("time", "Articles over time", show_times(report.figures)),
        ("sites", "Site by site", show_sites(report.figures, before)),
        ("silent", "Sources fallen silent", show_watched(report, before)),
        ("rejected", "Rejected, by reason", show_rejections(report.figures)),
        ("cut", "Cut from the articles, by kind", show_cuts(report.figures)),
        ("scores", "Extraction scores", show_scores(report.figures)),
        ("hosts", "Slowest hosts", show_hosts(report.figures, report.has_answers)),
        ("codes", "Response codes", show_statuses(report.figures, report.has_answers)),
        ("clusters", "The same story", show_clusters(report.figures)),
        ("sample", "A sample of the records", show_sample(report, folder)),
    ]
    links = [make_element("li", make_element("a", title, href=f"#{name}")) for name, title, _ in sections]
    content: list[Any] = [
        make_element("h1", TITLE),
        make_list(list_facts(report), class_="facts"),
        make_element("nav", make_element("ul", *links), aria_label="Parts of the report"),
        *(
            make_element("section", make_element("h2", title), *section.content, id=name)
            for name, title, section in sections
        ),
    ]
    charts = [chart for _, _, section in sections for chart in section.charts]
    style = read_data("compared_texts.css") + read_data("report.css")
    return render_document(_name_report(report), style, "", [make_element("main", *content)], charts)


def list_facts(report: CrawlReport) -> list[tuple[str, str | HtmlElement]]:
    """Give what is told of the crawl as a whole."""
    figures, run = report.figures, report.run
    facts: list[tuple[str, str | HtmlElement]] = [("made of", ", ".join(report.sources))]
    if run is not None:
        facts += [
            ("run", f"{run.get('spider')} {run['crawl_id']}"),
            ("time", f"{run.get('started')} to {run.get('finished') or '?'}"),
            ("outcome", tell_outcome(run)),
        ]
    else:
        facts.append(("runs", f"{len(report.runs):,}"))
    facts += [
        ("found", f"{figures.found:,} pages with an outcome, of {len(figures.sites):,} sites"),
        ("kept", f"{figures.kept:,} records, {figures.kept_chars:,} characters of text"),
        ("rejected", f"{sum(figures.rejected.values()):,}"),
        ("score", f"{figures.score_sum / figures.kept:.3f} on the average" if figures.kept else "–"),
    ]
    return [*facts, *(("note", note) for note in report.notes)]


def tell_outcome(run: dict[str, Any]) -> str:
    """Say in a clause how a run ended."""
    code = run.get("exit_code")
    if code is None:
        return "not ended"
    meaning = EXIT_MEANING[ExitCode(code)] if code in set(ExitCode) else "?"
    return f"exit code {code}: {run.get('failure') or meaning}"


def _name_report(report: CrawlReport) -> str:
    run = report.run
    return f"{TITLE}: {run.get('spider')} {run.get('started')}" if run is not None else TITLE
