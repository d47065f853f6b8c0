"""Decides how the sites of a list are watched: their sources are polled, and what is new in them is fetched.

What is asked, and in which order, is the site's matter (`site_run.py`); what was known before, the memory's.
Here it becomes requests, and responses become what the others understand.
"""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.utils.httpobj import urlparse_cached
from twisted.python.failure import Failure

from newscrawl.discovery.candidate import Source, SourceKind
from newscrawl.discovery.reading import Reading, read_source
from newscrawl.links import score_link
from newscrawl.memory.protocol import Memory, PollOutcome
from newscrawl.memory.transient import TransientMemory
from newscrawl.page import RawPage
from newscrawl.responses import make_bad_page, read_failure, read_response
from newscrawl.site import Site
from newscrawl.site_counts import FoundPages
from newscrawl.site_queue import PageTask, PollTask, Task
from newscrawl.sites import read_host
from newscrawl.spiders.arguments import read_duration, read_positive, refuse_unknown
from newscrawl.spiders.continued_page import ContinuedPageSpider
from newscrawl.spiders.news_arguments import read_sites, read_window
from newscrawl.spiders.robots_watch import RobotsWatch
from newscrawl.spiders.shared_sites import SiteFleet, walk_sites
from newscrawl.spiders.site_requests import (
    NOT_MODIFIED,
    make_meta,
    read_validators,
    request_page,
    request_poll,
    tell_silence,
)
from newscrawl.spiders.site_run import SiteRun

_KNOWN = ("sites", "site", "since", "until", "backfill", "max_articles", "budget")
_MIN_CONTINUED_SCORE = 2
"""Of a plain sitemap only what shows a sign of a story is followed from page to page: lists have pages, too.
"""

MISSING = frozenset({404, 410})
"""Statuses that say something of the page, not of its site."""

MAX_CONCURRENT = 256
"""Requests under way at once, however many sites there are."""

logger = logging.getLogger(__name__)


