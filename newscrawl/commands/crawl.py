"""Decides what `scrapy crawl` of this project says and exits with: one scheme of codes for all its spiders.

Scrapy's own command exits with 0 for nearly every failure and prints a traceback for a missing file. An
extension cannot set the exit code, so this replaces the command, inside this project only
(`COMMANDS_MODULE`). The codes are told of in `exit_codes.py`.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import traceback
from typing import NoReturn

from scrapy.commands import crawl
from scrapy.crawler import Crawler
from scrapy.exceptions import UsageError
from scrapy.settings import SETTINGS_PRIORITIES

from newscrawl.errors import NewscrawlError
from newscrawl.exit_codes import ExitCode, find_error_code
from newscrawl.run_outcome import Verdict, judge_run
from newscrawl.spiders.news import NewsSpider
from newscrawl.spiders.page import PageSpider

CMDLINE = SETTINGS_PRIORITIES["cmdline"]
STOPPED = "shutdown"
"""Scrapy's reason for the end of a crawl that a signal stopped; one that was stopped by force has none."""


class Command(crawl.Command):
    """Scrapy's `crawl`, with an exit code that tells (`ExitCode`)."""

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Declare Scrapy's options; wrong use ends with a code of its own, not with argparse's 2."""
        super().add_options(parser)
        parser.error = _refuse  # type: ignore[method-assign]

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        """Read the options. A spider for cron logs warnings only, unless the command line says otherwise."""
        super().process_options(args, opts)
        assert self.settings is not None
        if args[:1] == [NewsSpider.name] and (self.settings.getpriority("LOG_LEVEL") or 0) < CMDLINE:
            self.settings.set("LOG_LEVEL", "WARNING", priority="cmdline")
            self.settings.set("RETRY_GIVE_UP_LOG_LEVEL", "INFO", priority="spider")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Run the spider and judge the run."""
        if len(args) != 1:
            raise UsageError("name one spider, for instance: scrapy crawl article -a urls=URL", print_help=False)
        assert self.crawler_process
        try:
            crawler = self._create_crawler(args[0])
        except KeyError as error:
            raise UsageError(str(error.args[0]), print_help=False) from None
        task = self.crawler_process.crawl(crawler, **opts.spargs)
        assert isinstance(task, asyncio.Task), "newscrawl needs Scrapy's default asyncio reactor"
        self.crawler_process.start()
        verdict = self._judge(crawler, task)
        if verdict.why is not None:
            print(f"scrapy crawl: {verdict.why}", file=sys.stderr)
        self.exitcode = int(verdict.code)

    def _judge(self, crawler: Crawler, task: asyncio.Task[None]) -> Verdict:
        error = task.exception() if task.done() and not task.cancelled() else None
        if error is not None:
            if not isinstance(error, NewscrawlError):
                traceback.print_exception(error)
            return Verdict(find_error_code(error), str(error) or type(error).__name__)
        assert self.crawler_process
        if self.crawler_process.bootstrap_failed:
            return Verdict(ExitCode.crash, "the crawl could not begin; the log says why")
        if not isinstance(crawler.spider, PageSpider):
            return Verdict(ExitCode.ok)
        stats = crawler.stats.get_stats()
        return judge_run(stats, stats.get("finish_reason", STOPPED))


def _refuse(message: str) -> NoReturn:
    print(f"scrapy crawl: {message}\nscrapy crawl -h shows what it takes.", file=sys.stderr)
    sys.exit(ExitCode.bad_config)
