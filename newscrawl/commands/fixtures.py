"""Decides how a person renews the expectations of fixtures: sees each difference, then says whether to write.

Where a fixture differs is decided in `fixture_change.py`. Nothing is fetched.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, ClassVar

from rich.console import Console
from rich.text import Text
from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from newscrawl.api import DEFAULT_OPTIONS
from newscrawl.demo.server import find_demo_pages
from newscrawl.errors import DataFileError, NewscrawlError
from newscrawl.fixture import list_fixture_folders, load_fixture
from newscrawl.fixture_change import Change, describe_change, diff_change, find_change, write_change
from newscrawl.options import Options
from newscrawl.publishers import add_folder
from newscrawl.terminal import can_show_rich, make_console, neutralize_controls

DIFF_STYLES = (("+++", "bold"), ("---", "bold"), ("@@", "cyan"), ("+", "green"), ("-", "red"))
QUESTION = "Write this? [y]es, [n]o, [a]ll, [q]uit: "


def choose_folders(root: Path, names: Sequence[str]) -> tuple[Path, ...]:
    """Give the fixture folders with these names, or all. Raises UsageError for a name that is none."""
    folders = list_fixture_folders(root)
    unknown = set(names) - {folder.name for folder in folders}
    if unknown:
        raise UsageError(f"no such fixture in {root}: {', '.join(sorted(unknown))}", print_help=False)
    return tuple(folder for folder in folders if not names or folder.name in names)


class Command(ScrapyCommand):
    """`scrapy fixtures [NAME ...]`: exit code 1 where a difference, an unwanted line or a fault is left."""

    requires_crawler_process = False
    default_settings: ClassVar[dict[str, Any]] = {"LOG_ENABLED": False}

    def syntax(self) -> str:
        """Show what follows the command's name."""
        return "[options] [NAME ...]"

    def short_desc(self) -> str:
        """Say what the command does."""
        return "Show where newscrawl's fixtures differ from what the extraction gives, and renew them"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Declare the options."""
        super().add_options(parser)
        mode = parser.add_mutually_exclusive_group()
        mode.add_argument("--check", action="store_true", help="only show; the default without a terminal")
        mode.add_argument(
            "--write", action="store_true", help="write after asking; the default on a terminal"
        )
        parser.add_argument("--yes", action="store_true", help="write without asking")
        parser.add_argument(
            "--dir", metavar="DIR", type=Path, help="folder of fixtures (default: newscrawl's own)"
        )

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Show every difference; write what the person agrees to."""
        assert self.settings is not None
        is_terminal = sys.stdin.isatty() and sys.stdout.isatty()
        is_writing = not opts.check and (opts.write or opts.yes or is_terminal)
        if is_writing and not opts.yes and not is_terminal:
            raise UsageError("without a terminal there is nobody to ask: --yes writes all", print_help=False)
        try:
            folders = choose_folders(opts.dir or find_demo_pages(), args)
            options = add_folder(Options(), self.settings["NEWSCRAWL_PUBLISHERS"])
        except NewscrawlError as error:
            raise UsageError(str(error), print_help=False) from error
        self.exitcode = renew(folders, options, is_writing=is_writing, is_asking=is_writing and not opts.yes)


def renew(folders: Iterable[Path], options: Options = DEFAULT_OPTIONS, *, is_writing: bool, is_asking: bool) -> int:
    """Show, ask and write fixture by fixture; give the exit code."""
    console = make_console(sys.stdout)
    total = open_ends = written = 0
    for folder in folders:
        total += 1
        try:
            change = find_change(load_fixture(folder), options)
        except DataFileError as error:
            console.print(f"{folder.name}: {error}", soft_wrap=True)
            open_ends += 1
            continue
        if not change.has_difference and not change.leftovers:
            continue
        show_change(change, console)
        answer = _ask() if is_asking and change.has_difference else "y"
        if answer == "q":
            open_ends += 1
            break
        is_asking = is_asking and answer != "a"
        is_written = is_writing and change.has_difference and answer in ("y", "a")
        if is_written:
            write_change(change)
            written += 1
        open_ends += bool(change.leftovers) or not is_written
    console.print(f"{total} fixtures, {written} written, {open_ends} not as expected", soft_wrap=True)
    return 1 if open_ends else 0


def show_change(change: Change, console: Console) -> None:
    """Print the difference and the unwanted lines that are left."""
    is_rich = can_show_rich(sys.stdout)
    console.print(Text(describe_change(change), style="bold" if is_rich else ""), soft_wrap=True)
    for line in diff_change(change):
        style = next((style for start, style in DIFF_STYLES if line.startswith(start)), "") if is_rich else ""
        console.print(Text(neutralize_controls(line), style=style), soft_wrap=True)
    for line in change.leftovers:
        console.print(f"unwanted line left in the text: {neutralize_controls(line)}", soft_wrap=True)


def _ask() -> str:
    try:
        return input(QUESTION).strip().lower()[:1] or "n"
    except EOFError:
        return "q"
