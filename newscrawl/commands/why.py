"""Decides what `scrapy why` tells of a URL, from the memory of the runs before. Nothing is fetched."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any, ClassVar

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from newscrawl.addon import DEFAULTS, place_memory
from newscrawl.addresses import find_url_fault
from newscrawl.columns import print_columns
from newscrawl.errors import InputError, NewscrawlError
from newscrawl.fleet import page_history
from newscrawl.fleet.connection import FleetConnection
from newscrawl.fleet.settings import read_fleet_settings
from newscrawl.history_report import report_history
from newscrawl.memory.page_history import PageHistory, read_page_history
from newscrawl.serialiser import encode_json
from newscrawl.terminal import can_show_rich, discard_stdout, make_console, print_text

NOT_KNOWN = 1
WRONG_INPUT = 2
READER_GONE = 141
"""What a shell gives for a process that a broken pipe ended: 128 + SIGPIPE."""


class Command(ScrapyCommand):
    """`scrapy why URL [--memory FILE] [--json]`. Exit codes: 1 not known, 2 input that cannot be read."""

    requires_crawler_process = False
    default_settings: ClassVar[dict[str, Any]] = {"LOG_ENABLED": False}

    def syntax(self) -> str:
        """Show what follows the command's name."""
        return "[options] <url>"

    def short_desc(self) -> str:
        """Say what the command does."""
        return "Tell the whole story of a URL: how it was found, every look, where its record is"

    def long_desc(self) -> str:
        """Say it at length."""
        return (
            "Tell what the runs of scrapy crawl news remember of a URL or a variant of it: how it was found,"
            " what robots.txt said, each look at it with status, validators and outcome, what the page was"
            " taken for and what was cut, and in which file and at which byte its record stands. Nothing is"
            " fetched. In a fleet it is the server that is asked (NEWSCRAWL_REDIS_URL), unless --memory names a file."
            " Exit code 1: not known; 2: the memory cannot be read."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Declare the options."""
        super().add_options(parser)
        parser.add_argument("--memory", metavar="FILE", type=Path, help="the memory file (default: out/memory.sqlite)")
        parser.add_argument("--json", action="store_true", help="print it as one line of JSON")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Look the URL up and tell."""
        if len(args) != 1:
            raise UsageError("name one URL", print_help=False)
        try:
            self._tell(args[0], opts)
        except NewscrawlError as error:
            print_text(f"scrapy why: {error}", sys.stderr)
            self.exitcode = WRONG_INPUT
        except BrokenPipeError:
            discard_stdout()
            self.exitcode = READER_GONE

    def _tell(self, url: str, opts: argparse.Namespace) -> None:
        fault = find_url_fault(url)
        if fault is not None:
            raise InputError(url, fault)
        history = self._read_history(url, opts.memory)
        if history is None:
            print_text(f"scrapy why: {url}: no run has heard of it", sys.stderr)
            self.exitcode = NOT_KNOWN
        elif opts.json:
            print_text(encode_json(history, convert=str).decode("utf-8"), sys.stdout)
        else:
            print_history(history)

    def _read_history(self, url: str, memory: Path | None) -> PageHistory | None:
        assert self.settings is not None
        fleet = read_fleet_settings(self.settings) if memory is None else None
        if fleet is None:
            return read_page_history(memory or self._place_memory(), url)
        connection = FleetConnection(fleet)
        try:
            return page_history.read_page_history(connection, url)
        finally:
            connection.close()

    def _place_memory(self) -> Path:
        assert self.settings is not None
        given = self.settings["NEWSCRAWL_MEMORY"]
        return Path(given) if given else place_memory(self.settings.get("NEWSCRAWL_OUT", DEFAULTS["NEWSCRAWL_OUT"]))


def print_history(history: PageHistory) -> None:
    """Print the sections on standard output, in tables where it is a terminal."""
    console = make_console(sys.stdout)
    for section in report_history(history):
        print_columns(section, console, is_rich=can_show_rich(sys.stdout))
