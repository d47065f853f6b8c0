"""Two runs never hold one memory's lock, and a dead one holds nothing."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from newscrawl.errors import LockedError, OutputError
from newscrawl.memory.lock import RunLock

NOW = datetime(2026, 11, 24, 8, 15, tzinfo=UTC)
HOLD = """
import sys, time
from datetime import UTC, datetime
from pathlib import Path
sys.path[:0] = [sys.argv[2]]
from newscrawl.memory.lock import RunLock
lock = RunLock(Path(sys.argv[1]), "theirs", datetime(2026, 11, 24, 8, 0, tzinfo=UTC))
print("held", flush=True)
time.sleep(60)
"""


def test_second_steps_back_and_says_who_holds_it(tmp_path: Path) -> None:
    path = tmp_path / "memory.sqlite"
    first = RunLock(path, "first", NOW)
    with pytest.raises(LockedError, match=rf"process {os.getpid()}, run first, since 2026-11-24T08:15:00Z"):
        RunLock(path, "second", NOW)
    first.release()
    second = RunLock(path, "second", NOW)
    assert second.left is None
    second.release()


def test_lock_of_a_killed_process_is_free_and_tells_of_it(tmp_path: Path) -> None:
    path, root = tmp_path / "memory.sqlite", str(Path(__file__).parents[2])
    with subprocess.Popen([sys.executable, "-c", HOLD, str(path), root], stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(LockedError, match="run theirs"):
            RunLock(path, "ours", NOW)
        os.kill(holder.pid, signal.SIGKILL)
        holder.wait()
    lock = RunLock(path, "ours", NOW)
    assert lock.left is not None
    assert (lock.left["pid"], lock.left["crawl_id"]) == (holder.pid, "theirs")
    assert json.loads(lock.path.read_text())["crawl_id"] == "ours"
    lock.release()
    assert lock.path.read_text() == ""


def test_child_processes_do_not_keep_it(tmp_path: Path) -> None:
    path = tmp_path / "memory.sqlite"
    lock = RunLock(path, "first", NOW)
    with subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"], close_fds=False) as child:
        lock.release()
        RunLock(path, "second", NOW).release()
        child.kill()


@pytest.mark.parametrize("content", [b"", b"null\n", b"[1]\n", b"\xff\xfe", b'{"pid": 1'])
def test_whatever_the_file_says_the_lock_works(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "memory.sqlite"
    path.with_name("memory.sqlite.lock").write_bytes(content)
    RunLock(path, "first", NOW).release()


def test_folder_that_takes_no_file_is_a_fault_of_the_disk(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(OutputError, match="cannot be written"):
        RunLock(tmp_path / "file" / "memory.sqlite", "first", NOW)
