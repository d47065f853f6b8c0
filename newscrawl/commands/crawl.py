"""Decides what `scrapy crawl` of this project says and exits with when a run fails.

Scrapy's own command exits with 0 for nearly every failure and prints a traceback for a missing file. An
extension cannot set the exit code, so this replaces the command, inside this project only
(`COMMANDS_MODULE`).
"""

from __future__ import annotations

import argparse
import asyncio
import sys

from scrapy.commands import crawl
from scrapy.crawler import Crawler
from scrapy.exceptions import UsageError

from newscrawl.errors import NewscrawlError
from newscrawl.run_outcome import find_run_failure
from newscrawl.spiders.page import PageSpider

FAILED_RUN = 1
WRONG_USE = 2


class Command(crawl.Command):
    """Scrapy's `crawl`, with an exit code that tells: 1 for a run that failed as a whole, 2 for wrong use."""

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Run the spider and judge the run."""
        if len(args) != 1:
            raise UsageError(
                "name one spider, for instance: scrapy crawl article -a urls=URL", print_help=False
            )
        assert self.crawler_process
        try:
            crawler = self._create_crawler(args[0])
        except KeyError as error:
            raise UsageError(str(error.args[0]), print_help=False) from None
        task = self.crawler_process.crawl(crawler, **opts.spargs)
        assert isinstance(task, asyncio.Task), "newscrawl needs Scrapy's default asyncio reactor"
        self.crawler_process.start()
        self.exitcode = self._judge(crawler, task)

    def _judge(self, crawler: Crawler, task: asyncio.Task[None]) -> int:
        error = task.exception() if task.done() and not task.cancelled() else None
        if isinstance(error, NewscrawlError):
            print(f"scrapy crawl: {error}", file=sys.stderr)
            return WRONG_USE
        if error is not None:
            raise error
        if isinstance(crawler.spider, PageSpider):
            stats = crawler.stats.get_stats()
            failure = find_run_failure(stats, stats.get("finish_reason"))
            if failure is not None:
                print(f"scrapy crawl: {failure}", file=sys.stderr)
                return FAILED_RUN
        assert self.crawler_process
        return FAILED_RUN if self.crawler_process.bootstrap_failed else 0
