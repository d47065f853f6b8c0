"""Decides what a report is made of: the figures that `run.json` holds, or, for files of records alone and for runs that
died, the lines themselves.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec

from newscrawl.crawl_report.figures import CrawlFigures
from newscrawl.crawl_report.lines import ArticleLine, Line
from newscrawl.crawl_report.sample import DEFAULT_SIZE, Sample, SampledRecord, join_samples
from newscrawl.crawl_report.summary import RunSummary, summarize_run
from newscrawl.delivery.compression import READ_ERRORS, find_compression, open_decompressed
from newscrawl.errors import InputError

RUN_FILE = "run.json"
EXPLAINED_FOLDER = "explained"
"""Beside the files of a run: the explain pages of its sample, each named by the beginning of the record's id."""
ID_CHARACTERS = 16
MAX_RUNS = 200
"""Runs told apart in one file of lines: the last ones."""
_LINES = (".jsonl", ".jsonl.gz", ".jsonl.zst", ".jl")


class RunReport(msgspec.Struct):
    """What `run.json` holds for the report: its field `report`. previous: the run before it in the same folder."""

    figures: CrawlFigures
    sample: list[SampledRecord] = []
    previous: RunSummary | None = None


@dataclass(slots=True)
class CrawlReport:
    """All that a report tells. runs: in order of their start. run: `run.json`, where the report is of one run.
    watched: what was told of the watched sites, by name. has_answers: whether every answer was counted. explained:
    the explain pages that there are, by record. notes: what a reader should know, a clause each.
    """

    sources: list[str] = field(default_factory=list)
    figures: CrawlFigures = field(default_factory=CrawlFigures)
    sample: list[SampledRecord] = field(default_factory=list)
    runs: list[RunSummary] = field(default_factory=list)
    run: dict[str, Any] | None = None
    watched: dict[str, dict[str, Any]] = field(default_factory=dict)
    has_answers: bool = False
    explained: dict[str, Path] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Part:
    """What one source gives."""

    figures: CrawlFigures
    sample: list[SampledRecord]
    runs: list[RunSummary]


def read_report(paths: Sequence[Path]) -> CrawlReport:
    """Read runs: output folders, `run.json` files, files of lines (plain, `.gz`, `.zst`). Raises InputError."""
    report = CrawlReport()
    samples = []
    sources = list({source.resolve(): source for path in paths for source in _find_sources(path)}.values())
    for source in sources:
        part = _read_run(source, report) if source.suffix == ".json" else _read_lines([source], report)
        report.figures.merge(part.figures)
        report.runs += part.runs
        samples.append(part.sample)
        report.sources.append(str(source))
    if len(sources) > 1:
        report.run = None
    runs = {run.crawl_id: run for run in report.runs}
    report.runs = sorted(runs.values(), key=lambda run: run.started or "")
    report.sample = join_samples(samples, DEFAULT_SIZE, str(report.sources))
    for record in report.sample:
        for folder in {source.parent for source in sources}:
            page = folder / EXPLAINED_FOLDER / name_page(record.id)
            if page.is_file():
                report.explained[record.id] = page
    return report


def name_page(record_id: str) -> str:
    """Name the explain page of a record."""
    return f"{record_id[:ID_CHARACTERS]}.html"


def read_run_file(path: Path) -> dict[str, Any]:
    """Read a `run.json`. Raises InputError."""
    try:
        run = msgspec.json.decode(path.read_bytes())
    except OSError as error:
        raise InputError(str(path), error.strerror or "cannot be read") from None
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise InputError(str(path), f"is no run.json: {error}") from None
    if not isinstance(run, dict) or "crawl_id" not in run:
        raise InputError(str(path), "is no run.json: it has no crawl_id")
    return run


def read_run_report(run: Mapping[str, Any]) -> RunReport | None:
    """Give what `run.json` holds for the report; None where it holds none. Raises msgspec.ValidationError."""
    held = run.get("report")
    return msgspec.convert(held, RunReport) if held is not None else None


def _find_sources(path: Path) -> list[Path]:
    if not path.is_dir():
        if not path.exists():
            raise InputError(str(path), "no such file or folder")
        return [path]
    if (path / RUN_FILE).is_file():
        return [path / RUN_FILE]
    found = sorted(file for file in path.iterdir() if file.name.endswith(_LINES))
    if not found:
        raise InputError(str(path), f"holds neither {RUN_FILE} nor a .jsonl file")
    return found


def _read_run(path: Path, report: CrawlReport) -> _Part:
    run = read_run_file(path)
    report.run = run
    report.watched.update(run.get("sites") or {})
    if run.get("status") == "running":
        report.notes.append(f"{path}: the run did not come to its end, or goes on still")
    try:
        held = read_run_report(run)
        if held is not None:
            report.has_answers = True
            before = [held.previous] if held.previous is not None else []
            return _Part(held.figures, held.sample, [*before, summarize_run(run, held.figures)])
    except msgspec.ValidationError as error:
        raise InputError(str(path), f"has figures of another form: {error}") from None
    report.notes.append(f"{path} holds no figures; they were counted from the lines of the run")
    part = _read_lines(_find_files(path, run), report, str(run["crawl_id"]))
    return _Part(part.figures, part.sample, [summarize_run(run, part.figures)])


def _find_files(path: Path, run: dict[str, Any]) -> list[Path]:
    """Give the files of lines that a run names, where they lie or beside its `run.json`."""
    named = [Path(name) for name in run.get("files") or () if str(name).endswith(_LINES)]
    found = [next((file for file in (path.parent / name.name, name) if file.is_file()), None) for name in named]
    return [file for file in found if file is not None]


def _read_lines(paths: Sequence[Path], report: CrawlReport, crawl_id: str | None = None) -> _Part:
    figures, runs, left_out = CrawlFigures(), dict[str, RunSummary](), 0
    sample = Sample(DEFAULT_SIZE, crawl_id or "")
    for path in paths:
        for line in _iterate_lines(path):
            if line is None:
                left_out += 1
                continue
            if crawl_id is not None and line.crawl_id != crawl_id:
                continue
            run = runs.pop(line.crawl_id, None) or RunSummary(line.crawl_id)
            runs[line.crawl_id] = run  # again at the end, so that the first is the one longest unheard of
            if len(runs) > MAX_RUNS:
                del runs[next(iter(runs))]
            if isinstance(line, ArticleLine):
                figures.add_article(line)
                figures.add_status(line.http.status)
                run.add_article(line)
                sample.offer(line)
            else:
                figures.add_rejection(line)
                figures.add_status(line.status)
                run.add_rejection(line)
    if left_out:
        report.notes.append(f"{left_out:,} lines hold neither a record nor a rejection")
    if not runs and crawl_id is None:
        raise InputError(", ".join(map(str, paths)), "holds no record and no rejection")
    return _Part(figures, sample.list_records(), list(runs.values()))


def _iterate_lines(path: Path) -> Iterator[Line | None]:
    decoder = msgspec.json.Decoder(Line)
    try:
        with path.open("rb") as file, open_decompressed(file, find_compression(path.name)) as lines:
            for line in lines:
                try:
                    yield decoder.decode(line)
                except (msgspec.MsgspecError, UnicodeDecodeError):
                    if line.strip():
                        yield None
    except READ_ERRORS as error:
        raise InputError(str(path), getattr(error, "strerror", None) or f"cannot be read: {error}") from None
