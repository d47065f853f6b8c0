"""Decides what `scrapy evaluate` takes, prints and writes. How pages are measured is in
`newscrawl/evaluation/`.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, ClassVar

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from newscrawl.cores import count_cores
from newscrawl.errors import InputError, NewscrawlError
from newscrawl.evaluation.benchmark import Benchmark, load_benchmark
from newscrawl.evaluation.figures import Figures, compute_figures
from newscrawl.evaluation.floors import describe_measured, pin_set
from newscrawl.evaluation.measurement import MeasuredPage, Plan
from newscrawl.evaluation.peers import ALL_PEERS, PEERS, find_peers
from newscrawl.evaluation.report import build_data, print_figures
from newscrawl.evaluation.systems import ExtractWith
from newscrawl.evaluation.workers import measure_benchmark
from newscrawl.evaluation.worst import WorstPage, choose_worst
from newscrawl.evaluation.worst_html import render_worst
from newscrawl.options import Options, read_options
from newscrawl.page_progress import PageProgress
from newscrawl.terminal import print_text

FAILED = 1
"""newscrawl failed on a page."""
WRONG_INPUT = 2
INTERRUPTED = 130

WORST_FILE = Path("out/worst.html")
FLOORS_FILE = Path("tests/floors.json")


class Command(ScrapyCommand):
    """`scrapy evaluate DIR`. Exit codes: 1 newscrawl failed on a page, 2 input that cannot be read."""

    requires_crawler_process = False
    default_settings: ClassVar[dict[str, Any]] = {"LOG_ENABLED": False}

    def syntax(self) -> str:
        """Show what follows the command's name."""
        return "[options] DIR"

    def short_desc(self) -> str:
        """Say what the command does."""
        return "Measure newscrawl and other extractors on a folder of pages with gold text"

    def long_desc(self) -> str:
        """Say it at length."""
        return (
            "Measure newscrawl on a folder with ground-truth.json and html/ID.html.gz (the layout of the"
            " public article-extraction-benchmark), or on a folder of fixtures. Peers are run on the same"
            " pages in the same run. Nothing is fetched."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Declare the options."""
        super().add_options(parser)
        add = parser.add_argument
        add(
            "--peer",
            metavar="NAME",
            action="append",
            default=[],
            help=f"another extractor to measure ({', '.join(PEERS)}, {ALL_PEERS}); may be repeated",
        )
        add("--metadata", action="store_true", help="measure title, authors and day of publication as well")
        add(
            "--option",
            metavar="NAME=VALUE",
            action="append",
            default=[],
            help="an option of newscrawl's extraction, as subtitle=false; may be repeated",
        )
        part = parser.add_mutually_exclusive_group()
        part.add_argument("--limit", metavar="N", type=read_count, help="only the first N pages")
        part.add_argument("--sample", metavar="N", type=read_count, help="N pages, the same every time")
        add("--jobs", metavar="N", type=read_count, help="processes (default: one for each core)")
        add("--json", metavar="FILE", type=Path, help="write all figures and a row for every page")
        add("--worst", metavar="N", type=read_count, help="show newscrawl's N worst pages in one HTML page")
        add("--worst-out", metavar="FILE", type=Path, default=WORST_FILE, help="where (default: %(default)s)")
        add_floor_options(parser)

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Measure, print and write."""
        if len(args) != 1:
            raise UsageError("name one folder of pages with gold text", print_help=False)
        try:
            options = read_options(split_pairs(opts.option))
            check_floor_options(opts)
            benchmark = load_benchmark(Path(args[0])).take(opts.limit, opts.sample)
            plan = Plan(
                extract=ExtractWith(options), peers=find_peers(opts.peer), with_metadata=opts.metadata
            )
            with PageProgress(f"measuring {benchmark.name}", sys.stderr) as progress:
                pages = measure_benchmark(benchmark, plan, jobs=opts.jobs or count_cores(), on_page=progress)
            figures = compute_figures(pages, plan)
            print_figures(benchmark, figures, sys.stdout, with_metadata=opts.metadata)
            if opts.json:
                write_json(opts.json, benchmark, options, figures, pages)
            if opts.worst:
                write_worst(opts.worst_out, benchmark, choose_worst(pages, opts.worst))
            if opts.pin and figures.own.faults:
                raise InputError("--pin", "newscrawl failed on a page; see above")
            if opts.pin:
                measured = describe_measured(opts.floors, Path(args[0]), options, len(pages), figures.own)
                pinned = pin_set(
                    opts.floors, benchmark.name, measured, lower=opts.lower_floor, reason=opts.reason
                )
                print_text(f"floors of {benchmark.name}: {json.dumps(pinned.floors)}", sys.stderr)
            self.exitcode = FAILED if figures.own.faults else 0
        except NewscrawlError as error:
            print_text(f"scrapy evaluate: {error}", sys.stderr)
            self.exitcode = WRONG_INPUT
        except KeyboardInterrupt:
            self.exitcode = INTERRUPTED


def add_floor_options(parser: argparse.ArgumentParser) -> None:
    """Declare the options about the floors, in place."""
    group = parser.add_argument_group("floors", "what newscrawl has reached and may not fall below")
    add = group.add_argument
    add("--pin", action="store_true", help="raise the floors of this set to what was reached")
    add("--floors", metavar="FILE", type=Path, default=FLOORS_FILE, help="their file (default: %(default)s)")
    add(
        "--lower-floor",
        metavar="FIGURE",
        action="append",
        default=[],
        help="let the floor of this figure go down, may be repeated; takes --pin and --reason",
    )
    add("--reason", metavar="TEXT", help="why a floor goes down; it is kept in the file")


def check_floor_options(opts: argparse.Namespace) -> None:
    """Raise UsageError where the options about the floors do not go together."""
    if (opts.lower_floor or opts.reason) and not opts.pin:
        raise UsageError("--lower-floor and --reason go with --pin", print_help=False)
    if opts.lower_floor and not opts.reason:
        raise UsageError("--lower-floor takes a --reason", print_help=False)
    if opts.pin and (opts.limit or opts.sample):
        raise UsageError("--pin takes the whole set, not a part of it", print_help=False)


def read_count(text: str) -> int:
    """Read a number of at least 1, for argparse."""
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"{number} is less than 1")
    return number


def split_pairs(pairs: Sequence[str]) -> dict[str, str]:
    """Split `NAME=VALUE`. Raises InputError where there is no `=`."""
    for pair in pairs:
        if "=" not in pair:
            raise InputError(f"--option {pair}", "write it as NAME=VALUE")
    return dict(pair.split("=", 1) for pair in pairs)


def write_json(
    path: Path, benchmark: Benchmark, options: Options, figures: Figures, pages: Sequence[MeasuredPage]
) -> None:
    """Write everything but the texts. Raises InputError where the file cannot be written."""
    text = json.dumps(build_data(benchmark, options, figures, pages), ensure_ascii=False, indent=1)
    write_file(path, text + "\n", "--json")


def write_worst(path: Path, benchmark: Benchmark, worst: Sequence[WorstPage]) -> None:
    """Write the page of the worst pages. Raises InputError where the file cannot be written."""
    write_file(path, render_worst(benchmark.name, len(benchmark), worst), "--worst-out")
    print_text(f"the {len(worst)} worst pages: {path}", sys.stderr)


def write_file(path: Path, text: str, option: str) -> None:
    """Write a text file and the folders above it. Raises InputError where that fails."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise InputError(f"{option} {path}", error.strerror or "cannot be written") from error
