"""Decides which workers of a fleet are alive: those that gave a sign of life within a lease, by the server's clock.

A run has a number that no other run gets. While it lives, it stands in the sorted set `PREFIX:lives` with the
millisecond in which it counts as dead unless it gives another sign. Whoever finds that time past declares it dead (the
field `died` of `PREFIX:run:NUMBER`), for good: from then on nothing of it is taken. Not within a lease after a restart
of the server (`grace_until` of `PREFIX:server`): then nobody could give a sign.
"""

from __future__ import annotations

import os
import socket
from pathlib import Path
from typing import Any

from newscrawl.errors import LockedError, RunFencedError
from newscrawl.fleet.connection import FleetConnection, load_script

BEATS = 4
"""Signs of life in a lease: three may be late or lost."""
DECLARED_DEAD = (
    "took this worker for dead, since it gave no sign of life for a lease; what it held is given to others."
    " What was delivered counts; its next start cuts the rest off"
)
FORGOTTEN = "knows nothing of this run any more: it was emptied, or restarted without its append-only file"


class Heartbeat:
    """The life of one run of a worker. lock_path: a file that only a process with the system's lock on it shows here:
    who shows the same one again is the same worker, and the one before it is dead.
    """

    def __init__(self, connection: FleetConnection, lock_path: Path | None) -> None:
        self.connection = connection
        self.worker = connection.settings.worker
        self.run_id = 0
        self.left: int | None = None
        self._lease = int(connection.settings.lease_seconds * 1000)
        self._place = name_place(lock_path)
        self._scripts = {name: load_script(name) for name in ("join", "beat", "leave")}

    @property
    def seconds(self) -> float:
        """The time between two signs of life."""
        return self._lease / 1000 / BEATS

    def join(self, crawl_id: str) -> int:
        """Begin a run; give its number. `left` is that of the run before, where it died.

        Raises LockedError where a living worker elsewhere has this name.
        """
        answer = self._run("join", self.worker, self._place, self._lease, crawl_id)
        if not answer[0]:
            place, other, rest = answer[1].decode(), answer[2].decode(), answer[3] / 1000
            holder = f"{place.partition('|')[0]}, run {other}; if it is dead, it counts as such in {rest:.0f} s"
            raise LockedError(f"worker {self.worker} at {self.connection.address}", holder)
        self.run_id, self.left = answer[0], answer[1] or None
        return self.run_id

    def beat(self) -> list[int]:
        """Give a sign of life; give the runs that were found dead now. Raises RunFencedError."""
        answer = self._run("beat", self.run_id, self._lease)
        if answer[0] != 1:
            why = DECLARED_DEAD if answer[0] == 0 else FORGOTTEN
            raise RunFencedError(self.connection.address, why)
        return list(answer[1:])

    def leave(self) -> None:
        """End the run, which gave back what it held."""
        self._run("leave", self.worker, self.run_id)

    def read_clock(self) -> float:
        """Give the server's time, in seconds since the epoch."""
        time: Any = self.connection.call(lambda client: client.time())
        return float(time[0] + time[1] / 1e6)

    def _run(self, name: str, *arguments: Any) -> list[Any]:
        prefix, script = self.connection.settings.prefix, self._scripts[name]
        answer: list[Any] = self.connection.call(lambda client: client.eval(script, 0, prefix, *map(str, arguments)))
        return answer


def name_place(lock_path: Path | None) -> str:
    """Name the place that a worker runs at: the machine, and the file that it has locked there, or the process."""
    if lock_path is None:
        return f"{socket.gethostname()}, process {os.getpid()}|{os.urandom(8).hex()}"
    status = lock_path.stat()
    return f"{socket.gethostname()}|{status.st_dev}:{status.st_ino}:{lock_path.absolute()}"
