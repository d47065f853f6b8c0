"""Decides how the counts of a crawl are shown: each part of the report as a chart, a table, or both."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from newscrawl.blocks.kinds import CUT_KIND_MEANING, CutKind
from newscrawl.crawl_report.charts import draw_columns, draw_rows
from newscrawl.crawl_report.figures import OTHERS, SCORE_STEPS, CrawlFigures
from newscrawl.crawl_report.summary import RunSummary
from newscrawl.crawl_report.timeline import DAY, Timeline
from newscrawl.explanation.document import make_element, make_link, make_table, place_raw
from newscrawl.outcomes import REASON_MEANING, Reason

MAX_ROWS = 200
MAX_BARS = 60
SHOWN_HOSTS = 25
SHOWN_REASONS = 4
"""Reasons told beside a site; the others stand in their own part."""


@dataclass(slots=True)
class Section:
    """The content of one part. charts: the SVG that stands where `content` keeps the place for it."""

    content: list[Any] = field(default_factory=list)
    charts: list[str] = field(default_factory=list)

    def add_chart(self, chart: str) -> None:
        """Add a chart behind what is there. In place."""
        self.content.append(place_raw(chart))
        self.charts.append(chart)

    def tell(self, text: str) -> None:
        """Add a line of explanation. In place."""
        self.content.append(make_element("p", text, class_="soft"))


def show_times(figures: CrawlFigures) -> Section:
    """Show when the articles were fetched and published."""
    section = Section()
    last = max(figures.fetched.counts, default="")
    _add_times(section, figures.fetched, "fetched", "")
    _add_times(section, figures.published, "published", last)
    if figures.undated:
        section.tell(f"{figures.undated:,} records have no date of publication.")
    return section


def _add_times(section: Section, timeline: Timeline, what: str, until: str) -> None:
    pairs = timeline.list_last(MAX_BARS, until=until)
    if not pairs:
        section.tell(f"No article was {what}.")
        return
    total, shown = sum(timeline.counts.values()), sum(count for _, count in pairs)
    most_label, most = max(pairs, key=lambda pair: pair[1])
    told = f"Articles {what} by {timeline.unit}, {pairs[0][0]} to {pairs[-1][0]}; most: {most:,} in {most_label}"
    section.tell(told + "." + (f" {total - shown:,} of other times are not shown." if total > shown else ""))
    labels = [label[5:].replace("T", " ") if timeline.length >= DAY else label for label, _ in pairs]
    values = [count for _, count in pairs]
    section.add_chart(draw_columns(list(zip(labels, values, strict=True)), told, "articles"))


def show_sites(figures: CrawlFigures, before: RunSummary | None) -> Section:
    """Show what was found, kept and rejected of each site. before: the run before, where one is known."""
    section = Section()
    header = ["site", "found", "kept", "score", "rejected", "most for"]
    if before is not None:
        header.insert(3, "kept before")
    rows = []
    names = sorted(figures.sites, key=lambda name: (name == OTHERS, -figures.sites[name].found, name))
    for name in names[:MAX_ROWS]:
        site = figures.sites[name]
        score = f"{site.score_sum / site.kept:.2f}" if site.kept else "–"
        rejected = sum(site.rejected.values())
        row: list[Any] = [name, f"{site.found:,}", f"{site.kept:,}", score, f"{rejected:,}", _tell_most(site.rejected)]
        if before is not None:
            row.insert(3, f"{before.sites.get(name, 0):,}")
        rows.append(row)
    section.tell("Found: pages that gave a record, a rejection, or neither because they were known or doubles.")
    section.content.append(make_table("Sites", header, rows, len(header) - 2))
    _tell_rest(section, len(names), "sites")
    return section


def show_rejections(figures: CrawlFigures) -> Section:
    """Show why pages gave no record, with examples."""
    section = Section()
    counts = _order(figures.rejected)
    if not counts:
        section.tell("No page was rejected.")
        return section
    rows = []
    for reason, count in counts:
        examples = [
            make_element("li", make_link(example.url), f": {example.evidence}", dir="auto")
            for example in figures.examples.get(reason, ())
        ]
        listed = make_element("details", make_element("summary", "examples"), make_element("ul", *examples))
        meaning = REASON_MEANING[Reason(reason)] if reason in set(Reason) else ""
        rows.append([reason, f"{count:,}", [meaning, *([listed] if examples else [])]])
    told = f"Rejections by reason; most: {counts[0][1]:,} {counts[0][0]}"
    section.add_chart(draw_rows(counts, told, "pages"))
    section.content.append(make_table("Rejections", ["reason", "pages", "meaning"], rows, 1))
    return section


def show_cuts(figures: CrawlFigures) -> Section:
    """Show what was cut from the articles."""
    section = Section()
    counts = _order(figures.removed_chars)
    total = sum(count for _, count in counts)
    if not total:
        section.tell("Nothing was cut.")
        return section
    share = total / (total + figures.kept_chars)
    told = f"{total:,} characters were cut, {share:.0%} of what the pages of the articles said"
    section.tell(told + ".")
    section.add_chart(draw_rows(counts[:15], told + f"; most: {counts[0][0]}", "characters"))
    rows = [
        [kind, f"{count:,}", f"{count / total:.1%}", CUT_KIND_MEANING[CutKind(kind)] if kind in set(CutKind) else ""]
        for kind, count in counts
    ]
    section.content.append(make_table("Cut by kind", ["kind", "characters", "share", "meaning"], rows, 2))
    return section


def show_scores(figures: CrawlFigures) -> Section:
    """Show how sure the extractor was of the texts."""
    section = Section()
    if not figures.kept:
        section.tell("There is no record.")
        return section
    pairs = [(f"{step / SCORE_STEPS:.2f}", count) for step, count in enumerate(figures.scores)]
    low = sum(figures.scores[: SCORE_STEPS // 2])
    told = f"Records by score, 0 to 1: {figures.score_sum / figures.kept:.3f} on the average, {low:,} below 0.5"
    section.tell(told + ". The score says how sure the extractor is of the text.")
    section.add_chart(draw_columns(pairs, told, "records"))
    sites = [(name, site) for name, site in figures.sites.items() if site.kept]
    sites.sort(key=lambda pair: pair[1].score_sum / pair[1].kept)
    rows = [[name, f"{site.score_sum / site.kept:.3f}", f"{site.kept:,}"] for name, site in sites[:10]]
    section.content.append(make_table("Lowest scores by site", ["lowest by site", "score", "records"], rows, 2))
    return section


def show_hosts(figures: CrawlFigures, has_answers: bool) -> Section:
    """Show which hosts answered slowly. has_answers: whether answers were counted."""
    section = Section()
    hosts = [(name, host) for name, host in figures.hosts.items() if host.answers]
    if not hosts:
        section.tell("No host answered." if has_answers else "Files of lines do not hold this; run.json does.")
        return section
    hosts.sort(key=lambda pair: -pair[1].seconds / pair[1].answers)
    rows = [
        [
            name,
            f"{host.seconds / host.answers:.2f}",
            f"{host.slowest:.2f}",
            f"{host.answers:,}",
            ", ".join(f"{code}: {count:,}" for code, count in sorted(host.statuses.items())),
        ]
        for name, host in hosts[:SHOWN_HOSTS]
    ]
    section.tell("Seconds from the request to the answer's head, waits between requests left out.")
    header = ["host", "seconds, mean", "slowest", "answers", "codes"]
    section.content.append(make_table("Slowest hosts", header, rows, 3))
    if len(hosts) > SHOWN_HOSTS:
        section.tell(f"The slowest {SHOWN_HOSTS} of {len(hosts):,} hosts.")
    return section


def show_statuses(figures: CrawlFigures, has_answers: bool) -> Section:
    """Show what was answered."""
    section = Section()
    if not figures.statuses:
        section.tell("No answer came.")
        return section
    counts = sorted(figures.statuses.items())
    whose = "All answers: robots.txt, redirects and retries too." if has_answers else "Of pages that gave a line."
    section.tell(whose)
    section.add_chart(draw_rows(counts, ", ".join(f"{code}: {count:,}" for code, count in counts), "answers"))
    rows = [[code, f"{count:,}"] for code, count in counts]
    section.content.append(make_table("Response codes", ["code", "answers"], rows, 1))
    return section


def _tell_most(rejected: Mapping[str, int]) -> str:
    told = [f"{reason} {count:,}" for reason, count in _order(rejected)]
    return ", ".join(told[:SHOWN_REASONS]) + (" …" if len(told) > SHOWN_REASONS else "")


def _order(counts: Mapping[str, int]) -> Sequence[tuple[str, int]]:
    pairs: Iterable[tuple[str, int]] = counts.items()
    return sorted(pairs, key=lambda pair: (-pair[1], pair[0]))


def _tell_rest(section: Section, count: int, what: str) -> None:
    if count > MAX_ROWS:
        section.tell(f"The {MAX_ROWS} largest of {count:,} {what}.")
