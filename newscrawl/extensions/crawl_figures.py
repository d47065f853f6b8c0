"""Decides what a running crawl gathers for its report: counts of every outcome and answer, and the pages of a small
sample of its records. What is counted how: `crawl_report/figures.py`.
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any, Self
from urllib.parse import urlsplit

import msgspec
from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.http import Request, Response
from scrapy.settings import BaseSettings

from newscrawl.article import Article
from newscrawl.crawl_report.figures import CrawlFigures
from newscrawl.crawl_report.lines import read_article, read_rejection
from newscrawl.crawl_report.reading import RUN_FILE, RunReport, read_run_file, read_run_report
from newscrawl.crawl_report.sample import DEFAULT_SIZE, Sample
from newscrawl.crawl_report.summary import RunSummary, summarize_run
from newscrawl.errors import InputError, NewscrawlError
from newscrawl.page import RawPage
from newscrawl.pipelines.checks import RejectedPage
from newscrawl.responses import read_response

MAX_KEPT_BODY = 1 << 20
"""Bytes. Longer pages of the sample are not explained: twelve of this size are 12 MiB of a crawl's memory."""
MAX_SAMPLE = 200
_TIME_NAME = re.compile(r"\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d")
"""What `%(time)s` becomes in the name of a folder."""


class GatheredFigures:
    """Counts, and keeps the sample with its pages, for `run.json` and the report.

    Settings: `NEWSCRAWL_REPORT` (off: nothing is counted), `NEWSCRAWL_REPORT_SAMPLE` (records in the sample). pages: of
    the sample, by record; those that were joined from several pages, or are longer than `MAX_KEPT_BODY`, are left out.
    """

    def __init__(self, crawler: Crawler, size: int) -> None:
        self.crawler = crawler
        self.figures = CrawlFigures()
        self.sample = Sample(size, crawler.settings["NEWSCRAWL_CRAWL_ID"] or "")
        self.pages: dict[str, RawPage] = {}
        self.previous = find_previous(Path(crawler.settings["NEWSCRAWL_OUT"]), crawler.spidercls.name)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build the extension and listen; its place is before `run.json`: it reads that of the run before.

        Raises InputError where the sample's size is none.
        """
        settings = crawler.settings
        if not settings["NEWSCRAWL_OUT"] or not settings.getbool("NEWSCRAWL_REPORT", True):
            raise NotConfigured
        extension = cls(crawler, read_sample_size(settings))
        crawler.signals.connect(extension.item_scraped, signals.item_scraped)
        crawler.signals.connect(extension.item_dropped, signals.item_dropped)
        crawler.signals.connect(extension.response_downloaded, signals.response_downloaded)
        return extension

    def item_scraped(self, item: Any, response: Response | None) -> None:
        """Count a record that all pipelines passed."""
        if not isinstance(item, Article):
            return
        line = read_article(item)
        self.figures.add_article(line)
        if self.sample.offer(line):
            self._keep_page(item, response)

    def item_dropped(self, item: Any, exception: BaseException) -> None:
        """Count a rejection, or a page that gives no line."""
        if isinstance(exception, RejectedPage):
            self.figures.add_rejection(read_rejection(exception.rejection))
        elif isinstance(item, RawPage):
            self.figures.add_other(item.url)

    def response_downloaded(self, response: Response, request: Request) -> None:
        """Count an answer of any kind."""
        host = urlsplit(request.url).netloc.rpartition("@")[2]
        self.figures.add_answer(host, request.meta.get("download_latency", 0.0), response.status)

    def build(self) -> RunReport:
        """Give what `run.json` holds of it."""
        return RunReport(self.figures.shorten(), self.sample.list_records(), self.previous)

    def _keep_page(self, article: Article, response: Response | None) -> None:
        listed = {record.id for record in self.sample.list_records()}
        self.pages = {record_id: page for record_id, page in self.pages.items() if record_id in listed}
        if response is None or article.pages or len(response.body) > MAX_KEPT_BODY:
            return
        if sha256(response.body).hexdigest() == article.raw_sha256:
            page = read_response(response, article.requested_url)
            self.pages[article.id] = replace(page, fetched=article.fetched)


def find_previous(out: Path, spider: str) -> RunSummary | None:
    """Give the run before this one: that of the same folder, or of the folder before it where each run has its own,
    named by its time. None where there is none of this spider that ended.
    """
    folders = [out]
    if _TIME_NAME.search(out.name):
        form = _TIME_NAME.sub("*", out.name)
        with suppress(OSError, ValueError):
            folders += [max(found for found in out.parent.glob(form) if found.name < out.name)]
    for folder in folders:
        with suppress(NewscrawlError, msgspec.MsgspecError, AttributeError):
            run = read_run_file(folder / RUN_FILE)
            report = read_run_report(run)
            if report is not None and run.get("spider") == spider:
                return summarize_run(run, report.figures)
    return None


def read_sample_size(settings: BaseSettings) -> int:
    """Read how many records the sample has. Raises InputError."""
    value = settings.get("NEWSCRAWL_REPORT_SAMPLE", DEFAULT_SIZE)
    if not str(value).isdecimal() or int(value) > MAX_SAMPLE:
        raise InputError(f"setting NEWSCRAWL_REPORT_SAMPLE={value}", f"must be a number from 0 to {MAX_SAMPLE}")
    return int(value)


def find_figures(crawler: Crawler) -> GatheredFigures | None:
    """Give the figures of a run; None where none are gathered."""
    return crawler.get_extension(GatheredFigures) if crawler._extensions is not None else None