class NewsSpider(ContinuedPageSpider):
    """Fetches what is new on the sites of a list.

    -a sites=sites.toml: the list. -a site=example.org: one site, or several parted by commas. One of both is
    required.
    -a since=2026-01-31 and -a until=2026-02-28: articles of these days instead of the new ones; -a
    backfill=all: of all days. Sources are asked then whether they are due or not, archive sitemaps too.
    -a max_articles=100: the crawl ends when so many records are written.
    -a budget=20m: after this time nothing more is asked for; what is left comes in the next run.

    memory: what earlier runs knew; set before the crawl starts, else nothing is remembered. clock: gives the
    time, aware and in UTC. robots: the robots.txt files read so far. runs: the sites of this run.
    """

    name = "news"
    # In the order given: a site's own queue says what comes first. Scrapy counts every request that an
    # answer leads to as one deeper, and here each leads to the next; a site's limits bound how far it is read.
    custom_settings = {  # noqa: RUF012 (Scrapy's own form)
        "SCHEDULER_MEMORY_QUEUE": "scrapy.squeues.FifoMemoryQueue",
        "DEPTH_LIMIT": 0,
        "DEPTH_PRIORITY": 0,
    }

    def __init__(
        self,
        sites: str = "",
        site: str = "",
        since: str = "",
        until: str = "",
        backfill: str = "",
        max_articles: str | int = "",
        budget: str = "",
        **unknown: str,
    ) -> None:
        super().__init__()
        refuse_unknown(self.name, unknown, _KNOWN)
        self.sites = read_sites(sites, site)
        self.max_articles = read_positive("max_articles", max_articles) if max_articles else None
        self.budget = read_duration("budget", budget) if budget else None
        given = (sites, site, since, until, backfill, str(max_articles), budget)
        self.arguments = {name: value for name, value in zip(_KNOWN, given, strict=True) if value}
        self.clock: Callable[[], datetime] = lambda: datetime.now(UTC)
        self.memory: Memory = TransientMemory()
        self.runs: list[SiteRun] = []
        self.fleet: SiteFleet | None = None
        self._owners: dict[str, str] = {}
        self.robots: RobotsWatch | None = None
        self._bounds = (since, until, backfill)
        read_window(*self._bounds, self.clock())  # a wrong date ends the command at its start
        self._width = 2

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """Build the spider, and see to it that every site can have its requests under way at once."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        spider.robots = RobotsWatch.from_crawler(crawler)
        settings = crawler.settings
        spider._width = settings.getint("CONCURRENT_REQUESTS_PER_DOMAIN", 1) + 1
        wanted = min(len(spider.sites) * spider._width, MAX_CONCURRENT)
        if 0 < settings.getint("CONCURRENT_REQUESTS") < wanted:
            settings.set("CONCURRENT_REQUESTS", wanted, priority="spider")
        return spider

    def join_fleet(self, fleet: SiteFleet) -> None:
        """Share the sites with other workers."""
        self.fleet = fleet

    async def start(self) -> AsyncIterator[Any]:
        """Begin with every site at once; in a fleet, with one after another that no other worker has."""
        self.crawler.stats.set_value("newscrawl/sites", len(self.sites))
        if self.fleet is not None:
            most = max(1, MAX_CONCURRENT // self._width)
            async for run in walk_sites(self.sites, self.fleet, self.begin, most=most):
                for request in self.release(run):
                    yield request
            return
        for run in map(self.begin, self.sites):
            for request in self.release(run):
                yield request

    def begin(self, site: Site) -> SiteRun:
        """Begin with a site; in a crawl that stays the new run takes the place of the old one."""
        now = self.clock()
        window = read_window(*self._bounds, now)
        run = SiteRun.begin(site, self.memory, now, window, width=self._width)
        self.runs = [*(old for old in self.runs if old.site.name != site.name), run]
        return run

    def release(self, run: SiteRun) -> Iterator[Request | RawPage]:
        """Give the requests of a site that may run now."""
        while (task := run.take()) is not None:
            arguments = {"run": run, "task": task}
            try:
                if isinstance(task, PollTask):
                    request = request_poll(
                        task,
                        self.take_source,
                        self.fail_source,
                        arguments,
                        make_meta(run.site),
                        is_conditional=not run.plan.is_backfill,
                    )
                else:
                    request = request_page(
                        task, self.take_page, self.fail_page, arguments, make_meta(run.site)
                    )
            except ValueError as error:
                yield from self._refuse(run, task, str(error))
            else:
                yield request

    def take_source(self, response: Response, run: SiteRun, task: PollTask) -> Iterator[Any]:
        """Read what a source answered, and go on with the site."""
        sources = self._read_robots(run, response)
        self.crawler.stats.inc_value("newscrawl/polls")
        if response.status == NOT_MODIFIED:
            self.crawler.stats.inc_value("newscrawl/polls/unchanged")
            run.note_unread(
                task,
                PollOutcome.unchanged,
                self.clock(),
                status=response.status,
                validators=read_validators(response, task.state.validators),
                sources=sources,
            )
        else:
            run.take_domain(task, response.url)
            run.note_read(
                task,
                self.read_answer(response, run, task),
                self.clock(),
                status=response.status,
                validators=read_validators(response),
                sources=sources,
            )
        yield from self._finish(run, task)

    def read_answer(self, response: Response, run: SiteRun, task: PollTask) -> Reading:
        """Read what a source answered."""
        content_type = (response.headers.get("Content-Type") or b"").decode("latin-1")
        return read_source(response.body, response.url, task.state.source.kind, run.site, content_type)

    def fail_source(self, failure: Failure) -> Iterator[Any]:
        """Take that a source could not be had, and go on with the site."""
        request: Request = failure.request  # type: ignore[attr-defined]
        run, task = request.cb_kwargs["run"], request.cb_kwargs["task"]
        page = read_failure(failure, request.url)
        self.crawler.stats.inc_value("newscrawl/polls")
        self.crawler.stats.inc_value("newscrawl/polls/failed")
        detail = page.failure_detail or page.failure or ""
        logger.info("Source failed: %s (%s)", request.url, detail)
        sources = self._read_robots(run, request)
        run.note_unread(
            task, PollOutcome.failed, self.clock(), status=page.status, fault=detail, sources=sources
        )
        yield from self._finish(run, task, silence=tell_silence(page))

    def take_page(self, response: Response, run: SiteRun, task: PageTask) -> Iterator[Any]:
        """Give the page that came, or ask for the page on which its article goes on."""
        self._read_robots(run, response)
        visit = task.visit
        if response.status == NOT_MODIFIED:
            run.pages["unchanged"] += 1
            self.crawler.stats.inc_value("newscrawl/unchanged")
            run.memory.note_unchanged(visit, self.clock(), read_validators(response, visit.validators))
            yield from self._finish(run, task)
            return
        candidate = visit.candidate
        page = replace(read_response(response, candidate.url), candidate=candidate)
        is_plain = candidate.source_kind is SourceKind.sitemap
        arguments = {"run": run, "task": task}
        if is_plain and score_link(page.url, candidate.title or "") < _MIN_CONTINUED_SCORE:
            yield from self.end_article(page, **arguments)
        else:
            yield from self.go_on((page,), arguments, make_meta(run.site))

    def fail_page(self, failure: Failure) -> Iterator[Any]:
        """Give the page of a request that failed, and go on with the site."""
        request: Request = failure.request  # type: ignore[attr-defined]
        run, task = request.cb_kwargs["run"], request.cb_kwargs["task"]
        self._read_robots(run, request)
        candidate = task.visit.candidate
        page = replace(read_failure(failure, candidate.url), candidate=candidate)
        run.pages["missing" if page.status in MISSING else "failed"] += 1
        yield page
        yield from self._finish(run, task, silence=tell_silence(page))

    def closed(self, reason: str) -> None:
        """Say of every site that named nothing why it did not."""
        for run in self.runs:
            if run.is_silent() and reason == "finished":
                for line in run.explain_silence():
                    logger.warning("%s", line)

    def describe_sites(self) -> dict[str, Any]:
        """Give what `run.json` says of the sites."""
        return {run.site.name: run.describe() for run in self.runs}

    def name_site(self, url: str) -> str:
        """Name the site of the list that a page belongs to; of several the one that says it most narrowly."""
        host = read_host(url)
        if host not in self._owners:
            names = [run.site.name for run in self.runs if run.site.owns(url)]
            self._owners[host] = max(names, key=len) if names else super().name_site(url)
        return self._owners[host]

    def list_found(self) -> list[FoundPages]:
        """Give what was found so far, by site."""
        return [run.count_found() for run in self.runs]

    def end_article(self, page: RawPage, **arguments: Any) -> Iterator[Any]:
        """Give an article that has all its pages, and go on with the site."""
        yield page
        yield from self._finish(arguments["run"], arguments["task"])

    def _refuse(self, run: SiteRun, task: Task, why: str) -> Iterator[RawPage]:
        """End a task of whose URL Scrapy makes no request."""
        if isinstance(task, PollTask):
            run.note_unread(task, PollOutcome.failed, self.clock(), status=None, fault=why)
        else:
            candidate = task.visit.candidate
            yield replace(make_bad_page(candidate.url, why), candidate=candidate)
        run.queue.finish(task)

    def _finish(self, run: SiteRun, task: Task, silence: str = "") -> Iterator[Any]:
        run.queue.finish(task, silence=silence)
        if silence and run.queue.given_up:
            logger.warning("%s is given up for this run: %s", run.site.name, run.queue.given_up)
        yield from self.release(run)

    def _read_robots(self, run: SiteRun, message: Request | Response) -> list[Source]:
        """Give the sitemaps that the host's robots.txt names, where they are new to the site."""
        robots = self.robots.files.get(urlparse_cached(message).netloc) if self.robots is not None else None
        return run.note_robots(robots) if robots is not None else []
