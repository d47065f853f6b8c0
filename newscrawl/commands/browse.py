"""Decides how `scrapy browse` runs: which files it shows, at which address, and what it says where it cannot."""

from __future__ import annotations

import argparse
import os
import sys
import webbrowser
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError
from scrapy.utils.log import configure_logging

from newscrawl.commands.explain import WRONG_INPUT
from newscrawl.errors import InputError, NewscrawlError
from newscrawl.loopback import LOOPBACK
from newscrawl.terminal import print_text

if TYPE_CHECKING:
    from newscrawl.browsing.store import RecordStore


class Command(ScrapyCommand):
    """`scrapy browse FILE|FOLDER… [--port N] [--no-open]`. Exit codes: 0 ended by Ctrl-C, 2 wrong input."""

    requires_crawler_process = False
    default_settings: ClassVar[dict[str, Any]] = {"LOG_ENABLED": False}

    def syntax(self) -> str:
        """Show what follows the command's name."""
        return "[options] <file|folder> ..."

    def short_desc(self) -> str:
        """Say what the command does."""
        return "Search and look at records in a web browser, on this machine alone"

    def long_desc(self) -> str:
        """Say it at length."""
        return (
            "Serve a page on loopback that searches and filters the records and rejections of files (.jsonl, .jsonl.gz,"
            " .jsonl.zst) and of folders of them, and shows each. The files are read where they lie and never changed;"
            " what a running crawl adds is there when the page is loaded again. Ctrl-C ends it."
            " It needs DuckDB: pip install 'newscrawl[browse]'. Exit code 2: wrong input, or the port is taken."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Declare the options."""
        super().add_options(parser)
        parser.add_argument("--port", type=int, default=0, metavar="N", help="port (default: any that is free)")
        parser.add_argument(
            "--host", default=LOOPBACK, metavar="ADDRESS", help=f"address of loopback (default: {LOOPBACK})"
        )
        parser.add_argument("--no-open", action="store_true", help="do not open the page in a web browser")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Read the files, and serve until Ctrl-C."""
        if not args:
            raise UsageError("name files of records, or folders of them", print_help=False)
        if not 0 <= opts.port < 65536:
            raise UsageError(f"--port {opts.port} is none: 1 to 65535, or 0 for any that is free", print_help=False)
        assert self.settings is not None
        configure_logging(self.settings)
        try:
            store = open_store([Path(argument) for argument in args])
            serve(store, opts.port, opts.host, is_opened=not opts.no_open)
        except NewscrawlError as error:
            print_text(f"scrapy browse: {error}", sys.stderr)
            self.exitcode = WRONG_INPUT
        except KeyboardInterrupt:
            print_text("", sys.stderr)


def open_store(named: list[Path]) -> RecordStore:
    """Read the files. Raises InputError where there is no DuckDB, and where what they hold is no record anywhere."""
    try:
        from newscrawl.browsing.store import RecordStore
    except ModuleNotFoundError as error:
        if error.name != "duckdb":
            raise
        raise InputError("DuckDB", "is not installed: pip install 'newscrawl[browse]'") from None
    store = RecordStore(named)
    store.refresh()
    files = store.count_files()
    if not any(file.records or file.rejections for file in files):
        for file in files:
            if file.fault is not None:
                raise InputError(file.name, file.fault)
            if file.others:
                raise InputError(file.name, f"holds no record and no rejection in its {file.others:,} lines")
    return store


def serve(store: RecordStore, port: int, host: str, *, is_opened: bool) -> None:
    """Serve until Ctrl-C. Raises InputError where the address cannot be had."""
    from newscrawl.browsing.server import make_server

    with make_server(store, port, host) as server:
        address = f"http://{server.address}/"
        files = store.count_files()
        records, rejections = sum(file.records for file in files), sum(file.rejections for file in files)
        print_text(f"{records:,} records, {rejections:,} rejections: {address} (Ctrl-C ends it)", sys.stdout)
        if is_opened and has_display():
            webbrowser.open(address)
        try:
            server.serve_forever(0.2)
        finally:
            store.close()


def has_display(platform: str = sys.platform, environ: Mapping[str, str] = os.environ) -> bool:
    """Tell whether a browser can show anything here but text in this terminal."""
    return platform in ("darwin", "win32") or bool(environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY"))
