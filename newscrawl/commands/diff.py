"""Decides what `scrapy diff` tells of two files of records, and with which exit code it ends."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any, ClassVar

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from newscrawl.columns import format_plain, print_columns
from newscrawl.commands.explain import READER_GONE, WRONG_INPUT, write_page
from newscrawl.difference.comparison import SiteComparison, compare_files
from newscrawl.difference.page import render_difference
from newscrawl.difference.records import RecordFile, read_records
from newscrawl.difference.summary import list_sites, tell_changes
from newscrawl.errors import NewscrawlError
from newscrawl.terminal import can_show_rich, discard_stdout, make_console, print_text

DIFFERENT = 1


class Command(ScrapyCommand):
    """`scrapy diff OLD NEW [-o PAGE]`. Exit codes as of diff: 0 the same, 1 different, 2 input that cannot be read."""

    requires_crawler_process = False
    default_settings: ClassVar[dict[str, Any]] = {"LOG_ENABLED": False}

    def syntax(self) -> str:
        """Show what follows the command's name."""
        return "[options] <old.jsonl> <new.jsonl>"

    def short_desc(self) -> str:
        """Say what the command does."""
        return "Tell which articles and paragraphs differ between two files of records"

    def long_desc(self) -> str:
        """Say it at length."""
        return (
            "Compare two files of records, of two runs or of two versions of newscrawl: which articles came, went or"
            " changed, and which of their paragraphs and fields, site by site. Files may be compressed (.gz, .zst)."
            " Exit code 0: the same; 1: different; 2: a file cannot be read."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Declare the options."""
        super().add_options(parser)
        parser.add_argument("-o", "--output", metavar="PAGE", help="write it as one HTML page, too")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Read, compare and tell."""
        if len(args) != 2:
            raise UsageError("name two files of records, the old one first", print_help=False)
        try:
            old, new = read_records(Path(args[0])), read_records(Path(args[1]))
            sites = compare_files(old, new)
            print_difference(old, new, sites)
            if opts.output:
                write_page(Path(opts.output), args, render_difference(old, new, sites))
                print_text(f"written: {opts.output}", sys.stdout)
            self.exitcode = 0 if all(site.is_same for site in sites) else DIFFERENT
        except NewscrawlError as error:
            print_text(f"scrapy diff: {error}", sys.stderr)
            self.exitcode = WRONG_INPUT
        except BrokenPipeError:
            discard_stdout()
            self.exitcode = READER_GONE


def print_difference(old: RecordFile, new: RecordFile, sites: list[SiteComparison]) -> None:
    """Print the table of sites and the articles on standard output, in colours where it is a terminal."""
    columns, lines = list_sites(old, new, sites), list(tell_changes(sites))
    if can_show_rich(sys.stdout):
        console = make_console(sys.stdout)
        print_columns(columns, console, is_rich=True)
        for line in lines:
            console.print(line)
    else:
        table = format_plain(columns) if columns.rows else [columns.title]
        print_text("\n".join([*table, *(line.plain for line in lines)]), sys.stdout)
