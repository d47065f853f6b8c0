"""Decides that two runs never work with one memory: the second steps back, and a dead one holds nothing.

The system's own lock on an open file: it ends with the process that holds it, however that ends, so there is
no stale lock to wait for. What the file says is for people.
"""

from __future__ import annotations

import fcntl
import json
import os
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from newscrawl.errors import LockedError, OutputError

LOCK_SUFFIX = ".lock"


class RunLock:
    """The lock of one memory file, held from its making until `release` or the end of the process.

    left: what a run that died holding it had written into the file, else None.
    """

    def __init__(self, memory_path: Path, crawl_id: str, now: datetime) -> None:
        """Take the lock. Raises LockedError where another process has it, OutputError where no file can be
        made.
        """
        self.path = memory_path.with_name(memory_path.name + LOCK_SUFFIX)
        self._file = _open(self.path)
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = _read(self._file)
            self._file.close()
            raise LockedError(str(self.path), _tell(holder)) from None
        except OSError as error:
            self._file.close()
            raise OutputError(str(self.path), f"cannot be locked ({error.strerror})") from error
        self.left = _read(self._file)
        self._write({"pid": os.getpid(), "crawl_id": crawl_id, "since": f"{now:%Y-%m-%dT%H:%M:%SZ}"})

    def release(self) -> None:
        """Give the lock up. The file stays: removing it would let two runs lock two files of one name."""
        self._write(None)
        with suppress(OSError):  # for a child process, too, that was started a moment ago
            fcntl.flock(self._file, fcntl.LOCK_UN)
        self._file.close()

    def _write(self, holder: dict[str, Any] | None) -> None:
        with suppress(OSError):  # a full disk: the lock holds without the note
            self._file.seek(0)
            self._file.truncate()
            self._file.write(json.dumps(holder).encode() + b"\n" if holder else b"")
            self._file.flush()


def _open(path: Path) -> IO[bytes]:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        return os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644), "r+b")
    except OSError as error:
        raise OutputError(str(path), f"cannot be written ({error.strerror})") from error


def _read(file: IO[bytes]) -> dict[str, Any] | None:
    try:
        file.seek(0)
        holder = json.loads(file.read(4096) or b"null")
    except (OSError, ValueError):
        return {}
    return holder if isinstance(holder, dict) else None


def _tell(holder: dict[str, Any] | None) -> str:
    if not holder:
        return "it says nothing of itself"
    return f"process {holder.get('pid')}, run {holder.get('crawl_id')}, since {holder.get('since')}"
