"""Decides how what the runs left behind is read: the lines of their files, and what the memory says."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from newscrawl.delivery.compression import find_compression, open_decompressed
from tests.newsworld.life import read_edits, read_number

MEMORY = "memory.sqlite"


class TornLineError(Exception):
    """A file of records ends within a line, or holds one that is no JSON."""


@dataclass(frozen=True, slots=True)
class Line:
    """A record that was delivered. run: the number of its run. edits: how many its text shows."""

    run: int
    number: int
    change: str
    title: str
    edits: int
    url: str
    id: str


@dataclass(frozen=True, slots=True)
class DuePage:
    """A page that a run has to look at, whatever is new. number: of its article, None for what is none."""

    url: str
    number: int | None
    why: str


def name_run(number: int) -> str:
    """Give the crawl id of a run."""
    return f"run-{number:05}"


def read_lines(out: Path) -> Iterator[Line]:
    """Give every record of every published file. Raises TornLineError."""
    for path in sorted(out.glob("news*.jsonl*")):
        if path.suffix == ".part":
            continue
        with path.open("rb") as file:
            try:
                data = open_decompressed(file, find_compression(path.name)).read()
            except EOFError:
                raise TornLineError(f"{path.name}: its last member is torn") from None
        if data and not data.endswith(b"\n"):
            raise TornLineError(f"{path.name}: its last line is torn")
        for text in data.splitlines():
            yield _read_line(path, text)


def _read_line(path: Path, text: bytes) -> Line:
    try:
        record = json.loads(text)
    except ValueError:
        raise TornLineError(f"{path.name}: {text[:80]!r} is no record") from None
    number = read_number(record["canonical_url"])
    assert number is not None, record["canonical_url"]
    return Line(
        run=int(record["crawl_id"].removeprefix("run-")),
        number=number,
        change=record["change"],
        title=record["title"],
        edits=read_edits(record["text"]),
        url=record["requested_url"],
        id=record["id"],
    )


def read_due(out: Path, now: datetime) -> list[DuePage]:
    """Give the pages that are due at a time; none where there is no memory yet."""
    if not (out / MEMORY).exists():
        return []
    rows = _ask(out, "SELECT page.url, why FROM frontier JOIN page ON page.id = page_id WHERE due <= ?", _seconds(now))
    return [DuePage(str(url), read_number(str(url)), str(why)) for url, why in rows]


def read_last_looks(out: Path) -> dict[int, datetime]:
    """Give the time of the last look that showed an article, by the article's number, whatever page it was at."""
    rows = _ask(
        out,
        "SELECT url, last_visit FROM page"
        " WHERE outcome IN ('new', 'updated', 'corrected', 'unchanged', 'not_modified')",
    )
    looks: dict[int, datetime] = {}
    for url, at in rows:
        number, moment = read_number(url), datetime.fromtimestamp(at, UTC)
        if number is not None and moment >= looks.get(number, moment):
            looks[number] = moment
    return looks


def count_looks(out: Path) -> int:
    """Say how many articles were fetched the first time, and how many looks at known ones there were."""
    (row,) = _ask(out, "SELECT total(articles) + total(versions) + total(unchanged) FROM site_day")
    return int(row[0])


def read_step_counts(out: Path) -> list[tuple[int, int, int]]:
    """Give looks and changes of every step of the schedule, over all sites."""
    return [
        (int(step), int(looks), int(changes))
        for step, looks, changes in _ask(
            out, "SELECT step, sum(looks), sum(changes) FROM site_step GROUP BY step ORDER BY step"
        )
    ]


def _ask(out: Path, question: str, *values: int) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(f"file:{out / MEMORY}?mode=ro", uri=True)) as connection:
        return list(connection.execute(question, values))


def _seconds(moment: datetime) -> int:
    return int(moment.timestamp())
