"""Decides what newscrawl adds to a Scrapy project: enable it by `ADDONS = {"newscrawl.addon.NewscrawlAddon":
500}`.

It installs the way of the data (spiders, pipelines, extensions, output files, an honest user agent). How
polite a crawl is stays with the project's settings; newscrawl's own stand in `settings.py`.
"""

from __future__ import annotations

import logging
import secrets
from datetime import datetime
from pathlib import Path
from typing import Self

from scrapy import Spider
from scrapy.crawler import Crawler
from scrapy.settings import BaseSettings
from scrapy.utils.spider import DefaultSpider

from newscrawl.article import Article
from newscrawl.clock import read_clock
from newscrawl.delivery.naming import DeliveryMode
from newscrawl.downloadermiddlewares.off_site import OffSiteMiddleware
from newscrawl.dupefilters import OutcomeDupeFilter
from newscrawl.errors import InputError
from newscrawl.exporters import WrittenLinesExporter
from newscrawl.extensions.archive import WarcArchive
from newscrawl.extensions.crawl_figures import GatheredFigures
from newscrawl.extensions.crawl_report import ReportFile
from newscrawl.extensions.fleet import FleetMember
from newscrawl.extensions.health import SiteHealthCheck
from newscrawl.extensions.memory import RunMemory
from newscrawl.extensions.metrics import Metrics
from newscrawl.extensions.outcome_stats import OutcomeStats
from newscrawl.extensions.progress import Progress
from newscrawl.extensions.rejects import RejectLog
from newscrawl.extensions.run_file import RunFile
from newscrawl.logformatter import OutcomeLogFormatter
from newscrawl.pipelines.archive import ArchivePipeline
from newscrawl.pipelines.checks import CheckPipeline
from newscrawl.pipelines.delivery import DeliveryPipeline
from newscrawl.pipelines.duplicates import DuplicatePipeline
from newscrawl.pipelines.extraction import ExtractionPipeline
from newscrawl.pipelines.limit import ArticleLimitPipeline
from newscrawl.pipelines.publisher_rules import PublisherRulesPipeline
from newscrawl.pipelines.record import RecordPipeline
from newscrawl.pipelines.revisits import RevisitPipeline
from newscrawl.pipelines.stories import StoryPipeline
from newscrawl.pipelines.versions import VersionPipeline
from newscrawl.scheduling.scheduler import FleetScheduler, read_stay
from newscrawl.version import __version__

PIPELINES: tuple[tuple[type, int], ...] = (
    (ArchivePipeline, 40),
    (RevisitPipeline, 50),
    (ExtractionPipeline, 100),
    (PublisherRulesPipeline, 150),
    (CheckPipeline, 200),
    (RecordPipeline, 300),
    (DuplicatePipeline, 400),
    (VersionPipeline, 420),
    (StoryPipeline, 440),
    (ArticleLimitPipeline, 900),
    (DeliveryPipeline, 950),
)
"""The steps of a page and their places; between 440 and 900 a project may drop records of its own accord."""

DEFAULTS = {
    "NEWSCRAWL_OUT": "out",
    "NEWSCRAWL_OUTPUT": "%(name)s.jsonl",
    "NEWSCRAWL_REJECTS": "rejects.jsonl",
}
"""Where files go, unless settings say otherwise."""

MEMORY_FILE = "memory.sqlite"

logger = logging.getLogger(__name__)


