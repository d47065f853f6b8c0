"""Decides how the URL policy is read from Scrapy's settings."""

from __future__ import annotations

from scrapy.settings import BaseSettings

from newscrawl.url_policy import ALLOWED_ADDRESSES, ALLOWED_PORTS, DEFAULT_PORTS, UrlPolicy, read_policy

PROXY_ENFORCES_POLICY = "NEWSCRAWL_PROXY_ENFORCES_POLICY"


def load_policy(settings: BaseSettings) -> UrlPolicy:
    """Read `NEWSCRAWL_ALLOWED_PORTS` and `NEWSCRAWL_ALLOWED_ADDRESSES`, lists or text parted by commas.

    Raises InputError.
    """
    ports = settings.getlist(ALLOWED_PORTS) or list(DEFAULT_PORTS.values())
    return read_policy(ports, (name for name in settings.getlist(ALLOWED_ADDRESSES) if str(name).strip()))
