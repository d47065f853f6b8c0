"""Decides how `scrapy demo` shows newscrawl at work: real spider, pipelines and exporter on the demo site.

The site is served by `demo/server.py`; the numbers at the end are `demo/summary.py`'s.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, ClassVar

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError
from scrapy.settings import Settings

from newscrawl.article import Article
from newscrawl.columns import print_columns
from newscrawl.commands.crawl_process import run_crawl
from newscrawl.commands.own_settings import build_own_settings
from newscrawl.demo.report import build_report
from newscrawl.demo.server import DemoServer, find_demo_pages
from newscrawl.demo.summary import RunSummary, read_summary
from newscrawl.errors import InputError, NewscrawlError
from newscrawl.spiders.site import SiteSpider
from newscrawl.terminal import can_show_rich, make_console, print_text
from newscrawl.url_policy import ALLOWED_ADDRESSES

FAILED = 1
WRONG_USE = 2

ARTICLES_FILE = "demo.jsonl"
REJECTS_FILE = "rejects.jsonl"
RUN_FILE = "run.json"
REPORT_FILE = "report.html"
LOG_FILE = "demo.log"
FILES: Mapping[str, str] = {
    ARTICLES_FILE: "the articles, a record a line",
    REJECTS_FILE: "the addresses that gave no article, each with its reason",
    RUN_FILE: "what ran, with which settings and counts",
    REPORT_FILE: "how the crawl went, to look at in a browser",
    LOG_FILE: "the log",
}
"""What the demo writes. They are written anew each time."""

UNHURRIED: Mapping[str, Any] = {"DOWNLOAD_DELAY": 0, "AUTOTHROTTLE_ENABLED": False}
"""The one point in which the demo is not polite."""


class Command(ScrapyCommand):
    """`scrapy demo [--out DIR]`. Exit code 1 where the crawl failed or wrote no article."""

    requires_crawler_process = False
    default_settings: ClassVar[dict[str, Any]] = {"LOG_ENABLED": False}

    def syntax(self) -> str:
        """Show what follows the command's name."""
        return "[options]"

    def short_desc(self) -> str:
        """Say what the command does."""
        return "Crawl the bundled demo news site on this machine and show what comes of it"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Declare the options."""
        super().add_options(parser)
        parser.add_argument("--out", metavar="DIR", type=Path, default=Path("out"), help="for the files")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Serve, crawl, and sum up."""
        if args:
            raise UsageError(f"takes no {args[0]!r}", print_help=False)
        assert self.settings is not None
        out: Path = opts.out
        try:
            clear_files(out)
            with DemoServer(find_demo_pages()) as server:
                print_text(
                    f"Crawling the bundled demo site at {server.origin}."
                    " Delays are off, because the server is our own.",
                    sys.stderr,
                )
                settings = build_demo_settings(build_own_settings(self.settings), out, server.address)
                crawler = run_crawl(settings, SiteSpider, start=f"{server.origin}/")
        except NewscrawlError as error:
            print_text(f"scrapy demo: {error}", sys.stderr)
            self.exitcode = WRONG_USE
            return
        summary = read_summary(crawler.stats.get_stats(), out / ARTICLES_FILE, out / REJECTS_FILE)
        print_summary(summary, out)
        self.exitcode = 0 if summary.is_sound else FAILED


def clear_files(out: Path) -> None:
    """Delete what an earlier demo wrote, and no other file. In place. Raises InputError where that fails."""
    if "%" in str(out):
        raise InputError(
            f"--out {out}", "a % stands for a placeholder in Scrapy's feeds; choose another name"
        )
    try:
        out.mkdir(parents=True, exist_ok=True)
        for name in FILES:
            (out / name).unlink(missing_ok=True)
    except OSError as error:
        raise InputError(f"--out {out}", error.strerror or "cannot be written") from None


def build_demo_settings(settings: Settings, out: Path, address: str) -> Settings:
    """Give the demo's settings: those of any crawl, its files in `out`, the log out of the way, no delays, no proxy.

    address: `host:port` of the demo's own server, the one address on this machine that is let through.
    What the command line says goes before all of them.
    """
    demo: dict[str, Any] = {
        **UNHURRIED,
        ALLOWED_ADDRESSES: address,
        "HTTPPROXY_ENABLED": False,
        "NEWSCRAWL_OUT": str(out),
        "NEWSCRAWL_CONTACT": settings["NEWSCRAWL_CONTACT"] or "https://localhost/newscrawl-demo",
        "NEWSCRAWL_PROGRESS": "on",
        "NEWSCRAWL_PROGRESS_INTERVAL": 1.0,
        "LOG_FILE": str(out / LOG_FILE),
        "LOG_FILE_APPEND": False,
        "FEEDS": {out / ARTICLES_FILE: build_feed()},
    }
    for name, value in demo.items():
        settings.set(name, value, "spider")
    return settings


def build_feed() -> dict[str, Any]:
    """Give the form of the file of articles."""
    return {"format": "jsonlines", "overwrite": True, "store_empty": True, "item_classes": [Article]}


def print_summary(summary: RunSummary, out: Path) -> None:
    """Print the summary on standard output, in tables where it is a terminal."""
    console = make_console(sys.stdout)
    is_rich = can_show_rich(sys.stdout)
    for table in build_report(summary, [(out / name, holds) for name, holds in FILES.items()]):
        console.print()
        print_columns(table, console, is_rich=is_rich)
