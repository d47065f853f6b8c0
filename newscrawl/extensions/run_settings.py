"""Decides which settings a run tells of, and that it tells no secret."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from scrapy.settings import BaseSettings, overridden_settings

HIDDEN = "***"

_SECRET_NAME = re.compile(r"PASS|SECRET|TOKEN|CREDENTIAL|ACCESS_KEY|API_?KEY|COOKIE_?JAR|PROXY_AUTH|REDIS_OPTIONS")
_USER_INFO = re.compile(r"(?<=://)[^/\s]+(?=@)|(?<=[?&]password=)[^&\s]+")


def read_changed_settings(settings: BaseSettings) -> dict[str, Any]:
    """Give the settings that differ from Scrapy's defaults, and newscrawl's own, as plain JSON values.

    Settings that are dictionaries by default (components, feeds) are left out, as in Scrapy's own log line.
    """
    changed = dict(overridden_settings(settings))
    changed.update({name: settings[name] for name in settings if name.startswith("NEWSCRAWL_")})
    return {
        name: HIDDEN if _SECRET_NAME.search(name) and value else make_plain(value)
        for name, value in sorted(changed.items())
    }


def make_plain(value: Any) -> Any:
    """Give a value as JSON can hold it, passwords in URLs hidden; what is no plain value as its text."""
    if value is None or isinstance(value, (bool, int, float)):
        return value
    if isinstance(value, Mapping):
        return {
            str(key): HIDDEN if _SECRET_NAME.search(str(key).upper()) else make_plain(item)
            for key, item in value.items()
        }
    if isinstance(value, (list, tuple, set, frozenset)):
        return [make_plain(item) for item in value]
    if isinstance(value, type):
        return f"{value.__module__}.{value.__qualname__}"
    return hide_passwords(str(value))


def hide_passwords(text: str) -> str:
    """Blot out `user:password@` and `?password=` in the URLs of a text."""
    return _USER_INFO.sub(HIDDEN, text)
