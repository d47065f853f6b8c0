"""Decides what `scrapy explain` makes of one page or text: an HTML page in a file, or lines in the terminal."""

from __future__ import annotations

import argparse
import logging
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, ClassVar

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError
from scrapy.utils.log import configure_logging

from newscrawl.commands.page_fetch import read_page
from newscrawl.errors import InputError, NewscrawlError
from newscrawl.explanation.case import Case, study_page
from newscrawl.explanation.page import render_case, tell_outcome
from newscrawl.explanation.terminal_view import print_case, tell_case
from newscrawl.input_kind import InputKind
from newscrawl.options import Options
from newscrawl.publishers import add_folder
from newscrawl.terminal import can_show_rich, discard_stdout, make_console, print_text
from newscrawl.workers.faults import locate_error

NOTHING_TO_SHOW = 1
WRONG_INPUT = 2
READER_GONE = 141
"""What a shell gives for a process that a broken pipe ended: 128 + SIGPIPE."""
STANDARD_OUTPUT = "-"
DEFAULT_FILE = "explain.html"

logger = logging.getLogger(__name__)


class Command(ScrapyCommand):
    """`scrapy explain FILE|URL|- [-o PAGE] [--text]`. Exit codes: 1 nothing to show, 2 input that cannot be read."""

    requires_crawler_process = False
    default_settings: ClassVar[dict[str, Any]] = {"LOG_ENABLED": False}

    def syntax(self) -> str:
        """Show what follows the command's name."""
        return "[options] <file|url|->"

    def short_desc(self) -> str:
        """Say what the command does."""
        return "Show what was kept and cut of one page or text, block by block, and why"

    def long_desc(self) -> str:
        """Say it at length."""
        return (
            "Write one self-contained HTML page that shows the layout of a page with every block tinted by what was"
            " decided of it, the reason, score and features behind each decision, the clean text, and the metadata"
            " with its sources. It works offline; nothing of the page runs or is fetched. The input is an HTML file, a"
            " text that was already taken out of its page, a URL (fetched politely, once), or standard input (-)."
            " Exit code 1: nothing was fetched, or it could not be studied; 2: the input cannot be read."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Declare the options."""
        super().add_options(parser)
        kind = parser.add_mutually_exclusive_group()
        for name in InputKind:
            kind.add_argument(
                f"--as-{name}", dest="kind", action="store_const", const=name, help=f"take the input as {name}"
            )
        parser.add_argument(
            "-o", "--output", metavar="PAGE", help=f"the file to write (default: {DEFAULT_FILE}; -: standard output)"
        )
        parser.add_argument("--text", action="store_true", help="tell it in the terminal instead")
        parser.add_argument("--url", metavar="URL", help="the address of the page that a file holds")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Read, study and show."""
        if len(args) != 1:
            raise UsageError("name one file, one URL, or - for standard input", print_help=False)
        if opts.text and opts.output:
            raise UsageError("--text prints on standard output; leave out -o", print_help=False)
        assert self.settings is not None
        configure_logging(self.settings)
        try:
            options = add_folder(Options(), self.settings["NEWSCRAWL_PUBLISHERS"])
            page = read_page(args[0], opts.url, self.settings)
            case = study_page(page, address=opts.url, kind=opts.kind, options=options)
            self._show(case, args[0], opts)
        except NewscrawlError as error:
            self._fail(str(error), WRONG_INPUT)
        except BrokenPipeError:
            discard_stdout()
            self.exitcode = READER_GONE
        except Exception as error:  # a fault that no list foresees: told in a line, as in a crawl; -L has its traceback
            logger.exception("Explaining failed: %s", args[0])
            self._fail(f"{args[0]}: {locate_error(error)}", NOTHING_TO_SHOW)

    def _show(self, case: Case, source: str, opts: argparse.Namespace) -> None:
        if case.extraction is None:
            self._fail(tell_outcome(case), NOTHING_TO_SHOW)
        elif opts.text:
            print_lines(case)
        elif opts.output == STANDARD_OUTPUT:
            print_text(render_case(case).rstrip("\n"), sys.stdout)
        else:
            path = Path(opts.output or DEFAULT_FILE)
            write_page(path, [source], render_case(case))
            print_text(f"{tell_outcome(case)}\nwritten: {path}", sys.stdout)

    def _fail(self, told: str, code: int) -> None:
        print_text(f"scrapy explain: {told}", sys.stderr)
        self.exitcode = code


def print_lines(case: Case) -> None:
    """Print the explanation on standard output, in colours where it is a terminal."""
    if can_show_rich(sys.stdout):
        print_case(case, make_console(sys.stdout))
    else:
        print_text("\n".join(line.plain for line in tell_case(case)), sys.stdout)


def write_page(path: Path, sources: Sequence[str], page: str) -> None:
    """Write a page to a file. Raises InputError where that is one of the inputs, or cannot be written."""
    try:
        if any(Path(source).exists() and path.exists() and path.samefile(source) for source in sources):
            raise InputError(str(path), "is an input; name another file with -o")
        path.write_text(page, "utf-8", errors="replace")
    except OSError as error:
        raise InputError(str(path), error.strerror or "cannot be written") from error
