"""Decides which library speaks with the server, and what is said where it is missing."""

from __future__ import annotations

from types import ModuleType

from newscrawl.errors import InputError

MISSING = "needs the library redis, which is not installed: pip install 'newscrawl[redis]'"


def load_redis(wanted_by: str) -> ModuleType:
    """Give the module `redis`. wanted_by: the setting that needs it. Raises InputError."""
    try:
        import redis as library
    except ImportError:
        raise InputError(wanted_by, MISSING) from None
    return library
