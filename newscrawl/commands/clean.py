"""Decides what `scrapy clean` prints of one page or text, and with which exit code it ends."""

from __future__ import annotations

import argparse
import logging
import sys
from typing import Any, ClassVar

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError
from scrapy.utils.log import configure_logging

from newscrawl.columns import format_plain, print_columns
from newscrawl.commands.page_fetch import read_page
from newscrawl.errors import NewscrawlError
from newscrawl.extraction.result import Extraction
from newscrawl.input_kind import InputKind
from newscrawl.options import Options
from newscrawl.outcomes import REASON_MEANING, Reason
from newscrawl.page import RawPage
from newscrawl.publishers import add_folder
from newscrawl.removal_report import list_removals, summarize_removals
from newscrawl.serialiser import encode_line
from newscrawl.single_input import CleanedInput, build_line, clean_page
from newscrawl.terminal import can_show_rich, discard_stdout, make_console, print_text
from newscrawl.workers.faults import locate_error

NO_ARTICLE = 1
WRONG_INPUT = 2
READER_GONE = 141
"""What a shell gives for a process that a broken pipe ended: 128 + SIGPIPE."""

logger = logging.getLogger(__name__)

class Command(ScrapyCommand):
    """`scrapy clean FILE|URL|-`. Exit codes: 1 no article, 2 input that cannot be read."""

    requires_crawler_process = False
    default_settings: ClassVar[dict[str, Any]] = {"LOG_ENABLED": False}

    def syntax(self) -> str:
        """Show what follows the command's name."""
        return "[options] <file|url|->"

    def short_desc(self) -> str:
        """Say what the command does."""
        return "Print the article of one page or text, without everything around it"

    def long_desc(self) -> str:
        """Say it at length."""
        return (
            "Print the text of the article in one page: an HTML file, a text that was already taken out"
            " of its page, a URL (fetched politely, once), or standard input (-). What was cut is summed up"
            " on standard error. Exit code 1: no article; 2: the input cannot be read."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Declare the options."""
        super().add_options(parser)
        kind = parser.add_mutually_exclusive_group()
        for name in InputKind:
            kind.add_argument(
                f"--{name}", dest="kind", action="store_const", const=name, help=f"take the input as {name}"
            )
        parser.add_argument("--json", action="store_true", help="print the whole record as one line of JSON")
        parser.add_argument("--removed", action="store_true", help="print what was cut, with kind and reason")
        parser.add_argument("--url", metavar="URL", help="the address of the page that a file holds")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Read, clean and print."""
        if len(args) != 1:
            raise UsageError("name one file, one URL, or - for standard input", print_help=False)
        assert self.settings is not None
        configure_logging(self.settings)  # the libraries of the extraction have things to say, too
        try:
            options = add_folder(Options(), self.settings["NEWSCRAWL_PUBLISHERS"])
            page = read_page(args[0], opts.url, self.settings)
            self._print(clean_safely(page, opts.url, opts.kind, options), opts)
        except NewscrawlError as error:
            print_text(f"scrapy clean: {error}", sys.stderr)
            self.exitcode = WRONG_INPUT
        except BrokenPipeError:
            discard_stdout()
            self.exitcode = READER_GONE

    def _print(self, cleaned: CleanedInput, opts: argparse.Namespace) -> None:
        extraction = cleaned.extraction
        if opts.removed:
            print_removals(extraction, as_json=opts.json)
        elif opts.json:
            print_text(format_json(build_line(cleaned)), sys.stdout)
        elif cleaned.rejection is None and extraction is not None:
            print_text(extraction.text, sys.stdout)
        if cleaned.rejection is not None:
            reason, evidence = cleaned.rejection
            told = " ".join(evidence.split())
            print_text(f"no article: {reason} ({REASON_MEANING[reason]}): {told}", sys.stderr)
            self.exitcode = NO_ARTICLE
        elif extraction is not None and not opts.removed:
            hint = "; --removed lists them" if extraction.removals else ""
            print_text(summarize_removals(extraction.removals) + hint, sys.stderr)


def clean_safely(page: RawPage, address: str | None, kind: InputKind | None, options: Options) -> CleanedInput:
    """Clean a page; a fault of the extraction becomes a rejection, as in a crawl. -L shows its traceback."""
    try:
        return clean_page(page, address=address, kind=kind, options=options)
    except Exception as error:
        logger.exception("Extraction failed: %s", page.url)
        return CleanedInput(page, None, (Reason.extraction_error, locate_error(error)))


def print_removals(extraction: Extraction | None, *, as_json: bool) -> None:
    """Print what was cut, a row each: a table on a terminal, aligned columns elsewhere, or JSON Lines."""
    removals = extraction.removals if extraction is not None else ()
    if as_json:
        for removal in removals:
            print_text(format_json(removal), sys.stdout)
    elif not removals:
        print_text("cut nothing", sys.stderr)
    elif can_show_rich(sys.stdout):
        print_columns(list_removals(removals), make_console(sys.stdout), is_rich=True)
    else:
        print_text("\n".join(format_plain(list_removals(removals))), sys.stdout)


def format_json(value: Any) -> str:
    """Give one line of JSON, in the form of a crawl's output files."""
    return encode_line(value).decode("utf-8").rstrip("\n")
