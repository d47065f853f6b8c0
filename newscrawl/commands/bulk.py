"""Decides what `scrapy bulk` takes and prints, and with which exit code it ends. The work is in `newscrawl/bulk/`."""

from __future__ import annotations

import argparse
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, ClassVar, NoReturn

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError
from scrapy.settings import BaseSettings

from newscrawl.addon import make_crawl_id
from newscrawl.archives.library import load_fastwarc
from newscrawl.bulk.executor import EXECUTORS
from newscrawl.bulk.job import Job
from newscrawl.bulk.plan import Plan, make_plan
from newscrawl.bulk.progress import BulkProgress
from newscrawl.bulk.shard import Shard, read_shard, take_share
from newscrawl.bulk.summary import find_exit_code, summarize, tell_faults
from newscrawl.bulk.unit import list_units
from newscrawl.clock import read_clock
from newscrawl.commands.evaluate import read_count, split_pairs
from newscrawl.commands.own_settings import build_own_settings
from newscrawl.delivery.compression import Compression
from newscrawl.errors import NewscrawlError
from newscrawl.exit_codes import ExitCode, find_error_code
from newscrawl.pipelines.extraction import read_extraction_options, read_limits
from newscrawl.record import RunFacts
from newscrawl.terminal import print_text

OUT = Path("out")


class Command(ScrapyCommand):
    """`scrapy bulk FILE... --out DIR`. Exit codes: those of a crawl (`exit_codes.py`)."""

    requires_crawler_process = False
    default_settings: ClassVar[dict[str, Any]] = {"LOG_ENABLED": False}

    def syntax(self) -> str:
        """Show what follows the command's name."""
        return "[options] FILE..."

    def short_desc(self) -> str:
        """Say what the command does."""
        return "Make records of many web archives, on all cores, on a cluster, or in shares"

    def long_desc(self) -> str:
        """Say it at length."""
        return (
            "Make records of the pages in web archives (WARC, WACZ; patterns like 'cc-news/*.warc.gz'). Of each archive"
            " NAME the records are in DIR/NAME.jsonl, what gave none in DIR/rejects/NAME.jsonl, and what was counted"
            " in DIR/NAME.manifest.json, which is there once all of it is on disk. Run it again, and it goes on with"
            " the archives that have none. Exit code 2: an archive could not be read, or not whole."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Declare the options."""
        super().add_options(parser)
        add = parser.add_argument
        add("--out", metavar="DIR", type=Path, default=OUT, help="for the files (default: %(default)s)")
        add("--workers", metavar="N", type=read_count, help="archives at a time (default: one for each core)")
        add("--shard", metavar="I/N", default=str(Shard()), help="only the Ith of N shares, from 1/N (for job arrays)")
        add("--executor", choices=sorted(EXECUTORS), default="processes", help="what works (default: %(default)s)")
        add("--ray-address", metavar="ADDRESS", help="of a Ray cluster (default: RAY_ADDRESS, or none: this machine)")
        add("--compress", choices=("gz", "zst"), help="write .jsonl.gz or .jsonl.zst")
        add("--base", metavar="FOLDER", help="keep the archives' folders below this one in the names of the files")
        add("--page-seconds", metavar="S", help="seconds that a page may take, else it is a rejection (10)")
        add("--page-memory", metavar="MIB", help="memory that a worker may use for a page (1536)")
        add(
            "--option",
            metavar="NAME=VALUE",
            action="append",
            default=[],
            help="an option of the extraction, as subtitle=false; may be repeated",
        )

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Plan, work and sum up."""
        if not args:
            raise UsageError("name the archives to read", print_help=False)
        assert self.settings is not None
        try:
            load_fastwarc("reading archives")
            shard = read_shard(opts.shard)
            job = build_job(build_own_settings(self.settings), opts)
            plan = make_plan(take_share(list_units(args, opts.base), shard), job)
            with end_at_signals():
                self.exitcode = int(work(plan, job, opts))
        except NewscrawlError as error:
            print_text(f"scrapy bulk: {error}", sys.stderr)
            self.exitcode = int(find_error_code(error))
        except KeyboardInterrupt:
            print_text("scrapy bulk: stopped; what is begun counts as not done, the rest stays", sys.stderr)
            self.exitcode = int(ExitCode.stopped)


def build_job(settings: BaseSettings, opts: argparse.Namespace) -> Job:
    """Build what is done with every archive, of settings and options. Raises InputError and PublisherFileError."""
    if opts.option:
        chosen = {**settings.getdict("NEWSCRAWL_OPTIONS"), **split_pairs(opts.option)}
        settings.set("NEWSCRAWL_OPTIONS", chosen, "cmdline")
    limits = {"NEWSCRAWL_WORKER_TIMEOUT": opts.page_seconds, "NEWSCRAWL_WORKER_MEMORY": opts.page_memory}
    for name, value in limits.items():
        if value is not None:
            settings.set(name, value, "cmdline")
    options = read_extraction_options(settings)
    if options.publishers:
        options = replace(options, publishers=str(Path(options.publishers).absolute()))
    now = read_clock(settings["NEWSCRAWL_NOW"])()
    return Job(
        out=opts.out.absolute(),
        run=RunFacts(crawl_id=settings["NEWSCRAWL_CRAWL_ID"] or make_crawl_id(now)),
        compression=Compression(f".{opts.compress}" if opts.compress else ""),
        options=options,
        limits=read_limits(settings),
        max_size=settings.getint("DOWNLOAD_MAXSIZE"),
        labels=(("shard", opts.shard), ("executor", opts.executor)),
    )


def work(plan: Plan, job: Job, opts: argparse.Namespace) -> ExitCode:
    """Work off what is left, and tell of it. Raises NewscrawlError, and KeyboardInterrupt after a signal."""
    executor = EXECUTORS[opts.executor](opts.workers, opts.ray_address)
    manifests = []
    with BulkProgress(plan.units, sys.stderr) as progress:
        results = executor.run(plan.units, job, progress) if plan.units else iter(())
        try:
            for manifest in results:
                progress.end_unit(manifest.stem)
                for line in tell_faults(manifest):
                    progress.print(line)
                manifests.append(manifest)
        finally:
            close = getattr(results, "close", None)
            if close is not None:
                close()
    print_text(summarize(manifests, plan.done, progress.seconds), sys.stdout)
    return find_exit_code(manifests, plan.done)


@contextmanager
def end_at_signals() -> Iterator[None]:
    """Have SIGTERM, which batch systems send first, end the body as Ctrl-C does."""

    def interrupt(*_: object) -> NoReturn:
        raise KeyboardInterrupt

    before = {number: signal.signal(number, interrupt) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
