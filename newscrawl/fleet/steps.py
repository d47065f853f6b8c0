"""Decides how a worker's session has the server take a step of the frontier: each is one Lua script (`lua/`), done once
however often a lost connection makes it be sent.
"""

from __future__ import annotations

from itertools import count
from typing import Any

from newscrawl.errors import RunFencedError
from newscrawl.fleet.connection import FleetConnection, load_script
from newscrawl.fleet.heartbeat import DECLARED_DEAD

LOST = -1
"""What a step answers where the fleet does not know the session (any more)."""


class FrontierSteps:
    """Runs the steps of one session. crawl: the name of what the workers crawl together. session: the run's number."""

    def __init__(self, connection: FleetConnection, crawl: str, session: int) -> None:
        self.connection = connection
        self.session = session
        self.crawl_key = connection.key("crawl", crawl)
        self.prefix = connection.settings.prefix
        self._calls = count(1)
        self._scripts: dict[str, Any] = {}
        self._shared = load_script("frontier")

    def run(self, name: str, *arguments: object) -> list[Any]:
        """Take a step; give what it answers. Raises RunFencedError where the session is lost, and FleetError."""
        call = next(self._calls)
        given = [self.session, call, *arguments]

        def do(client: Any) -> list[Any]:
            script = self._scripts.get(name)
            if script is None:
                script = self._scripts[name] = client.register_script(f"{self._shared}\n{load_script(name)}")
            answer: list[Any] = script(keys=[self.crawl_key, self.prefix], args=given, client=client)
            return answer

        answer = self.connection.call(do)
        if answer[0] == LOST:
            raise RunFencedError(self.connection.address, DECLARED_DEAD)
        return answer


def to_milliseconds(seconds: float) -> int:
    """Give whole milliseconds, never less time than the seconds say."""
    return -int(-seconds * 1000 // 1)
