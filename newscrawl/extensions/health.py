"""Decides when the sites of a run are judged, and who hears of it: `run.json`, and by it the exit code.

How a site is judged is decided in `site_health.py`.
"""

from __future__ import annotations

from contextlib import suppress
from typing import Any, Protocol, Self, runtime_checkable

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured

from newscrawl.extensions.memory import find_memory
from newscrawl.extensions.store_guard import MemoryFailed
from newscrawl.run_outcome import FAILED_SITES, SILENT_SITES
from newscrawl.site import Site
from newscrawl.site_health import SiteHealth, SiteRunFacts, judge_site


@runtime_checkable
class WatchesSites(Protocol):
    """A spider that watches sites, and tells of each in plain values."""

    sites: tuple[Site, ...]

    def describe_sites(self) -> dict[str, Any]:
        """Give what is told of each site, by its name."""
        ...


class SiteHealthCheck:
    """Judges every site of the run at its end: `sites` holds the judgements by name then.

    Off without a memory, and for spiders that watch no sites. Stats: `newscrawl/failed_sites` and
    `newscrawl/silent_sites`, names.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.sites: dict[str, SiteHealth] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build the extension and listen; its place is between the memory and `run.json`."""
        spider: Any = crawler.spider
        if not crawler.settings["NEWSCRAWL_MEMORY"] or not isinstance(spider, WatchesSites):
            raise NotConfigured
        check = cls(crawler)
        crawler.signals.connect(check.spider_closed, signals.spider_closed)
        return check

    def spider_closed(self) -> None:
        """Judge the sites."""
        memory = find_memory(self.crawler)
        if memory is None:
            return
        spider: Any = self.crawler.spider
        told = spider.describe_sites()
        with suppress(MemoryFailed):  # told of already
            for site in spider.sites:
                if site.name in told:
                    history = memory.store.read_history(site.name, memory.clock())
                    self.sites[site.name] = judge_site(history, read_facts(site, told[site.name]))
        for stat, status in ((FAILED_SITES, "failed"), (SILENT_SITES, "silent")):
            names = [name for name, health in self.sites.items() if health.status == status]
            if names:
                self.crawler.stats.set_value(stat, names)


def read_facts(site: Site, told: dict[str, Any]) -> SiteRunFacts:
    """Give what a run saw of a site. told: as the spider tells it."""
    pages = told.get("pages", {})
    return SiteRunFacts(
        asked=pages.get("asked", 0) - pages.get("missing", 0),
        failed=pages.get("failed", 0),
        given_up=told.get("given_up") or "",
        declared=frozenset((*site.start, *site.feeds, *site.sitemaps, *site.sections)),
    )
