"""Decides which library speaks with the server, and what is said where it is missing."""

from __future__ import annotations

from types import ModuleType

from newscrawl.extras import load_extra

MISSING = "needs the library redis, which is not installed: pip install 'newscrawl[redis]'"


def load_redis(wanted_by: str) -> ModuleType:
    """Give the module `redis`. wanted_by: the setting that needs it. Raises InputError."""
    return load_extra("redis", wanted_by, MISSING)
