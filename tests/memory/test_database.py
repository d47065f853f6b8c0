"""A memory file that cannot be used is told in plain words, at the start, and left as it is."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from newscrawl.errors import MemoryFileError, NewscrawlError, OutputError
from newscrawl.memory.database import SCHEMA_VERSION, Database
from tests.memory.conftest import START, open_run, poll


def make_full(path: Path) -> None:
    memory = open_run(path, START)
    memory.note_poll(poll(*(f"/{number}" for number in range(2000))))
    memory.close()


def test_file_is_made_and_opened_again(path: Path) -> None:
    for _ in range(2):
        database = Database(path)
        with database.read() as connection:
            assert connection.execute("PRAGMA user_version").fetchone()[0] == SCHEMA_VERSION
            assert connection.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
        for is_durable, level in ((True, 2), (False, 1)):
            with database.write(is_durable=is_durable) as connection:
                assert connection.execute("PRAGMA synchronous").fetchone()[0] == level
        database.close()


def test_newer_file_is_refused_untouched(path: Path) -> None:
    make_full(path)
    with sqlite3.connect(path) as connection:
        connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(MemoryFileError, match="newer newscrawl"):
        Database(path)
    assert path.read_bytes() == before


def test_another_programs_file_is_refused(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE moz_places (id INTEGER PRIMARY KEY)")
    connection.close()
    with pytest.raises(MemoryFileError, match="another program"):
        Database(path)


@pytest.mark.parametrize("damage", ["text", "cut", "zeros"])
def test_damaged_file_is_refused_with_what_to_do(damage: str, path: Path) -> None:
    make_full(path)
    whole = path.read_bytes()
    damaged = {
        "text": b"not a database at all\n" * 400,
        "cut": whole[: len(whole) // 3],
        "zeros": whole[:4096] + bytes(len(whole) - 4096),
    }[damage]
    path.write_bytes(damaged)
    with pytest.raises(MemoryFileError, match=r"damaged.*move it"):
        Database(path)
    assert path.read_bytes() == damaged


def test_reading_alone_needs_a_file(path: Path) -> None:
    with pytest.raises(MemoryFileError, match="no such file"):
        Database(path, is_read_only=True)
    assert not path.exists()


def test_reader_does_not_disturb_the_writer(path: Path) -> None:
    writer = open_run(path, START)
    writer.note_poll(poll("/a"))
    reader = Database(path, is_read_only=True)
    with reader.read() as connection:
        assert connection.execute("SELECT count(*) FROM page").fetchone()[0] == 1
    writer.note_poll(poll("/b"))
    reader.close()
    writer.close()


def test_read_only_folder_is_a_fault_of_the_disk(tmp_path: Path) -> None:
    if os.getuid() != 0:
        folder = tmp_path / "out"
        folder.mkdir(mode=0o555)
        with pytest.raises(OutputError):
            Database(folder / "memory.sqlite")
        return
    blocked = tmp_path / "file"
    blocked.touch()
    with pytest.raises(OutputError, match="cannot be made"):
        Database(blocked / "memory.sqlite")


def test_full_disk_is_a_fault_of_the_disk_and_keeps_what_was_committed(path: Path) -> None:
    """The limit on a file's size stands for the disk: SQLite meets the same error in the same place."""
    code = """
import resource, sys
from pathlib import Path
sys.path[:0] = sys.argv[2:]
from tests.memory.conftest import START, open_run, poll
from newscrawl.errors import OutputError
memory = open_run(Path(sys.argv[1]), START)
memory.note_poll(poll("/kept"))
resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))
try:
    for number in range(1000):
        memory.note_poll(poll(*(f"/{number}-{n}" for n in range(100))))
except OutputError as error:
    print("refused")
"""
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", code, str(path), str(root)], capture_output=True, text=True, check=False
    )
    assert done.stdout == "refused\n", done.stderr
    reopened = Database(path)
    with reopened.read() as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        assert connection.execute("SELECT url FROM page WHERE id = 1").fetchone()[0].endswith("/kept")
        assert connection.execute("SELECT count(*) FROM page").fetchone()[0] % 100 == 1
    reopened.close()


def test_every_fault_has_the_one_root(path: Path) -> None:
    path.mkdir()
    with pytest.raises(NewscrawlError):
        Database(path)
