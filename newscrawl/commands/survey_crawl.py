"""Decides how a site is looked at without a run: its sources are asked as in a run, no article is fetched."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.http import Response
from scrapy.settings import Settings
from scrapy.utils.spider import DefaultSpider

from newscrawl.commands.crawl_process import run_crawl
from newscrawl.discovery.candidate import SourceKind
from newscrawl.discovery.reading import Reading
from newscrawl.discovery.report import SourceReport
from newscrawl.discovery.survey import FoundSource, RobotsVerdict, Survey
from newscrawl.errors import InputError
from newscrawl.memory.protocol import PageVisit, Poll
from newscrawl.memory.transient import TransientMemory
from newscrawl.page import RawPage
from newscrawl.site_queue import PollTask
from newscrawl.spiders.news import NewsSpider
from newscrawl.spiders.site_requests import ROBOTS_MISSING
from newscrawl.spiders.site_run import SiteRun

MAX_SITEMAPS = 6
"""Sitemaps that are read for a look: those of robots.txt, or an index and the newest that it names."""


class SurveyMemory(TransientMemory):
    """Gives no page to be fetched."""

    def note_poll(self, poll: Poll) -> Sequence[PageVisit]:
        """Remember the source alone."""
        super().note_poll(poll)
        return ()


class SurveySpider(NewsSpider, DefaultSpider):
    """Asks the sources of one site. A `DefaultSpider`: the add-on makes no run of those.

    tell: called with the report on every source when it comes. answers: by the URL of the source, the URL
    that answered and what was read.
    """

    def __init__(self, site: str, tell: Callable[[SourceReport], None]) -> None:
        super().__init__(site=site, backfill="all")
        self.sites = tuple(replace(known, max_sitemaps=MAX_SITEMAPS, max_pages=1) for known in self.sites)
        if len(self.sites) != 1:
            raise InputError(site, "name one site")
        self.memory = SurveyMemory()
        self.answers: dict[str, tuple[str, Reading]] = {}
        self._tell = tell
        self._told = 0

    def read_answer(self, response: Response, run: SiteRun, task: PollTask) -> Reading:
        """Read what a source answered, and keep it."""
        reading = super().read_answer(response, run, task)
        self.answers[task.state.source.url] = (response.url, reading)
        return reading

    def release(self, run: SiteRun) -> Iterator[Request | RawPage]:
        """Tell of the sources whose answer is in, and go on."""
        for report in run.reports[self._told :]:
            self._tell(report)
        self._told = len(run.reports)
        yield from super().release(run)


def look_at(site: str, settings: Settings, now: datetime, tell: Callable[[SourceReport], None]) -> Survey:
    """Look at a site with `settings`. site: a domain or a URL. tell: called with the report on every source.

    Raises InputError where it is neither, or where the crawl gave nothing at all. Once a process.
    """
    crawler = run_crawl(settings, SurveySpider, site=site, tell=tell)
    spider = crawler.spider
    if not isinstance(spider, SurveySpider) or not spider.runs:
        raise InputError(site, "the look was broken off; -L INFO shows what happened")
    return build_survey(spider, now)


def build_survey(spider: SurveySpider, now: datetime) -> Survey:
    """Put together what a spider has found."""
    (run,) = spider.runs
    start = run.site.start[0]
    front_url, front = spider.answers.get(start, (None, Reading(kind=SourceKind.front_page)))
    indexes = {
        report.source.url for report in run.reports if report.source.kind is SourceKind.sitemap_index
    }
    found = []
    named = list(run.plan.states)  # in the order of the pages that name them, not of the answers
    for report in sorted(run.reports, key=lambda report: _find_place(named, report.source.url)):
        _, reading = spider.answers.get(report.source.url, ("", Reading(kind=report.source.kind)))
        is_part = report.source.parent_url in indexes
        found.append(
            FoundSource(report=report, title=reading.title, language=reading.language, is_part=is_part)
        )
    return Survey(
        domain=run.site.name,
        day=now.date().isoformat(),
        robots=judge_robots(spider, front_url or start, run.reports),
        front_url=front_url,
        canonical_url=front.canonical_url,
        title=front.title,
        language=front.language,
        sources=found,
        sections=front.sections,
    )


def _find_place(named: Sequence[str], url: str) -> int:
    return named.index(url) if url in named else len(named)


def judge_robots(spider: SurveySpider, front_url: str, reports: Sequence[SourceReport]) -> RobotsVerdict:
    """Tell what robots.txt says of the front page, or why it was not read: with it every source fails."""
    file = spider.robots.files.get(urlsplit(front_url).netloc) if spider.robots is not None else None
    faults = [report.fault for report in reports if file is None or ROBOTS_MISSING in report.fault]
    if file is None or faults:
        return RobotsVerdict(fault=next(filter(None, faults), "not read"))
    return RobotsVerdict(
        is_allowed=file.allows(front_url), crawl_delay=file.crawl_delay, sitemaps=len(file.sitemaps)
    )
