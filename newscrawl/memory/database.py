"""Decides how the memory's SQLite file is opened, brought to this version's form, and which faults it has.

A write-ahead log: a kill loses no commit. A power cut loses none that was durable, and of the others the
last ones at most, whole: what they noted is found out again. One process writes at a time (`lock.py`);
others may read.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path

from newscrawl.errors import MemoryFileError, NewscrawlError, OutputError

APPLICATION_ID = 0x6E637277
"""`ncrw`: tells our files from other programs' SQLite files."""
SCHEMA_VERSION = 3
CACHE_KIB = 16_384
BUSY_SECONDS = 5.0

_DISK_FAULTS = ("SQLITE_FULL", "SQLITE_IOERR", "SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM")
_BEGIN_ANEW = "move it and the two files beside it away to begin anew (what was delivered before comes once more)"


class Database:
    """One open memory file. Statements run inside `write()` or `read()`, which name faults in plain words."""

    def __init__(self, path: Path, *, is_read_only: bool = False) -> None:
        """Open the file, and make it where there is none. Raises MemoryFileError or OutputError."""
        self.path = path
        with self._explained():
            self._connection = _connect(path, is_read_only)
        try:
            with self._explained():
                self._check_form()
                if not is_read_only:
                    self._migrate()
                self._check_content()
        except NewscrawlError:
            self._connection.close()
            raise

    @contextmanager
    def write(self, *, is_durable: bool = False) -> Iterator[sqlite3.Connection]:
        """Run statements as one transaction, all or nothing. is_durable: it is on disk at its end."""
        with self._explained():
            self._connection.execute(f"PRAGMA synchronous = {'FULL' if is_durable else 'NORMAL'}")
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise

    @contextmanager
    def read(self) -> Iterator[sqlite3.Connection]:
        """Run statements that read."""
        with self._explained():
            yield self._connection

    def close(self) -> None:
        """Close the file; the write-ahead log goes into it."""
        self._connection.close()

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise explain(self.path, error) from error

    def _check_form(self) -> None:
        application = self._connection.execute("PRAGMA application_id").fetchone()[0]
        tables = self._connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
        version = self._read_version()
        if tables and application != APPLICATION_ID:
            raise MemoryFileError(str(self.path), "is a SQLite file of another program")
        if version > SCHEMA_VERSION:
            raise MemoryFileError(
                str(self.path),
                f"was written by a newer newscrawl (form {version}; this one knows {SCHEMA_VERSION})",
            )

    def _migrate(self) -> None:
        for version in range(self._read_version() + 1, SCHEMA_VERSION + 1):
            script = files("newscrawl.memory").joinpath(f"schema/{version}.sql").read_text(encoding="utf-8")
            self._connection.executescript(
                f"BEGIN IMMEDIATE;\n{script}\nPRAGMA application_id = {APPLICATION_ID};\n"
                f"PRAGMA user_version = {version};\nCOMMIT;"
            )

    def _check_content(self) -> None:
        # Touches both ends of every table: a file that was cut short is told at the start. A whole check of a
        # large file takes minutes.
        names = self._connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
        for (name,) in names:
            (key,) = next((row[1],) for row in self._connection.execute(f"PRAGMA table_info({name})") if row[5] == 1)
            self._connection.execute(f"SELECT min({key}), max({key}) FROM {name}").fetchone()

    def _read_version(self) -> int:
        version: int = self._connection.execute("PRAGMA user_version").fetchone()[0]
        return version


def explain(path: Path, error: sqlite3.Error) -> NewscrawlError:
    """Name a fault of SQLite's: OutputError where the disk does not take it, MemoryFileError otherwise."""
    name = getattr(error, "sqlite_errorname", "") or ""
    if name.startswith(_DISK_FAULTS):
        return OutputError(str(path), f"the memory cannot be read or written ({error})")
    if name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")):
        return MemoryFileError(str(path), f"the memory is damaged ({error}); {_BEGIN_ANEW}")
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return MemoryFileError(str(path), "another program holds the memory")
    return MemoryFileError(str(path), f"the memory does not answer as it should ({error})")


def _connect(path: Path, is_read_only: bool) -> sqlite3.Connection:
    if is_read_only:
        if not path.is_file():
            raise MemoryFileError(str(path), "no such file: no run has left a memory here")
        return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=BUSY_SECONDS)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(str(path.parent), f"cannot be made ({error.strerror})") from error
    connection = sqlite3.connect(path, isolation_level=None, timeout=BUSY_SECONDS)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
    connection.execute("PRAGMA temp_store = MEMORY")
    connection.execute("PRAGMA journal_size_limit = 67108864")
    return connection
