"""Decides what `scrapy report` makes of the files of runs: the page of the crawl report."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any, ClassVar

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from newscrawl.commands.explain import READER_GONE, STANDARD_OUTPUT, WRONG_INPUT, write_page
from newscrawl.crawl_report.page import render_report
from newscrawl.crawl_report.reading import read_report
from newscrawl.errors import NewscrawlError
from newscrawl.terminal import discard_stdout, print_text

DEFAULT_FILE = "report.html"


class Command(ScrapyCommand):
    """`scrapy report RUN... [-o PAGE]`. Exit code 2: a file cannot be read or written."""

    requires_crawler_process = False
    default_settings: ClassVar[dict[str, Any]] = {"LOG_ENABLED": False}

    def syntax(self) -> str:
        """Show what follows the command's name."""
        return "[options] <folder|run.json|file.jsonl> ..."

    def short_desc(self) -> str:
        """Say what the command does."""
        return "Show how one or several crawls went, as one HTML page"

    def long_desc(self) -> str:
        """Say it at length."""
        return (
            "Make the report of a crawl again, or one of several crawls together. A run is named by its output folder"
            " or its run.json, which hold all that was counted; or by its files of records and rejections (.jsonl, .gz,"
            " .zst), which lack what no line says: how long hosts took, and what their other answers were. Exit code 2:"
            " a file cannot be read or written."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Declare the options."""
        super().add_options(parser)
        parser.add_argument(
            "-o", "--output", metavar="PAGE", help=f"the file to write (default: {DEFAULT_FILE}; -: standard output)"
        )

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Read, render and write."""
        if not args:
            raise UsageError("name the output folder of a run, its run.json, or files of its lines", print_help=False)
        path = Path(opts.output or DEFAULT_FILE)
        is_printed = opts.output == STANDARD_OUTPUT
        try:
            report = read_report([Path(name) for name in args])
            page = render_report(report, Path() if is_printed else path.parent)
            if is_printed:
                print_text(page.rstrip("\n"), sys.stdout)
            else:
                write_page(path, args, page)
                print_text(f"{report.figures.kept:,} records\nwritten: {path}", sys.stdout)
        except NewscrawlError as error:
            print_text(f"scrapy report: {error}", sys.stderr)
            self.exitcode = WRONG_INPUT
        except BrokenPipeError:
            discard_stdout()
            self.exitcode = READER_GONE
