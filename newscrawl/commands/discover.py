"""Decides what `scrapy discover` prints of a site: a ready entry of `sites.toml`, and how it ends."""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, datetime
from typing import Any, ClassVar

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from newscrawl.addresses import find_url_fault
from newscrawl.commands.own_settings import build_own_settings
from newscrawl.commands.survey_crawl import look_at
from newscrawl.discovery.report import SourceReport, describe_report
from newscrawl.discovery.survey import format_survey
from newscrawl.errors import InputError, NewscrawlError
from newscrawl.site import complete_address
from newscrawl.terminal import print_text

NOTHING_FOUND = 1
WRONG_INPUT = 2


class Command(ScrapyCommand):
    """`scrapy discover URL`. Exit codes: 1 nothing found, 2 what was named cannot be asked."""

    requires_crawler_process = False
    default_settings: ClassVar[dict[str, Any]] = {"LOG_ENABLED": False}

    def syntax(self) -> str:
        """Show what follows the command's name."""
        return "[options] <domain|url>"

    def short_desc(self) -> str:
        """Say what the command does."""
        return "Look at a site and print its feeds, sitemaps and sections as an entry of sites.toml"

    def long_desc(self) -> str:
        """Say it at length."""
        return (
            "Look at one site, politely: robots.txt, the front page, and the sitemaps and feeds that they name."
            " What was found goes to standard output as an entry of sites.toml, ready to be appended to one;"
            " what was seen on the way goes to standard error. No article is fetched. Exit code 1: nothing was"
            " found; 2: the site cannot be asked."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Declare the options."""
        super().add_options(parser)
        parser.add_argument("-q", "--quiet", action="store_true", help="tell nothing on standard error")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Look, and print."""
        if len(args) != 1:
            raise UsageError("name one domain or one URL", print_help=False)
        assert self.settings is not None
        settings = build_own_settings(self.settings)
        settings.set("LOG_ENABLED", False, "project")  # -L on the command line turns it on
        settings.set("RETRY_TIMES", 1, "project")

        def tell(report: SourceReport) -> None:
            if not opts.quiet:
                print_text(describe_report(report, has_news=False), sys.stderr)

        try:
            fault = find_url_fault(complete_address(args[0]))
            if fault is not None:
                raise InputError(args[0], fault)
            survey = look_at(args[0], settings, datetime.now(UTC), tell)
        except NewscrawlError as error:
            print_text(f"scrapy discover: {error}", sys.stderr)
            self.exitcode = WRONG_INPUT
            return
        print_text(format_survey(survey).rstrip("\n"), sys.stdout)
        if not survey.has_found:
            print_text(f"scrapy discover: nothing found on {survey.domain}", sys.stderr)
            self.exitcode = NOTHING_FOUND
