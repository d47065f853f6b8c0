"""Decides which settings say where a fleet's server is and who this worker is, and how they are read."""

from __future__ import annotations

import hashlib
import json
import os
import re
import secrets
import socket
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from newscrawl.errors import InputError

SCHEMES = ("redis", "rediss", "unix")
DEFAULT_PREFIX = "newscrawl"
WAIT_SECONDS = 120.0
LEASE_SECONDS = 60.0
"""So long a worker counts as alive after its last sign of life. It gives one every quarter of that."""
MIN_LEASE_SECONDS = 1.0
LONGEST_PATH = 100
"""Of a longer path the end stands in a worker's name, and a hash of all of it."""

_PLAIN_NAME = re.compile(r"[\w.@/~+-]{1,200}")


@dataclass(frozen=True, slots=True, kw_only=True)
class FleetSettings:
    """How a worker reaches the server, and what it is called there.

    url: with user and password. options: for the client, as they stand. prefix: what every key begins with; a crawl of
    its own has its own. wait_seconds: so long a lost connection is waited for. lease_seconds: so long a worker counts
    as alive after its last sign of life. worker: its name, the same at every start.
    """

    url: str = field(repr=False)
    options: Mapping[str, Any] = field(default_factory=dict, repr=False)
    prefix: str = DEFAULT_PREFIX
    wait_seconds: float = WAIT_SECONDS
    lease_seconds: float = LEASE_SECONDS
    worker: str = ""

    @property
    def address(self) -> str:
        """The server as it may be shown: without user, password and options."""
        parts = urlsplit(self.url)
        host = parts.hostname or ""
        port = f":{parts.port}" if parts.port else ""
        return f"{parts.scheme}://{f'[{host}]' if ':' in host else host}{port}{parts.path}"


def read_fleet_settings(settings: Mapping[str, Any]) -> FleetSettings | None:
    """Read the settings `NEWSCRAWL_REDIS_*`, `NEWSCRAWL_FLEET_WORKER` and `NEWSCRAWL_LEASE_SECONDS`.

    Gives None where no server is named. Raises InputError, which never shows the URL's password.
    """
    url = str(settings.get("NEWSCRAWL_REDIS_URL") or "").strip()
    if not url:
        return None
    _check_url(url)
    worker = settings.get("NEWSCRAWL_FLEET_WORKER") or name_worker(str(settings.get("NEWSCRAWL_FLEET_FOLDER") or ""))
    return FleetSettings(
        url=url,
        options=_read_options(settings.get("NEWSCRAWL_REDIS_OPTIONS")),
        prefix=_read_name("NEWSCRAWL_REDIS_PREFIX", settings.get("NEWSCRAWL_REDIS_PREFIX") or DEFAULT_PREFIX),
        wait_seconds=_read_seconds(settings, "NEWSCRAWL_REDIS_WAIT_SECONDS", WAIT_SECONDS, 0.0),
        lease_seconds=_read_seconds(settings, "NEWSCRAWL_LEASE_SECONDS", LEASE_SECONDS, MIN_LEASE_SECONDS),
        worker=_read_name("NEWSCRAWL_FLEET_WORKER", worker),
    )


def name_worker(folder: str) -> str:
    """Name a worker by its machine and its output folder, so that it is the same one after a restart. Where it has no
    folder nothing is left to continue, and every process is a worker of its own.
    """
    place = str(Path(folder).absolute()) if folder else f"/process-{os.getpid()}-{secrets.token_hex(4)}"
    if len(place) > LONGEST_PATH:
        place = f"~{hashlib.sha256(place.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}{place[-LONGEST_PATH:]}"
    return re.sub(r"[^\w.@/~+-]", "_", f"{socket.gethostname()[:64]}{place}")


def _check_url(url: str) -> None:
    try:
        parts = urlsplit(url)
        is_known = parts.scheme in SCHEMES and bool(parts.path if parts.scheme == "unix" else parts.hostname)
        _ = parts.port
    except ValueError:
        is_known = False
    if not is_known:
        raise InputError(
            "setting NEWSCRAWL_REDIS_URL",
            "must be like redis://user:password@host:6379/0, rediss://… (TLS) or unix:///path/to/socket",
        )


def _read_options(value: object) -> dict[str, Any]:
    options = value or {}
    if isinstance(options, str):  # of the command line
        try:
            options = json.loads(options)
        except ValueError:
            options = None
    if not isinstance(options, Mapping):
        raise InputError("setting NEWSCRAWL_REDIS_OPTIONS", 'must be a dictionary, such as {"ssl_ca_certs": "ca.pem"}')
    if options.get("decode_responses"):
        raise InputError("setting NEWSCRAWL_REDIS_OPTIONS", "must not set decode_responses: what lies there is bytes")
    return dict(options)


def _read_name(setting: str, value: object) -> str:
    name = str(value)
    if not _PLAIN_NAME.fullmatch(name):
        raise InputError(f"setting {setting}={name}", "must be of letters, digits and . _ @ / ~ + - only")
    return name


def _read_seconds(settings: Mapping[str, Any], setting: str, default: float, least: float) -> float:
    value = settings.get(setting)
    try:
        seconds = default if value is None or value == "" else float(value)
    except (TypeError, ValueError):
        seconds = float("nan")
    if not least <= seconds < float("inf"):
        raise InputError(f"setting {setting}={value}", f"must be a number of seconds, {least:g} at least")
    return seconds
