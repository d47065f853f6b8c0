"""Decides whether a server can be trusted with a crawl: that it knows what is asked of it, and that its settings let it
forget nothing.
"""

from __future__ import annotations

from typing import Any

from newscrawl.errors import ServerRefusedError
from newscrawl.fleet.connection import FleetConnection

LEAST_VERSION = (6, 2)
"""The first one with `SET … GET` and `ZADD … GT`."""
KEEPS_ALL = "noeviction"
NO_FILE = "keeps no append-only file (appendonly no): what it forgets at a restart is fetched and delivered again"


def check_server(connection: FleetConnection) -> str | None:
    """Say in a clause what may cost data, None where nothing does. Raises ServerRefusedError for what surely does."""
    info: Any = connection.call(lambda client: client.info())
    version = str(info.get("redis_version", ""))
    if read_version(version) < LEAST_VERSION:
        needed = ".".join(map(str, LEAST_VERSION))
        raise ServerRefusedError(connection.address, f"is Redis {version}; {needed} or a later one is needed")
    policy = str(info.get("maxmemory_policy", KEEPS_ALL))
    if policy != KEEPS_ALL and info.get("maxmemory"):
        why = f"throws data away when it is full (maxmemory-policy {policy}); set it to {KEEPS_ALL}"
        raise ServerRefusedError(connection.address, why)
    return None if info.get("aof_enabled", 1) else NO_FILE


def read_version(version: str) -> tuple[int, ...]:
    """Give the first two numbers of a version; where there are none, one that is new enough."""
    parts = version.split(".")[:2]
    return tuple(map(int, parts)) if all(part.isdigit() for part in parts) else LEAST_VERSION