class NewscrawlAddon:
    """Scrapy add-on. Settings: `NEWSCRAWL_OUT`, `NEWSCRAWL_CONTACT`, `NEWSCRAWL_CRAWL_ID`,
    `NEWSCRAWL_OPTIONS`, `NEWSCRAWL_PUBLISHERS`, `NEWSCRAWL_NOW`; those of the memory are told of in
    `extensions/memory.py`.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build the add-on."""
        return cls(crawler)

    @classmethod
    def update_pre_crawler_settings(cls, settings: BaseSettings) -> None:
        """Make newscrawl's spiders known to `scrapy crawl`. (`scrapy list` asks no add-on.)"""
        settings.add_to_list("SPIDER_MODULES", "newscrawl.spiders")

    def update_settings(self, settings: BaseSettings) -> None:
        """Install everything at add-on priority: what the project or the command line says is kept.

        Raises InputError where `NEWSCRAWL_CONTACT` cannot stand in a header, and for a wrong `NEWSCRAWL_FLEET_STAY`.
        """
        settings.set("USER_AGENT", build_user_agent(settings["NEWSCRAWL_CONTACT"]), "addon")
        settings.set("ROBOTSTXT_USER_AGENT", "newscrawl", "addon")
        if self.crawler.spider is None or isinstance(self.crawler.spider, DefaultSpider):
            return  # `scrapy shell` and `scrapy fetch` look at a page; they make no run.
        self._install(settings)
        self._set_output(settings, self.crawler.spider)
        if not settings["NEWSCRAWL_CONTACT"] and not getattr(self.crawler.spider, "is_offline", False):
            logger.warning(
                "NEWSCRAWL_CONTACT is not set: say who crawls by a URL or an e-mail address, "
                "for instance -s NEWSCRAWL_CONTACT=https://example.org/bot"
            )

    def _install(self, settings: BaseSettings) -> None:
        settings.set("DUPEFILTER_CLASS", OutcomeDupeFilter, "addon")
        settings.set("LOG_FORMATTER", OutcomeLogFormatter, "addon")
        if settings["NEWSCRAWL_REDIS_URL"] and not getattr(self.crawler.spider, "is_offline", False):
            read_stay(settings["NEWSCRAWL_FLEET_STAY"])
            settings.set("SCHEDULER", FleetScheduler, "addon")
        settings.set("FEED_EXPORT_ENCODING", "utf-8", "addon")
        for cls, place in PIPELINES:
            settings.setdefault_in_component_priority_dict("ITEM_PIPELINES", cls, place)
        settings.setdefault_in_component_priority_dict("DOWNLOADER_MIDDLEWARES", OffSiteMiddleware, 60)
        # First of all: where another run holds the lock, nothing of this one may be written.
        settings.setdefault_in_component_priority_dict("EXTENSIONS", FleetMember, 90)
        settings.setdefault_in_component_priority_dict("EXTENSIONS", RunMemory, 100)
        settings.setdefault_in_component_priority_dict("EXTENSIONS", WarcArchive, 150)
        settings.setdefault_in_component_priority_dict("EXTENSIONS", SiteHealthCheck, 200)
        settings.setdefault_in_component_priority_dict("EXTENSIONS", GatheredFigures, 300)
        for extension in (OutcomeStats, RejectLog, RunFile, Progress):
            settings.setdefault_in_component_priority_dict("EXTENSIONS", extension, 500)
        settings.setdefault_in_component_priority_dict("EXTENSIONS", ReportFile, 600)
        settings.setdefault_in_component_priority_dict("EXTENSIONS", Metrics, 700)
        for name in ("jsonlines", "jsonl", "jl"):
            settings["FEED_EXPORTERS"].set(name, WrittenLinesExporter, "addon")

    def _set_output(self, settings: BaseSettings, spider: Spider) -> None:
        now = read_clock(settings["NEWSCRAWL_NOW"])()
        settings.set("NEWSCRAWL_CRAWL_ID", make_crawl_id(now), "addon")
        out = settings.get("NEWSCRAWL_OUT", "out")
        self._set_memory(settings, spider, str(out or ""))
        if out:
            settings.set("NEWSCRAWL_FLEET_FOLDER", str(place_memory(str(out)).parent), "addon")
        for name in ("NEWSCRAWL_OUT", "NEWSCRAWL_OUTPUT", "NEWSCRAWL_REJECTS", "NEWSCRAWL_WARC"):
            filled = fill_placeholders(settings.get(name, DEFAULTS.get(name)), spider.name, now)
            settings.set(name, filled, settings.getpriority(name) or "addon")
        if settings["NEWSCRAWL_OUT"] and not settings["NEWSCRAWL_MEMORY"]:
            feed = {"format": "jsonlines", "store_empty": True, "overwrite": False, "item_classes": [Article]}
            settings.set("FEEDS", {str(Path(settings["NEWSCRAWL_OUT"], f"{spider.name}.jsonl")): feed}, "addon")

    def _set_memory(self, settings: BaseSettings, spider: Spider, out: str) -> None:
        """Give a run its memory file: that of the setting, or for a spider that asks for one the usual
        place.
        """
        settings.set("NEWSCRAWL_DELIVERY", DeliveryMode.append, "addon")
        settings.set("NEWSCRAWL_DUPLICATES", "mark", "addon")
        if out and hasattr(spider, "memory") and settings["NEWSCRAWL_MEMORY"] is None:
            priority = settings.getpriority("NEWSCRAWL_MEMORY") or "addon"
            settings.set("NEWSCRAWL_MEMORY", str(place_memory(out)), priority)
        if settings["NEWSCRAWL_DELIVERY"] == DeliveryMode.whole:
            settings.set("NEWSCRAWL_OUTPUT", "%(name)s-%(time)s.jsonl", "addon")
        budget = getattr(spider, "budget", None)
        if budget is not None:
            settings.set("CLOSESPIDER_TIMEOUT", budget.total_seconds(), "spider")


def build_user_agent(contact: str | None) -> str:
    """Give the user agent: name, version, and how to reach whoever crawls. Raises InputError for control
    characters.
    """
    contact = (contact or "").strip()
    if not contact.isascii() or not contact.isprintable():
        raise InputError("setting NEWSCRAWL_CONTACT", "must be one line of plain ASCII: a URL or an e-mail address")
    return f"newscrawl/{__version__} ({f'+{contact}' if contact else 'no contact set'})"


def make_crawl_id(now: datetime) -> str:
    """Name a run: its start in UTC and four random hexadecimal digits, `20261124T081500Z-3f9a`."""
    return f"{now:%Y%m%dT%H%M%SZ}-{secrets.token_hex(2)}"


def place_memory(out: str) -> Path:
    """Give the usual place of the memory: the output folder, or the nearest folder above that stays the
    same.
    """
    parts = []
    for part in Path(out).parts:
        if "%(" in part:
            break
        parts.append(part)
    return Path(*parts, MEMORY_FILE)


def fill_placeholders(out: str | Path | None, spider: str, now: datetime) -> str:
    """Fill `%(name)s` and `%(time)s` as Scrapy's feeds do, once for all files of a run."""
    time = now.replace(microsecond=0, tzinfo=None).isoformat().replace(":", "-")
    return str(out or "").replace("%(name)s", spider).replace("%(time)s", time)
