"""Decides how what was found on a site is told: as an entry of `sites.toml` that can be used as it stands.

What was found is found in a crawl (`commands/survey_crawl.py`); the form of the entry is `site_schema.py`'s.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from newscrawl.discovery.candidate import SourceKind
from newscrawl.discovery.report import SourceReport, describe_report
from newscrawl.site import complete_address
from newscrawl.sites import read_host

MAX_SECTIONS_TOLD = 20
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_PAGE_KINDS = frozenset({SourceKind.front_page, SourceKind.section_page})


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundSource:
    """One source that was asked. is_part: a sitemap that an index names, so that the entry need not."""

    report: SourceReport
    title: str | None = None
    language: str | None = None
    is_part: bool = False

    @property
    def is_useful(self) -> bool:
        """Whether it named anything."""
        return self.report.outcome == "read" and self.report.listed > 0


@dataclass(frozen=True, slots=True, kw_only=True)
class RobotsVerdict:
    """What robots.txt says to us; a file that is missing allows all.

    is_allowed: of the front page. crawl_delay: seconds; None where it asks for none. sitemaps: how many it
    names. fault: why it was not read; nothing else counts then.
    """

    is_allowed: bool = True
    crawl_delay: float | None = None
    sitemaps: int = 0
    fault: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """What a look at a site found.

    domain: as the user named it. front_url: where its front page answered, None where it did not.
    canonical_url: what that page calls itself. day: of the look, `2026-11-24`. sections: URLs of section
    pages, the surest first.
    """

    domain: str
    day: str
    robots: RobotsVerdict
    front_url: str | None = None
    canonical_url: str | None = None
    title: str | None = None
    language: str | None = None
    sources: Sequence[FoundSource] = ()
    sections: Sequence[str] = ()

    @property
    def lists(self) -> list[FoundSource]:
        """The feeds and sitemaps that named anything."""
        return [found for found in self.sources if found.report.source.kind not in _PAGE_KINDS and found.is_useful]

    @property
    def has_found(self) -> bool:
        """Whether the site can be watched at all: a list, or a front page with articles."""
        return any(found.is_useful for found in self.sources)


def format_survey(survey: Survey) -> str:
    """Give the entry, with what was seen as comments. Text of the site stands in comments only, on one line
    each.
    """
    return "\n".join([*_tell_site(survey), "[[site]]", *_list_keys(survey), *_tell_faults(survey)]) + "\n"


def _tell_site(survey: Survey) -> Iterator[str]:
    yield _comment(f"{survey.domain}, looked at on {survey.day}" + (f": {survey.title}" if survey.title else ""))
    if survey.front_url is not None:
        yield _comment(f"front page {survey.front_url}" + (f", language {survey.language}" if survey.language else ""))
    if survey.canonical_url and read_host(survey.canonical_url) != read_host(survey.front_url or ""):
        yield _comment(f"it calls itself {survey.canonical_url}")
    yield _comment(_tell_robots(survey.robots))


def _tell_robots(robots: RobotsVerdict) -> str:
    if robots.fault:
        return f"robots.txt: {robots.fault}"
    parts = ["allows newscrawl the front page" if robots.is_allowed else "forbids newscrawl the front page"]
    if robots.crawl_delay:
        parts.append(f"asks for {robots.crawl_delay:g} s between requests (kept in any case)")
    parts.append(f"names {robots.sitemaps} sitemaps")
    return f"robots.txt: {', '.join(parts)}"


def _list_keys(survey: Survey) -> Iterator[str]:
    host = read_host(survey.front_url or "") or survey.domain
    own = read_host(complete_address(survey.domain))
    is_below = host == own or host.endswith("." + own.removeprefix("www."))
    yield f"domain = {_quote(own if is_below else host)}"
    if survey.front_url and survey.front_url != complete_address(own):
        yield f"start = [{_quote(survey.front_url)}]"
    feeds = [found for found in survey.lists if found.report.source.kind is SourceKind.feed]
    sitemaps = [found for found in survey.lists if found not in feeds and not found.is_part]
    sitemaps.sort(key=lambda found: found.report.source.kind is not SourceKind.news_sitemap)
    yield from _list_sources("feeds", feeds)
    yield from _list_sources("sitemaps", sitemaps)
    yield from _list_sections(survey)
    if survey.language:
        yield f"# language = {_quote(survey.language)}  # only pages that are not said to be in another"


def _list_sources(key: str, found: Sequence[FoundSource]) -> Iterator[str]:
    if not found:
        return
    yield f"{key} = ["
    for source in found:
        yield f"  {_quote(source.report.source.url)},  {_comment(_tell_source(source))}"
    yield "]"


def _tell_source(found: FoundSource) -> str:
    report = found.report
    kind = report.source.kind
    parts = [f"{report.listed:,} {'sitemaps' if kind is SourceKind.sitemap_index else 'pages'}"]
    if kind in (SourceKind.news_sitemap, SourceKind.sitemap_index):
        parts.insert(0, kind.value.replace("_", " "))
    if report.newest:
        parts.append(f"newest {report.newest}")
    parts += [text for text in (found.language, report.fault, found.title) if text]
    return ", ".join(parts)


def _list_sections(survey: Survey) -> Iterator[str]:
    """List section pages: in use where there is no list, else as comments, for then they are not needed."""
    sections = survey.sections[:MAX_SECTIONS_TOLD]
    if not sections:
        return
    mark = "# " if survey.lists else ""
    if survey.lists:
        yield "# Not needed beside feeds and sitemaps:"
    yield f"{mark}sections = ["
    for url in sections:
        yield f"{mark}  {_quote(url)},"
    yield f"{mark}]"


def _tell_faults(survey: Survey) -> Iterator[str]:
    faulty = [found.report for found in survey.sources if not found.is_useful]
    if faulty:
        yield "# Nothing came of:"
        yield from (_comment(f"  {describe_report(report, has_news=False)}") for report in faulty)


def _comment(text: str) -> str:
    return "# " + _CONTROL.sub(" ", text)[:500].rstrip()


def _quote(text: str) -> str:
    """Give a basic string of TOML; JSON's escapes are TOML's."""
    return json.dumps(text, ensure_ascii=False)
