"""Decides how a person turns a page into a fixture, and what is asked of them before it may be relied on.

What is drafted is decided in `fixture_capture.py`.
"""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, ClassVar

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from newscrawl.commands.page_fetch import URL_SCHEME, read_page
from newscrawl.errors import InputError, NewscrawlError
from newscrawl.fixture_capture import Capture, make_capture, name_capture, write_capture
from newscrawl.options import Options
from newscrawl.outcomes import REASON_MEANING, Reason
from newscrawl.page import RawPage
from newscrawl.publishers import add_folder
from newscrawl.terminal import discard_stdout, print_text

WRONG_INPUT = 2
READER_GONE = 141
"""What a shell gives for a process that a broken pipe ended: 128 + SIGPIPE."""
DEFAULT_ROOT = Path("fixtures")


class Command(ScrapyCommand):
    """`scrapy capture URL|FILE`. Exit code 2: input that cannot be read, a page that did not come, a folder that is
    there already.
    """

    requires_crawler_process = False
    default_settings: ClassVar[dict[str, Any]] = {"LOG_ENABLED": False}

    def syntax(self) -> str:
        """Show what follows the command's name."""
        return "[options] <url|file|->"

    def short_desc(self) -> str:
        """Say what the command does."""
        return "Turn a page into a fixture: the page as fetched, and the record to expect, for review"

    def long_desc(self) -> str:
        """Say it at length."""
        return (
            "Turn a page into a fixture: a folder with the page as it was fetched (politely, once), its address and"
            " headers, and the record and text that newscrawl makes of it, to be corrected by hand. scrapy fixtures"
            " --dir DIR then holds newscrawl to it. A file or standard input (-) needs its page's address, --url."
            " Exit code 2: nothing was written; standard error says why."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Declare the options."""
        super().add_options(parser)
        parser.add_argument("--url", metavar="URL", help="the address of the page that a file holds")
        parser.add_argument(
            "--dir", metavar="DIR", type=Path, default=DEFAULT_ROOT, help="folder of fixtures (default: fixtures)"
        )
        parser.add_argument("--name", metavar="NAME", help="name of the fixture (default: by the address)")
        parser.add_argument("--about", metavar="TEXT", help="which layout it is, and what is hard about it")
        parser.add_argument("--force", action="store_true", help="replace a fixture of this name")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Get the page, draft, write, and say what to review."""
        if len(args) != 1:
            raise UsageError("name one URL, one file, or - for standard input", print_help=False)
        try:
            self._capture(args[0], opts)
        except NewscrawlError as error:
            print_text(f"scrapy capture: {error}", sys.stderr)
            self.exitcode = WRONG_INPUT
        except BrokenPipeError:
            discard_stdout()
            self.exitcode = READER_GONE

    def _capture(self, source: str, opts: argparse.Namespace) -> None:
        assert self.settings is not None
        if not URL_SCHEME.match(source) and opts.url is None:
            raise InputError(source, "a fixture needs the address of its page: --url URL")
        name = read_name(opts.name) if opts.name is not None else name_capture(opts.url or source)
        folder = opts.dir / name
        if folder.exists() and not opts.force:  # before anything is fetched
            raise InputError(str(folder), "is there already; --force replaces it, --name gives this one another name")
        options = add_folder(Options(), self.settings["NEWSCRAWL_PUBLISHERS"])
        page = read_page(source, opts.url, self.settings)
        page = page if opts.url is None else place_page(page, opts.url)
        about = opts.about or f"Captured on {datetime.now(UTC):%Y-%m-%d}; say what is hard about it"
        capture = make_capture(page, name, about, options)
        print_text(tell_review(write_capture(capture, opts.dir, is_overwriting=opts.force), capture), sys.stdout)


def read_name(text: str) -> str:
    """Read `--name`. Raises InputError for what is no plain name of a folder."""
    if not text or text != Path(text).name or text.startswith((".", "_")) or text == "site":
        raise InputError(f"--name {text}", "must be the plain name of a folder, such as legacy-2010")
    return text


def place_page(page: RawPage, url: str) -> RawPage:
    """Give a page out of a file the address that the user says."""
    return RawPage(url=url, requested_url=url, body=page.body, fetched=page.fetched)


def tell_review(folder: Path, capture: Capture) -> str:
    """Say what was written and what a person has to look at."""
    record, lines = capture.outcome.record, capture.outcome.paragraphs
    rows = [f"{folder}: {len(capture.files['page.html']):,} bytes of page", "Review before you rely on it:"]
    rows.append("  response.json  say in `about` which layout it is and what is hard about it")
    if lines is None:
        reason = Reason(record["reason"])
        meaning = f"{reason.value}, {REASON_MEANING[reason]} ({capture.outcome.evidence})"
        rows.append(f"  expected.json  taken for no article: {meaning}; write the record where it is one")
    else:
        cut = capture.files.get("unwanted.txt", b"").count(b"\n")
        day = record["published"] or "no date"
        people = "; ".join(record["authors"]) or "no author"
        rows.append(f"  expected.json  {record['title'] or 'no title'} | {people} | {day}: right, and complete?")
        rows.append(f"  expected.txt   {len(lines)} lines of text: nothing missing, nothing that is not the story's?")
        rows.append(f"  unwanted.txt   {cut} lines that must stay out: delete those that may be in it")
    rows.append(f"Then: scrapy fixtures --dir {folder.parent} {folder.name}")
    return "\n".join(rows)
