"""Decides how the records of files are found: DuckDB reads the files where they lie, as they are at that moment.

What a list needs of each line (some hundred bytes) is kept in memory until its file changes; texts are read from the
files at every search, and a record when it is opened. Nothing is written, and DuckDB may open no other file.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path
from threading import Lock
from typing import Any

import duckdb

from newscrawl.browsing.query import ORDERS, PAGE_SIZE, Query, build_condition
from newscrawl.browsing.record_files import RecordFile, find_record_files
from newscrawl.browsing.sql import KEEP_HITS, KEEP_LINES, MAKE_TABLES, read_hits, read_line, read_lines
from newscrawl.errors import InputError

MAX_CHOICES = 1_000
"""Sites, languages, reasons that are offered to choose from: those with most lines."""
SETTINGS: dict[str, Any] = {
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "allow_community_extensions": False,
    "python_enable_replacements": False,
    "temp_directory": "",
}
_FOUND = "file, row, kind, url, title, site, language, day, score, reason, version, change, dup_of"


@dataclass(frozen=True, slots=True)
class FoundLine:
    """One line of a list. file: its name. row: how many lines stand before it in the file, blank ones not counted."""

    file: str
    row: int
    kind: str
    url: str
    title: str | None
    site: str
    language: str | None
    day: str | None
    score: float | None
    reason: str | None
    version: int | None
    change: str | None
    dup_of: str | None


@dataclass(frozen=True, slots=True)
class FoundLines:
    """One page of what a query finds. count: on all pages."""

    count: int
    lines: tuple[FoundLine, ...]


@dataclass(frozen=True, slots=True)
class FileCounts:
    """What a file holds. others: lines that are neither, broken ones for instance. fault: why it could not be read."""

    name: str
    records: int = 0
    rejections: int = 0
    others: int = 0
    fault: str | None = None


class RecordStore:
    """The records of the files and folders that a user named. Raises InputError where one of them is not there."""

    def __init__(self, named: Sequence[Path]) -> None:
        self._named = tuple(named)
        self._files: dict[int, RecordFile] = {}
        self._numbers: dict[Path, int] = {}
        self._faults: dict[int, str] = {}
        self._needles: tuple[str, ...] = ()
        self._searched: set[int] = set()
        self._lock = Lock()
        self._duckdb = duckdb.connect(":memory:", config=SETTINGS)
        self._duckdb.execute(MAKE_TABLES)
        self._lock_down(find_record_files(self._named))

    def refresh(self) -> None:
        """Read what has changed since the last time."""
        with self._lock:
            self._refresh()

    def find(self, query: Query) -> FoundLines:
        """Give the page of a query."""
        condition, values = build_condition(query)
        with self._lock:
            source = "lines"
            if query.needles:
                self._search(query.needles)
                source = "lines semi join hits using (file, row)"
            (count,) = self._fetch(f"select count(*) from {source} where {condition}", values)[0]
            rows = self._fetch(
                f"select {_FOUND} from {source} where {condition} order by {ORDERS[query.order][1]} limit ? offset ?",
                [*values, PAGE_SIZE, PAGE_SIZE * (query.page - 1)],
            )
            return FoundLines(count, tuple(FoundLine(self._files[number].name, *rest) for number, *rest in rows))

    def read(self, name: str, row: int) -> str | None:
        """Give the JSON of one line; None where there is no such file, or no such line in it."""
        with self._lock:
            file = next((file for file in self._files.values() if file.name == name), None)
            if file is None:
                return None
            rows = self._fetch(read_line(file.compression), [[escape_pattern(file.path)], row])
        return rows[0][0] if rows else None

    def list_choices(self, column: str) -> list[tuple[str, int]]:
        """Give the values of `site`, `language` or `reason` with their numbers of lines, by name."""
        assert column in ("site", "language", "reason")
        with self._lock:
            rows = self._fetch(
                f"select {column}, count(*) from lines where {column} <> '' group by all order by 2 desc, 1 limit ?",
                [MAX_CHOICES],
            )
        return sorted(rows)

    def count_files(self) -> list[FileCounts]:
        """Give what each file holds, in the order of the files."""
        with self._lock:
            rows = self._fetch(
                "select file, count(*) filter (kind = 'article'), count(*) filter (kind = 'reject'),"
                " count(*) filter (kind = 'other') from lines group by file",
                [],
            )
            counts = {number: FileCounts(self._files[number].name, *numbers) for number, *numbers in rows}
            return [
                replace(counts.get(number, FileCounts(file.name)), fault=self._faults.get(number))
                for number, file in sorted(self._files.items(), key=lambda item: item[1].name)
            ]

    def close(self) -> None:
        """End what DuckDB is at, and close it."""
        self._duckdb.interrupt()
        with self._lock:
            self._duckdb.close()

    def _lock_down(self, files: Iterable[RecordFile]) -> None:
        """Let DuckDB open the named files and folders alone, and nothing that says otherwise take effect."""
        paths = [file.path for file in files]
        folders = [str(path.absolute()) for path in self._named if path.is_dir()]
        allowed = {"paths": [*map(str, paths), *map(escape_pattern, paths)], "directories": folders}
        for kind, names in allowed.items():
            listed = ", ".join("'" + name.replace("'", "''") + "'" for name in names)  # SET takes no parameters
            self._duckdb.execute(f"set allowed_{kind} = [{listed}]")
        self._duckdb.execute("set enable_external_access = false")
        self._duckdb.execute("set lock_configuration = true")

    def _refresh(self) -> None:
        try:
            found = find_record_files(self._named)
        except InputError:  # deleted meanwhile: what is left is shown
            found = find_record_files([path for path in self._named if path.exists()])
        there = {self._numbers.setdefault(file.path, len(self._numbers)): file for file in found}
        stale = [number for number, file in self._files.items() if there.get(number) != file]
        for table in ("lines", "hits"):
            self._duckdb.execute(f"delete from {table} where list_contains(?::integer[], file)", [stale])
        self._searched.difference_update(stale)
        for number in stale:
            self._faults.pop(number, None)
        new = [number for number, file in there.items() if self._files.get(number) != file]
        self._files = there
        self._read_in([number for number in new if there[number].size], KEEP_LINES, read_lines, [])

    def _search(self, needles: tuple[str, ...]) -> None:
        """Have the table `hits` hold the lines with these words."""
        if needles != self._needles:
            self._duckdb.execute("delete from hits")
            self._needles, self._searched = needles, set()
        numbers = [number for number in self._files if number not in self._searched and number not in self._faults]
        self._read_in(numbers, KEEP_HITS, lambda compression: read_hits(compression, len(needles)), list(needles))
        self._searched.update(numbers)

    def _read_in(self, numbers: Iterable[int], keep: str, read: Any, values: list[Any]) -> None:
        """Read files into a table, those of one compression at once."""
        ordered = sorted(numbers, key=lambda number: (self._files[number].compression, number))
        for compression, group in groupby(ordered, key=lambda number: self._files[number].compression):
            self._read_group(list(group), keep, read(compression), values)

    def _read_group(self, numbers: list[int], keep: str, statement: str, values: list[Any]) -> None:
        """Read files of one compression; one that cannot be read is found by halves, and told."""
        paths = [self._files[number].path for number in numbers]
        try:
            self._duckdb.execute(statement, [*values, list(map(escape_pattern, paths))])
        except duckdb.Error as error:
            if len(numbers) == 1:
                self._faults[numbers[0]] = tell_fault(error)
                return
            middle = len(numbers) // 2
            self._read_group(numbers[:middle], keep, statement, values)
            self._read_group(numbers[middle:], keep, statement, values)
        else:
            self._duckdb.execute(keep, [list(map(str, paths)), numbers])

    def _fetch(self, statement: str, values: Sequence[Any]) -> list[Any]:
        return self._duckdb.execute(statement, values).fetchall()


def escape_pattern(path: Path) -> str:
    """Give a path as DuckDB takes it to the letter: it reads `*`, `?` and `[` as patterns."""
    return "".join(f"[{character}]" if character in "*?[" else character for character in str(path))


def tell_fault(error: Exception) -> str:
    """Give the first line of what DuckDB says, without the path, which is told beside it."""
    return str(error).partition("\n")[0].rpartition(": /")[0] or str(error).partition("\n")[0]
