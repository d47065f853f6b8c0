"""Decides how pages are taken to be fetched, and how they are given back: by scripts that the server runs in one go,
so that no page is given to two workers and none gets lost between two steps.
"""

from __future__ import annotations

import secrets
from typing import Any

from newscrawl.errors import RunFencedError
from newscrawl.fleet.connection import FleetConnection, load_script
from newscrawl.fleet.heartbeat import DECLARED_DEAD, FORGOTTEN
from newscrawl.fleet.tables.frontier_table import CLASS_SHIFT, MAX_DEATHS, SEQUENCE_BITS

RELEASED_AT_ONCE = 500
"""Pages that one script gives back; the server does nothing else meanwhile."""
_DEATH = 2 << CLASS_SHIFT
"""What a death adds to a score: a class for new pages and one for the others stand between two deaths."""


class Flights:
    """The pages that runs have in flight. run_id: the run at work."""

    def __init__(self, connection: FleetConnection, run_id: int) -> None:
        self.connection = connection
        self.run_id = run_id
        self._take = load_script("take_pages")
        self._release = load_script("release_pages")

    def take(self, site_id: int, now: int, limit: int) -> list[bytes]:
        """Take pages of a site that are due, the most urgent first. Raises RunFencedError."""
        token = secrets.token_hex(8)
        arguments = (self.run_id, site_id, now, limit, token, SEQUENCE_BITS, CLASS_SHIFT)
        answer = self._run(self._take, *arguments)
        if isinstance(answer, bytes):
            why = DECLARED_DEAD if answer == b"dead" else FORGOTTEN
            raise RunFencedError(self.connection.address, why)
        return list(answer)

    def release_dead(self) -> int:
        """Give back what dead runs had in flight; say how many pages that were."""
        key = self.connection.key("dead")
        dead: Any = self.connection.call(lambda client: client.smembers(key))
        return sum(self._release_all(int(run), _DEATH) for run in sorted(dead))

    def release_own(self) -> None:
        """Give back what this run has in flight."""
        self._release_all(self.run_id, 0)

    def _release_all(self, run: int, added: int) -> int:
        total = 0
        while released := self._run(
            self._release, run, RELEASED_AT_ONCE, added, 2 * MAX_DEATHS, CLASS_SHIFT
        ):
            total += released
        return total

    def _run(self, script: str, *arguments: object) -> Any:
        prefix = self.connection.settings.prefix
        return self.connection.call(lambda client: client.eval(script, 0, prefix, *map(str, arguments)))
